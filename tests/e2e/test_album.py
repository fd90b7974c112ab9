"""A page that is broken is caught by its pictures; one that another browser draws a little differently is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e import album
from tests.e2e.album import Album, difference
from tests.e2e.conftest import DESK, PHONE
from vendors.models import Vendor

Window = Callable[..., Page]
BROKEN = {
    "a layout that is too narrow": "main { max-width: 240px }",
    "a section that is not there": "main section { visibility: hidden }",
    "headings that are not there": "main h2 { visibility: hidden }",
    "text over text": "main p, main li, main h2, main h3 { line-height: 0.3 !important; margin-block: -4px !important }",
    "a header that lost its height": "header { height: 0; overflow: hidden }",
    "a dark scheme that is light": "[data-color-scheme=dark] body { background: #fff }",
    "a dark scheme with dark letters": "[data-color-scheme=dark] * { color: #101010 !important }",
}
SMALL = {
    "letters drawn otherwise": "* { text-rendering: geometricPrecision; -webkit-font-smoothing: none; letter-spacing: 0.02px }",
    "a few pixels further down": "main { padding-top: 6px }",
    "another shade": "body { background-color: color-mix(in srgb, var(--mui-palette-background-default) 98%, red) !important }",
}


def test_what_is_broken_is_caught_and_what_is_small_is_not(window: Window, town: Vendor) -> None:
    page = window(DESK, bypass_csp=True, color_scheme="dark")
    seen = Album(page)
    page.emulate_media(color_scheme="dark")
    page.goto(f"/v/{town.slug}")
    seen.settle()
    page.wait_for_load_state("networkidle")
    kept = seen.picture()
    verdicts = {"nothing": difference(kept, seen.picture())}
    for name, style in (BROKEN | SMALL).items():
        tag = page.add_style_tag(content=style)
        verdicts[name] = difference(kept, seen.picture())
        tag.evaluate("(each) => each.remove()")
    assert {name for name, why in verdicts.items() if why} == set(BROKEN), verdicts


def test_a_page_that_looks_otherwise_is_shown_until_it_is_accepted(
    window: Window, town: Vendor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, shown = tmp_path / "kept", tmp_path / "shown"
    monkeypatch.setattr(album, "KEPT", kept)
    monkeypatch.setattr(album, "SHOWN", shown)
    monkeypatch.setattr(album, "PATIENCE", 0.1)
    page = window(PHONE, bypass_csp=True)

    def walked(path: str) -> list[str]:
        taken = Album(page)
        page.goto(path)
        taken.look("page")
        taken.close()
        return taken.faults

    assert [fault.split(":")[0] for fault in walked("/legal/cookies")] == ["page-light", "page-dark"]
    monkeypatch.setenv("SNAPSHOTS", "accept")
    assert walked("/legal/cookies") == []
    assert {path.name for path in kept.iterdir()} == {"page-light.webp", "page-dark.webp"}
    (kept / "gone-light.webp").write_bytes(b"")
    monkeypatch.delenv("SNAPSHOTS")
    assert walked("/legal/cookies") == ["gone-light: there is a picture, but no page"]
    assert [fault.split(":")[0] for fault in walked("/legal/terms")[:2]] == ["page-light", "page-dark"]
    names = {f"page-{scheme}-{what}.png" for scheme in ("light", "dark") for what in ("actual", "expected", "difference")}
    assert {path.name for path in shown.iterdir()} == names
