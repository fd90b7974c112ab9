"""Pictures of pages: what each looked like when somebody accepted it, and where it looks otherwise now.

Kept at half its size in `tests/e2e/pictures/`, compared by what a glance sees: the mean colour of squares of 8 px, then how far
those of each block of 64 px are off, the page moved up and down by up to 24 px. So another Chromium, its hinting of letters, or
another word in a line are no difference; a section that is not there, a colour scheme that is none, text over text are.
"""

import base64
import io
import os
from pathlib import Path
from time import monotonic
from typing import Literal

from django.conf import settings
from PIL import Image, ImageChops
from playwright.sync_api import Page

KEPT = Path(__file__).parent / "pictures"
SHOWN = Path(settings.BASE_DIR) / ".local" / "snapshots"
Scheme = Literal["light", "dark"]
#: What is taken of a page, in px from its top; legal texts go on for metres.
HEIGHT = 2400
KEPT_SCALE, CELL, BLOCK = 2, 8, 8  # px of the page in one of a kept picture; px in a cell; cells in a block
DRIFT = 24  # px
#: How far the mean of a block may be off, of 255. A line of text in it or not is 15 to 30, other words are below 6.
TOLERATED = 12
#: Seconds that one picture, and all together, are waited for, where a page is not what it was and may not have settled yet.
PATIENCE, PATIENCE_IN_ALL = 6.0, 60.0
CURE = "Expected, actual and where they differ: .local/snapshots. If pages shall look so: make snapshots, look, commit."
#: What differs from run to run becomes what does not: numbers, names of days and months, keys, and what is given. Nothing moves.
STILL = r"""async (given) => {
  const days = "Mon(day)?|Tue(sday)?|Wed(nesday)?|Thu(rsday)?|Fri(day)?|Sat(urday)?|Sun(day)?|today|tomorrow|yesterday";
  const spring = "Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?";
  const autumn = "July?|Aug(ust)?|Sept?(ember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?";
  const names = new RegExp(`\\b(${days}|${spring}|${autumn})\\b`, "g");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    let text = texts.currentNode.nodeValue;
    for (const each of given) text = text.replaceAll(each, "x".repeat(each.length));
    if (texts.currentNode.parentElement.closest("code")) text = text.replace(/\S/g, "x");
    text = text.replace(/[\w+/=-]{24,}/g, (key) => "x".repeat(key.length)).replace(names, "Day");
    text = text.replace(/\d+( [AP]M)?/g, "0");
    if (text !== texts.currentNode.nodeValue) texts.currentNode.nodeValue = text;
  }
  for (const each of document.querySelectorAll("svg:has(> path[shape-rendering=crispEdges])")) each.style.visibility = "hidden";
  document.activeElement?.style.setProperty("caret-color", "transparent");
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const each of document.getAnimations())
    Number.isFinite(each.effect.getComputedTiming().endTime) ? each.finish() : each.cancel();
  return [innerWidth, document.documentElement.scrollHeight];
}"""


class Album:
    """The pictures of one walk. `faults` says which pages look otherwise; where SNAPSHOTS=accept, they are kept as they look."""

    def __init__(self, page: Page, *given: str) -> None:
        self.accept = os.environ.get("SNAPSHOTS") == "accept"
        self.faults: list[str] = []
        self._page, self._given = page, list(given)
        self._protocol = page.context.new_cdp_session(page)
        self._names: set[str] = set()
        self._scheme: Scheme = "light"
        page.emulate_media(color_scheme=self._scheme)
        self._patience = PATIENCE_IN_ALL

    def look(self, name: str) -> None:
        """Hold the page against its pictures, in the scheme that it is in and in the other; it may still be loading."""
        self.settle()
        self._hold(f"{name}-{self._scheme}")
        self._scheme = "light" if self._scheme == "dark" else "dark"
        self._page.emulate_media(color_scheme=self._scheme)
        self._page.locator(f"html[data-color-scheme={self._scheme}]").wait_for()
        self._hold(f"{name}-{self._scheme}")

    def settle(self) -> None:
        """Wait until the page shows something, and nothing of it is still being fetched."""
        self._page.locator("body:not(:has([aria-busy=true])) main *").first.wait_for(state="attached")

    def close(self) -> None:
        """Say of which pictures there is no page any more, or remove them."""
        for path in sorted(KEPT.glob("*.webp")):
            if path.stem not in self._names and self.accept:
                path.unlink()
            elif path.stem not in self._names:
                self.faults.append(f"{path.stem}: there is a picture, but no page")

    def picture(self) -> Image.Image:
        """Return what the page looks like, at half its size."""
        width, height = self._page.evaluate(STILL, self._given)
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, HEIGHT), "scale": 1 / KEPT_SCALE}
        options = {"format": "png", "captureBeyondViewport": True, "optimizeForSpeed": True, "clip": clip}
        data = self._protocol.send("Page.captureScreenshot", options)["data"]
        return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")

    def _hold(self, name: str) -> None:
        path = KEPT / f"{name}.webp"
        self._names.add(name)
        kept = Image.open(path).convert("RGB") if path.exists() else None
        seen = self.picture()
        until = monotonic() + min(PATIENCE, self._patience)
        begun = monotonic()
        while (why := difference(kept, seen)) and monotonic() < until:
            self._page.wait_for_load_state("networkidle")
            before = seen
            self._page.wait_for_timeout(200)
            seen = self.picture()
            if self.accept and not difference(before, seen):
                break
        self._patience -= monotonic() - begun
        if why and self.accept:
            KEPT.mkdir(exist_ok=True)
            seen.save(path, "WEBP", quality=40, method=6)
        elif why:
            self.faults.append(f"{name}: {why}")
            show(name, kept, seen)


