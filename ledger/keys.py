"""The private keys of the log: where the sealer finds them. Nothing but the sealer and the key commands imports this."""

import os
import secrets
import stat
from pathlib import Path

from django.conf import settings

from ledger.notes import BadNote, Signer, parse_signers

VARIABLE = "LEDGER_SIGNING_KEY"


class KeyMissing(RuntimeError):
    """There is no key to sign with, or it is not kept as it should be; the message says the cure."""


def key_file() -> Path:
    """Return where the key file is."""
    return Path(settings.LEDGER_KEY_FILE)


def load_signers() -> list[Signer]:
    """Return the keys to sign with, of LEDGER_SIGNING_KEY or the key file. Raises KeyMissing."""
    text = os.environ.get(VARIABLE, "") or _read(key_file())
    try:
        signers = parse_signers(text)
    except BadNote as error:
        raise KeyMissing(f"{VARIABLE} or {key_file()}: {error}") from error
    if not signers or any(signer.name != settings.LEDGER_ORIGIN for signer in signers):
        raise KeyMissing(f"the key in {VARIABLE} or {key_file()} is not of {settings.LEDGER_ORIGIN}: LEDGER_ORIGIN is its name")
    return signers


def new_signer() -> Signer:
    """Return a new key of this log."""
    return Signer(name=settings.LEDGER_ORIGIN, seed=secrets.token_bytes(32))


def write_key_file(path: Path, signers: list[Signer]) -> None:
    """Write the key file whole or not at all, readable by its owner alone (0400)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
        file.writelines(f"{signer}\n" for signer in signers)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _read(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        text = path.read_text()
    except OSError:
        raise KeyMissing(f"there is no {VARIABLE} and no key in {path}: run `manage.py ledger_keygen`") from None
    if stat.S_IMODE(mode) & 0o077:
        raise KeyMissing(f"{path} can be read by others: chmod 0400 {path}")
    return text
