"""Every route of the web app has its picture in `make screenshots`, or a reason why not."""

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.test import Client

from legal.documents import documents

ROUTES = Path(settings.BASE_DIR) / "frontend/src/app/AppRoutes.tsx"
TAG = re.compile(r'<Route(?: index)?(?: path="(?P<path>[^"]*)")? element=\{<\w+ />\}(?P<closed> /)?>|(?P<end></Route>)')


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The list."""
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "scripts"))
    return importlib.import_module("screens")


def routes() -> set[str]:
    """Return the path of every page, as the router joins it; what only lays out has none of its own."""
    text = ROUTES.read_text()
    assert text.count("<Route ") + text.count("</Route>") == len(TAG.findall(text)), "a route is written in another way"
    found: set[str] = set()
    around: list[str] = []
    for tag in TAG.finditer(text):
        if tag["end"]:
            around.pop()
        elif tag["closed"]:
            found.add("/".join(filter(None, [*around, tag["path"]])))
        else:
            around.append(tag["path"] or "")
    return found


def test_every_route_has_its_picture_or_a_reason(screens: ModuleType) -> None:
    taken = {screen.route for screen in screens.SCREENS}
    assert taken | screens.NOT_TAKEN.keys() == routes()
    assert taken & screens.NOT_TAKEN.keys() == set()


def test_every_page_that_the_server_draws_has_its_picture(client: Client, screens: ModuleType) -> None:
    paths = [screen.path for screen in screens.SERVER_SCREENS]
    assert set(paths) == {"/legal/", *(document.path for document in documents())}
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)


def test_no_two_pictures_have_one_name(screens: ModuleType) -> None:
    names = [screen.name for screen in (*screens.SCREENS, *screens.SERVER_SCREENS)]
    assert len(names) == len(set(names)) > 40