def difference(kept: Image.Image | None, seen: Image.Image) -> str:
    """Say where two pictures look otherwise; nothing where they look alike."""
    if kept is None:
        return "there is no picture of it yet"
    if kept.width != seen.width:
        return f"{seen.width * KEPT_SCALE} px wide instead of {kept.width * KEPT_SCALE}"
    if abs(kept.height - seen.height) * KEPT_SCALE > DRIFT:
        return f"{seen.height * KEPT_SCALE} px tall instead of {kept.height * KEPT_SCALE}"
    off = blocks_off(kept, seen)
    if (worst := most_of(off)) <= TOLERATED:
        return ""
    places = off.point(lambda value: 255 * (value > TOLERATED))
    left, top, right, bottom = (edge * CELL * BLOCK for edge in places.getbbox() or (0, 0, 0, 0))
    return f"{worst} off between {left}, {top} and {right}, {bottom} px, {TOLERATED} is tolerated"


def blocks_off(kept: Image.Image, seen: Image.Image) -> Image.Image:
    """Return how far each block is off, 0 to 255: the best of what moving the page up or down by up to DRIFT gives."""
    width, height = kept.width, min(kept.height, seen.height)
    most = DRIFT // KEPT_SCALE
    tall = Image.new("RGB", (width, height + 2 * most))
    for edge, place in ((0, 0), (height - 1, height + most)):  # beyond the edge goes on what is there
        tall.paste(kept.crop((0, edge, width, edge + 1)).resize((width, most)), (0, place))
    tall.paste(kept.crop((0, 0, width, height)), (0, most))
    now = seen.crop((0, 0, width, height)).reduce(CELL // KEPT_SCALE)
    best = Image.new("L", now.reduce(BLOCK).size, 255)
    for shift in sorted(range(2 * most + 1), key=lambda each: abs(each - most)):
        moved = tall.crop((0, shift, width, shift + height)).reduce(CELL // KEPT_SCALE)
        red, green, blue = ImageChops.difference(moved, now).split()
        best = ImageChops.darker(best, ImageChops.lighter(ImageChops.lighter(red, green), blue).reduce(BLOCK))
        if most_of(best) <= TOLERATED:
            break
    return best


def most_of(blocks: Image.Image) -> int:
    """Return the largest value of a grey picture."""
    return max(value for value, count in enumerate(blocks.histogram()) if count)


def show(name: str, kept: Image.Image | None, seen: Image.Image) -> None:
    """Put what was expected, what is there, and both with the places between them where a person can look."""
    SHOWN.mkdir(parents=True, exist_ok=True)
    seen.save(SHOWN / f"{name}-actual.png")
    if kept is None:
        return
    kept.save(SHOWN / f"{name}-expected.png")
    sheet = Image.new("RGB", (kept.width + 2 * seen.width + 20, max(kept.height, seen.height)), "#808080")
    sheet.paste(kept, (0, 0))
    sheet.paste(seen, (kept.width + 10, 0))
    if kept.width == seen.width:
        places = blocks_off(kept, seen).point(lambda value: 160 * (value > TOLERATED))
        side = CELL * BLOCK // KEPT_SCALE
        mask = places.resize((places.width * side, places.height * side), Image.Resampling.NEAREST)
        marked = seen.copy()
        marked.paste("#ff0040", (0, 0), mask.crop((0, 0, *seen.size)))
        sheet.paste(marked, (kept.width + seen.width + 20, 0))
    sheet.save(SHOWN / f"{name}-difference.png")
