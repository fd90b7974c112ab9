"""The parts of a letter. HTML, text and short text are all made of these, so that none can say what the others do not."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Link:
    """Somewhere to go on to."""

    label: str
    url: str


@dataclass(frozen=True)
class Proof:
    """An entry of an order's history in the public log."""

    sequence: int
    leaf_hash: str


@dataclass(frozen=True)
class Line:
    """A row of two: a label or item, and what is said of it."""

    label: str
    value: str


@dataclass(frozen=True)
class Block:
    """One thing that the letter says, below the one before."""

    kind: Literal["paragraph", "soft", "quote", "code", "facts", "lines"]
    text: str = ""
    rows: tuple[Line, ...] = ()
    total: Line | None = None

    @property
    def quoted(self) -> str:
        """The text as mails quote."""
        return "\n".join(f"> {line}" for line in self.text.splitlines())


@dataclass(frozen=True)
class Letter:
    """What a notice says to one reader, in that reader's language.

    `subject` is the mail's subject and the title of short messages, `preview` the one line below it: in the mailbox's list,
    on a phone's screen, in the inbox.
    """

    subject: str
    preview: str
    heading: str
    blocks: tuple[Block, ...]
    why: str
    action: Link | None = None
    links: tuple[Link, ...] = ()
    proof: Proof | None = None


def paragraph(text: str) -> Block:
    """Say something."""
    return Block("paragraph", text)


def soft(text: str) -> Block:
    """Say something by the way."""
    return Block("soft", text)


def quote(text: str) -> Block:
    """Give somebody's own words."""
    return Block("quote", text)


def big_code(text: str) -> Block:
    """Give a code to be typed."""
    return Block("code", text)


def facts(*rows: tuple[str, str]) -> Block:
    """Give facts, each with its label, on one line: somebody's own words must not look like a further line of ours."""
    return Block("facts", rows=tuple(Line(label, " ".join(value.split())) for label, value in rows))


def lines(rows: list[tuple[str, str]], *, total: tuple[str, str]) -> Block:
    """Give a bill: rows with amounts, and what they come to."""
    return Block("lines", rows=tuple(Line(*row) for row in rows), total=Line(*total))
