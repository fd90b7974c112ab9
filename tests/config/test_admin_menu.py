"""The admin's menu leads somewhere, and shows each person what they may open."""

import pytest

from accounts.models import User
from config.admin_menu import UNFOLD
from tests.desks import desk_of
from tests.factories import UserFactory

LINKS = [str(item["link"]) for group in UNFOLD["SIDEBAR"]["navigation"] for item in group["items"]]


@pytest.mark.parametrize("link", LINKS)
def test_every_entry_opens(moderator: User, link: str) -> None:
    assert desk_of(moderator).get(link).status_code == 200


def test_staff_without_rights_is_shown_nothing(db: None) -> None:
    html = desk_of(UserFactory.create(is_staff=True)).get("/admin/").content.decode()
    assert [link for link in LINKS if f'href="{link}"' in html] == []
