"""The files of a cover: one picture in several widths, each as AVIF and as WebP.

A cover's name says how large it is (`covers/<random>.1600x400.webp`), and its other files stand beside it
(`covers/<random>.1600x400-480.avif`). So there is no column that a version before could leave contradicting the picture. A cover
of before has a plain name and one file; `manage.py draw_pictures` draws its others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vendors.services.pictures import KINDS, MAX_SIDE, Kind

#: Beside the full width: a card on a phone, a card on a sharp screen or a profile on a phone.
WIDTHS = (480, 960)
_SIZED = re.compile(r"\A(?P<stem>.+\.(?P<width>\d{1,4})x(?P<height>\d{1,4}))\.webp\Z")


@dataclass(frozen=True)
class CoverFile:
    """One file of a cover, at most `width` pixels wide."""

    name: str
    kind: Kind
    width: int


@dataclass(frozen=True)
class CoverFiles:
    """All files of a cover that is `width` times `height` pixels large; `stem` is its name without the kind."""

    stem: str
    width: int
    height: int

    @classmethod
    def named(cls, name: str | None) -> "CoverFiles | None":
        """Return the files of the cover of that name; None where it has one file only."""
        found = _SIZED.match(name or "")
        return cls(found["stem"], int(found["width"]), int(found["height"])) if found else None

    @classmethod
    def new(cls, token: str, size: tuple[int, int]) -> "CoverFiles":
        """Return those of a new cover under a random name."""
        return cls(f"covers/{token}.{size[0]}x{size[1]}", *size)

    @property
    def name(self) -> str:
        """The one that stands for all: WebP in full width."""
        return f"{self.stem}.webp"

    def __iter__(self) -> Iterator[CoverFile]:
        """Yield every file, the best kind first, the narrowest first."""
        for kind in KINDS:
            for width in (width for width in WIDTHS if width < self.width):
                yield CoverFile(f"{self.stem}-{width}.{kind}", kind, width)
            yield CoverFile(f"{self.stem}.{kind}", kind, self.width)

    def names(self) -> list[str]:
        """Return where all of them are."""
        return [file.name for file in self]


def names_of(cover: str | None) -> list[str]:
    """Return every file of a cover by its name, whether it has one or many; none for no cover."""
    files = CoverFiles.named(cover)
    return files.names() if files else [cover] if cover else []


def room(file: CoverFile) -> tuple[int, int]:
    """Return how wide and high a file may become."""
    return (file.width, MAX_SIDE)
