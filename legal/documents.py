"""The texts and their versions, read from files once. The newest whose day has come is the one that holds."""

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

TEXTS = Path(__file__).parent / "texts"
#: The documents in the order in which they are listed.
NAMES = ("terms", "privacy", "cookies", "reviews", "accessibility")
HEADERS = {"title", "about", "changed"}


class NoSuchText(Exception):
    """There is no document of this name, or no version of this day."""


@dataclass(frozen=True)
class Version:
    """What a document says from a day on."""

    name: str
    since: date
    title: str
    about: str
    changed: str
    body: str

    @property
    def path(self) -> str:
        """Where it stays readable."""
        return f"/legal/{self.name}/{self.since}"

    @property
    def has_come(self) -> bool:
        """Say whether its day has come; until then it is announced."""
        return self.since <= timezone.now().date()


@dataclass(frozen=True)
class Document:
    """All versions of a text, the newest first."""

    name: str
    versions: tuple[Version, ...]

    @property
    def path(self) -> str:
        """Where the one that holds is shown."""
        return f"/legal/{self.name}"

    @property
    def current(self) -> Version:
        """The version that holds today."""
        return next((version for version in self.versions if version.has_come), self.versions[-1])

    def version(self, day: str) -> Version:
        """Return the version of a day ("2026-11-29"). Raises NoSuchText."""
        for version in self.versions:
            if str(version.since) == day:
                return version
        raise NoSuchText

    def after(self, version: Version) -> Version | None:
        """Return the version that takes the place of this one; None for the newest."""
        return next((other for other in reversed(self.versions) if other.since > version.since), None)


def document(name: str) -> Document:
    """Return a document. Raises NoSuchText."""
    if name not in NAMES:
        raise NoSuchText
    return _read(TEXTS, name)


def documents() -> list[Document]:
    """Return all of them."""
    return [_read(TEXTS, name) for name in NAMES]


@functools.cache
def _read(texts: Path, name: str) -> Document:
    files = sorted((texts / name).glob("*.md"), reverse=True)
    return Document(name, tuple(_version(name, file) for file in files))


def _version(name: str, file: Path) -> Version:
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    told = dict(line.split(": ", 1) for line in head.splitlines())
    if told.keys() != HEADERS:
        raise ValueError(f"{file} begins with {', '.join(sorted(HEADERS))}, each once, and an empty line")
    return Version(
        name=name,
        since=date.fromisoformat(file.stem),
        title=told["title"],
        about=told["about"],
        changed=told["changed"],
        body=body,
    )
