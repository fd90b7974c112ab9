"""The words of the web app, in its sources: `t("…")`, `rich("…")`, `cut("…")`, `plural("…", "…")`; and what the API says."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "frontend/src"
SERVED = WEB / "lib/language/served.ts"
NOT_SHIPPED = re.compile(r"\.test\.tsx?$|\.d\.ts$|/(test|mocks|testing)/|/lib/language/")
TEXT = r'"(?:[^"\\\n]|\\.)*"'
CALL = re.compile(rf"(?<![\w.])(?:(?:t|rich|cut)\(\s*({TEXT})|plural\(\s*({TEXT}),\s*({TEXT}))")
COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)
IMPORT = re.compile(r'(?:\bfrom |\bimport\(|^import )\s*"((?:@|\.\.?)/[^"]+)"', re.MULTILINE)

Words = str | tuple[str, str]


def web_files() -> list[Path]:
    """Return the sources of the web app that are shipped."""
    return sorted(path for path in WEB.rglob("*.ts*") if not NOT_SHIPPED.search(str(path)))


def tracking_files() -> list[Path]:
    """Return the sources that the tracking page can load: it is a web app of its own, with a small catalogue of its own."""
    found, ahead = set[Path](), [WEB / "track.tsx"]
    while ahead:
        path = ahead.pop()
        if path in found:
            continue
        found.add(path)
        for name in IMPORT.findall(path.read_text()):
            target = WEB / name[2:] if name.startswith("@/") else (path.parent / name).resolve()
            ahead += [each for end in (".ts", ".tsx", "/index.ts") if (each := Path(f"{target}{end}")).is_file()]
    return sorted(path for path in found if not NOT_SHIPPED.search(str(path)))


def web_messages(files: Iterable[Path] | None = None) -> Iterator[tuple[Path, Words]]:
    """Return each message with its file; what is counted as a pair. What the API says belongs to every page."""
    for path in web_files() if files is None else files:
        for one, singular, several in CALL.findall(path.read_text()):
            yield path, _text(one) if one else (_text(singular), _text(several))
    for literal in re.findall(TEXT, COMMENT.sub("", SERVED.read_text())):
        yield SERVED, _text(literal)


def _text(literal: str) -> str:
    """Return what a string of TypeScript says; its escapes are those of JSON."""
    return str(json.loads(literal))
