"""The page about cookies says every name that the code keeps in a browser, and none that it does not."""

import re
from datetime import timedelta
from pathlib import Path

import unfold
from django.conf import settings

from accounts import devices
from legal.documents import document

ROOT = Path(settings.BASE_DIR)
UNFOLD_SCRIPT = Path(unfold.__file__).parent / "static/unfold/js/app.js"
NOT_SHIPPED = re.compile(r"\.test\.tsx?$|/(test|mocks|testing)/")
APPS = [path.parent for path in ROOT.glob("*/apps.py")]
WEB = [ROOT / "frontend" / folder for folder in ("src", "sw", "public", "verifier")]
SCRIPTS = {
    str(path.relative_to(ROOT)): path.read_text()
    for folder in [*WEB, *(app / "static" for app in APPS)]
    for path in folder.rglob("*")
    if path.suffix in {".ts", ".tsx", ".js"} and not NOT_SHIPPED.search(str(path))
}
KEEPS = re.compile(r"(?:[sS]torage\.setItem\(|\bcaches\.open\()\s*([^,)]+)")
#: Who is handed the name: the file, and how those who hand it over write it.
HANDED_ON = {
    "frontend/src/lib/browserStorage.ts": None,  # the storage itself: every call of it is looked at
    "frontend/src/lib/deviceQueue.ts": r"const name = `(tt-moves:)",
    "frontend/src/features/orders/board/boardFilters.ts": r"useBoardFilters\(`([^`$]+)",
    "frontend/src/features/orders/board/useArrivals.ts": r"const soundOf = [^`]*`(tt-sound:)",
    "frontend/src/lib/ledger/pins.ts": r'^const (?:PIN|POLICY) = "([^"]+)"',
    "frontend/src/features/ledger/sitePolicy.ts": None,  # a storage that hands on to the one above
    "frontend/sw/sw.ts": r'^const PREFIX = "(trusttrack-shell-)"',
}
UNUSED = {"commandHistory"}  # unfold's history of its search, which is off unless UNFOLD["COMMAND"] asks for it


def told(section: str) -> set[str]:
    """Return the names in a section of the page, up to where they go on with an id."""
    text = document("cookies").current.body.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return {name.partition("<")[0] for name in re.findall(r"^- `([^`]+)`: ", text, re.MULTILINE)}


def kept_by(path: str, text: str) -> set[str]:
    """Return the beginning of each name under which a script keeps something."""
    names = set()
    for argument in KEEPS.findall(text):
        if literal := re.match(r'["`]([^"`$]+)', argument):
            names.add(literal[1])
            continue
        identifier = re.match(r"\w+", argument)
        assert identifier, f"{path}: what name is {argument}?"
        made = rf"\bconst {identifier[0]}(?:: \w+)? = (?:\([^)]*\)(?:: string)? => )?[\"`]([^\"`$]+)"
        if found := re.search(made, text):
            names.add(found[1])
        else:
            assert path in HANDED_ON, f"{path}: where does the name {argument} come from? (tests/repository/test_cookies_page.py)"
    return names


def test_every_name_in_the_browsers_storage_is_told_and_no_other() -> None:
    kept = {name for path, text in SCRIPTS.items() for name in kept_by(path, text)}
    for pattern in filter(None, HANDED_ON.values()):
        found = {name for text in SCRIPTS.values() for name in re.findall(pattern, text, re.MULTILINE)}
        assert found, f"nobody writes {pattern} any more"
        kept |= found
    office = UNFOLD_SCRIPT.read_text()
    kept |= set(re.findall(r"""(?:localStorage\.setItem\(|\$persist\(\w+\)\.as\()["'](\w+)""", office))
    assert kept >= UNUSED
    assert "COMMAND" not in settings.UNFOLD
    assert kept - UNUSED == told("Storage of your browser")


def test_every_cookie_is_told_with_how_long_it_stays() -> None:
    sources = [path.read_text() for app in APPS for path in app.rglob("*.py")]
    calls = [call for text in sources for call in re.findall(r"\.set_(?:signed_)?cookie\(\s*([\w.]+)", text)]
    own = ["DEVICE_COOKIE_NAME", "TABLET_COOKIE_NAME"]
    assert sorted(calls) == [f"settings.{name}" for name in own]
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, *(getattr(settings, name) for name in own)}
    assert told("Cookies") == {name.removeprefix("__Host-") for name in names}
    assert settings.MESSAGE_STORAGE.endswith("SessionStorage")
    assert settings.SESSION_LIMITS["everybody"] == (timedelta(weeks=2), timedelta(days=30))
    waiting, remembered = settings.SESSION_COOKIE_AGE, devices.LIFETIME
    assert (waiting, remembered) == (24 * 3600, timedelta(days=30))
    assert timedelta(days=360) < timedelta(seconds=settings.CSRF_COOKIE_AGE) <= timedelta(days=366)


def test_no_script_sets_a_cookie_or_opens_a_database() -> None:
    keeps = re.compile(r"document\.cookie\s*=[^=]|cookieStore\??\.set|indexedDB\.open")
    assert [path for path, text in SCRIPTS.items() if keeps.search(text)] == []
