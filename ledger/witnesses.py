"""Asking witnesses to cosign (C2SP tlog-witness), in threads of their own: a slow witness never holds up the sealing."""

import http.client
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import structlog

from ledger.encoding import encode64
from ledger.models import Cosignature
from ledger.notes import BadNote, cosigned_time, open_note
from ledger.policy import Witness

TIMEOUT_SECONDS = 5.0
MAX_ANSWER = 16_384
SIZE = re.compile(r"(0|[1-9][0-9]{0,14})\n?")
LATEST = 2**53 - 1  # unix seconds; readers refuse later ones
MAX_AHEAD = timedelta(minutes=5)  # of our clock: a cosignature stays for ever, and would make all later entries look back-dated
log = structlog.get_logger(__name__)

#: Returns the consistency proof from a size to that of the checkpoint in question.
Prove = Callable[[int], Sequence[bytes]]


class WitnessRefused(RuntimeError):
    """The witness would not cosign, or could not be asked; the message says what it answered."""


class OtherSize(RuntimeError):
    """The witness cosigned another tree last than we thought; ask again from `size`."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the witness knows a tree of {size}")
        self.size = size


@dataclass(frozen=True)
class Cosigned:
    """What a witness answered: its signature line, and the time in it."""

    witness: str
    line: str
    at: datetime


def ask_witness(witness: Witness, *, note: str, known: int, proof: Sequence[bytes]) -> Cosigned:
    """Have a witness cosign a checkpoint, `proof` showing that it extends the tree of `known` leaves.

    Raises OtherSize, or WitnessRefused.
    """
    lines = [f"old {known}", *(encode64(step) for step in proof)]
    status, kind, answer = _post(witness, "\n".join(lines) + "\n\n" + note)
    if status == 409 and kind == "text/x.tlog.size" and SIZE.fullmatch(answer):
        raise OtherSize(int(answer))
    if status != 200:
        raise WitnessRefused(f"{witness.name} answered {status}: {answer[:200]}")
    return _checked(witness, note, answer)


@dataclass
class WitnessRound:
    """Every witness asked at its own pace: again only when the last question is answered."""

    witnesses: Sequence[Witness]
    _known: dict[str, int] = field(default_factory=dict)
    _asked: dict[str, tuple[int, Future[Cosigned]]] = field(default_factory=dict)
    _pool: ThreadPoolExecutor | None = None

    def ask(self, *, note: str, size: int, prove: Prove) -> None:
        """Ask those that are not being asked about the checkpoint of `size` leaves."""
        for witness in self.witnesses:
            known = self._known.get(witness.name, 0)
            if witness.name in self._asked:
                continue
            if known > size:
                log.error("witness_is_ahead", witness=witness.name, seen=known, size=size)
                self._known[witness.name] = 0  # it is asked again from the beginning, and says what it knows
                continue
            if self._pool is None:
                self._pool = ThreadPoolExecutor(max_workers=len(self.witnesses), thread_name_prefix="witness")
            answer = self._pool.submit(ask_witness, witness, note=note, known=known, proof=prove(known))
            self._asked[witness.name] = (size, answer)

    def collect(self) -> bool:
        """Store what was answered since; say whether somebody is to be asked again at once."""
        again = False
        for name, (size, answer) in list(self._asked.items()):
            if not answer.done():
                continue
            del self._asked[name]
            try:
                store_cosignature(size, answer.result())
            except OtherSize as other:
                again |= self._known.get(name, 0) != other.size
                self._known[name] = other.size
            except WitnessRefused as error:
                log.warning("witness_refused", witness=name, error=str(error))
            except Exception as error:  # whatever one witness answers, the log goes on
                log.warning("witness_failed", witness=name, error=repr(error))
            else:
                self._known[name] = size
        return again


def store_cosignature(size: int, cosigned: Cosigned) -> None:
    """Keep a cosignature of the checkpoint of `size` leaves."""
    row = Cosignature(checkpoint_id=size, witness=cosigned.witness, line=cosigned.line, cosigned_at=cosigned.at)
    Cosignature.objects.bulk_create([row], ignore_conflicts=True)


def _post(witness: Witness, body: str) -> tuple[int, str, str]:
    try:
        parts = urlsplit(witness.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.netloc, timeout=TIMEOUT_SECONDS)
    except (ValueError, http.client.HTTPException) as error:
        raise WitnessRefused(f"{witness.name} cannot be reached: {error!r}") from error
    try:
        connection.request("POST", f"{parts.path}/add-checkpoint", body.encode(), {"Content-Type": "text/plain; charset=utf-8"})
        answer = connection.getresponse()
        text = answer.read(MAX_ANSWER).decode("utf-8", "replace")
        return answer.status, answer.headers.get_content_type(), text
    except (OSError, http.client.HTTPException) as error:
        raise WitnessRefused(f"{witness.name} cannot be reached: {error!r}") from error
    finally:
        connection.close()


def _checked(witness: Witness, note: str, answer: str) -> Cosigned:
    """Return the line that this witness's key made, and nothing else of the answer."""
    body = note.rpartition("\n\n")[0]
    for line in answer.splitlines():
        try:
            valid = open_note(f"{body}\n\n{line}\n", [witness.verifier])[1]
        except BadNote as error:
            raise WitnessRefused(f"{witness.name} answered a signature that is wrong: {error}") from error
        if witness.verifier in valid:
            said = cosigned_time(valid[witness.verifier])
            if said > LATEST or said > (datetime.now(UTC) + MAX_AHEAD).timestamp():
                raise WitnessRefused(f"{witness.name} says that it saw the tree in the future ({said})")
            at = datetime.fromtimestamp(said, UTC)
            return Cosigned(witness=witness.name, line=f"{line}\n", at=at)
    raise WitnessRefused(f"{witness.name} did not sign with the key that we know")
