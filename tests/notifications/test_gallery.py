"""The gallery of letters in the admin: for staff with a right, nothing of it runs, every channel is there."""

import pytest
from django.test import Client

from accounts.models import User
from tests.desks import desk_of
from tests.factories import UserFactory

URL = "/admin/notifications/message/letters/"
HTML = f"{URL}html/"


@pytest.fixture
def desk(moderator: User) -> Client:
    return desk_of(moderator)


def test_a_letter_is_shown_as_every_channel_shows_it(desk: Client) -> None:
    page = desk.get(URL, {"letter": "status_changed · Accepted", "language": "ar", "size": "longest"})
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("<iframe sandbox ") == 4
    for scheme in ("light", "dark"):
        assert f"scheme={scheme}" in text
    for words in ('dir="rtl"', "تابع طلبك", "&lt;img src=x"):
        assert words in text
    assert "<img src=x" not in text


@pytest.mark.parametrize(("scheme", "query"), [("light", "@media not all"), ("dark", "@media all"), ("", "@media not all")])
def test_the_frame_holds_the_mail_alone_with_no_scripts(desk: Client, scheme: str, query: str) -> None:
    answer = desk.get(HTML, {"letter": "new_order", "language": "de", "scheme": scheme})
    assert query in answer.content.decode()
    assert "Neue Bestellung" in answer.content.decode()
    assert "script-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("asked", [{"letter": "nothing"}, {"language": "xx"}, {"size": "huge"}])
def test_what_there_is_not_is_a_404(desk: Client, asked: dict[str, str]) -> None:
    assert desk.get(URL, asked).status_code == desk.get(HTML, asked).status_code == 404


def test_it_is_for_staff_with_a_right(db: None, client: Client, customer: User) -> None:
    without = desk_of(UserFactory.create(is_staff=True))
    assert [without.get(url).status_code for url in (URL, HTML)] == [403, 403]
    client.force_login(customer)
    assert client.get(URL).status_code == 302
