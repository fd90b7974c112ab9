"""Whom to believe: the policy file (C2SP tlog-policy) of this log, from its keys and the witnesses that it asks.

Witnesses come from the environment (LEDGER_WITNESSES, LEDGER_QUORUM), log keys from the rows that the sealer writes: a rotation
shows without a restart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from ledger.models import LogKey
from ledger.notes import WITNESS, BadNote, Verifier, parse_vkey

RESERVED = frozenset({"none", "witnesses"})  # names that the policy file uses itself


class PolicyError(ValueError):
    """LEDGER_WITNESSES or LEDGER_QUORUM cannot be read; the message says why."""


@dataclass(frozen=True)
class Witness:
    """Somebody who cosigns. `is_independent`: run by others than us; without it the pages say so."""

    verifier: Verifier
    url: str
    is_independent: bool

    @property
    def name(self) -> str:
        """Its name in the policy and in notes."""
        return self.verifier.name


@dataclass(frozen=True)
class Policy:
    """Keys, witnesses, and how many of them are asked for: 0 is `quorum none`."""

    origin: str
    url: str
    keys: Sequence[Verifier]
    witnesses: Sequence[Witness] = field(default_factory=tuple)
    quorum: int = 0

    @property
    def verifiers(self) -> list[Verifier]:
        """Every key that may have signed."""
        return [*self.keys, *(witness.verifier for witness in self.witnesses)]

    def text(self) -> str:
        """Return the policy file, without any address: those may change under a reader who pinned the file."""
        lines = [f"log {key}" for key in self.keys]
        for witness in self.witnesses:
            if not witness.is_independent:
                lines.append(f"# {witness.name} is run by the operator of the log: it is not independent")
            lines.append(f"witness {witness.name} {witness.verifier}")
        if self.quorum:
            names = " ".join(witness.name for witness in self.witnesses)
            lines.append(f"group witnesses {self.quorum} {names}")
        lines.append(f"quorum {'witnesses' if self.quorum else 'none'}")
        return "\n".join(lines) + "\n"

    def time_of(self, times: Mapping[str, int]) -> int | None:
        """Return when enough witnesses had seen a checkpoint, given when each did; None where too few did."""
        seen = sorted(times[witness.name] for witness in self.witnesses if witness.name in times)
        needed = max(1, self.quorum)
        return seen[needed - 1] if len(seen) >= needed else None


def current_policy(*, keys: bool = True) -> Policy:
    """Return the policy as it stands; `keys` false leaves the log's own out, and asks no database. Raises PolicyError."""
    witnesses = parse_witnesses(settings.LEDGER_WITNESSES)
    if not 0 <= settings.LEDGER_QUORUM <= len(witnesses):
        raise PolicyError(f"LEDGER_QUORUM is {settings.LEDGER_QUORUM}, but LEDGER_WITNESSES names {len(witnesses)}")
    return Policy(
        origin=settings.LEDGER_ORIGIN,
        url=f"{settings.BASE_URL}/log/v1",
        keys=tuple(parse_vkey(vkey) for vkey in LogKey.objects.order_by("pk").values_list("vkey", flat=True)) if keys else (),
        witnesses=witnesses,
        quorum=settings.LEDGER_QUORUM,
    )


def parse_witnesses(text: str) -> tuple[Witness, ...]:
    """Return the witnesses of LEDGER_WITNESSES: `<vkey> <url> [independent]`, separated by semicolons. Raises PolicyError."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        words = part.split()
        if len(words) not in {2, 3} or (len(words) == 3 and words[2] != "independent"):
            raise PolicyError(f"LEDGER_WITNESSES: {part!r} is not `<vkey> <url> [independent]`")
        try:
            found.append(Witness(verifier=parse_vkey(words[0]), url=_address(words[1]), is_independent=len(words) == 3))
        except (BadNote, ValueError) as error:
            raise PolicyError(f"LEDGER_WITNESSES: {error}") from error
    names, keys = {one.name for one in found}, {one.verifier.key for one in found}
    if len(names) < len(found) or len(keys) < len(found):
        raise PolicyError("LEDGER_WITNESSES names a witness twice: it would count for two")
    if names & RESERVED or any(one.verifier.kind != WITNESS for one in found):
        raise PolicyError(f"LEDGER_WITNESSES: a witness has a key of type 4, and is not called {' or '.join(sorted(RESERVED))}")
    return tuple(found)


def _address(url: str) -> str:
    """Return where a witness is asked. Raises ValueError for what cannot be asked."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or (parts.port or 1) < 1:
        raise ValueError(f"{url!r} is no http or https address")
    return url.rstrip("/")
