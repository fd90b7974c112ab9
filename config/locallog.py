"""The public log of one running TrustTrack: its name, its key, and the witness that `make run` starts as a demonstration."""

import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.instance import Instance, StartError, open_listener, write_private

ROOT = Path(__file__).resolve().parent.parent
SEALERS_ALONE = ("LEDGER_SIGNING_KEY",)  # given to no other process
WITNESS_NAME = "witness.trusttrack.local/demo"


@dataclass(frozen=True)
class LocalLog:
    """Where the log's parts are, under `.local/`: `sealer/` (name, key, last signed state) and `witness/` (key, state)."""

    home: Path = Path()
    origin: str = ""
    witness_vkey: str = ""
    witness_port: int = 0

    @classmethod
    def of(cls, instance: Instance, *, is_new: bool) -> "LocalLog":
        """Return this instance's log. A new database begins a new log: what was signed of the old one is put aside."""
        sealer = instance.home / "sealer"
        if is_new and sealer.exists():
            sealer.rename(instance.home / f"sealer.{int(time.time())}")
        sealer.mkdir(mode=0o700, exist_ok=True)
        name = sealer / "origin"
        if not name.exists():
            write_private(name, f"trusttrack.local/{secrets.token_hex(4)}")
        with open_listener(0) as listener:
            port = listener.getsockname()[1]
        return cls(home=instance.home, origin=name.read_text(), witness_vkey=_witness_vkey(instance.home), witness_port=port)

    def settings(self) -> dict[str, str]:
        """Return the variables that every process gets. Nothing here is a secret."""
        url = f"http://127.0.0.1:{self.witness_port}"
        return {
            "LEDGER_ORIGIN": self.origin,
            "LEDGER_KEY_FILE": str(self.home / "sealer" / "key"),
            "LEDGER_STATE_FILE": str(self.home / "sealer" / "signed.json"),
            "LEDGER_POLICY_FILE": str(self.home / "log-policy.txt"),
            "LEDGER_WITNESSES": f"{self.witness_vkey} {url}",
        }

    def secrets(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the variables that the sealer alone gets."""
        return {name: given[name] for name in SEALERS_ALONE if name in given}

    def witness_command(self, port: int) -> list[str]:
        """Return the command of the witness, which learns the log's keys from the site at `port` when it first sees it."""
        return [
            *_witness("serve"), "--port", str(self.witness_port), "--key-file", str(self.home / "witness" / "key"),
            "--database", str(self.home / "witness" / "seen.sqlite3"), "--log-key-url", f"http://127.0.0.1:{port}",
        ]  # fmt: skip


def _witness_vkey(home: Path) -> str:
    """Return the public key of the demonstration's witness, made at the first call."""
    key = home / "witness" / "key"
    key.parent.mkdir(mode=0o700, exist_ok=True)
    command = ["vkey"] if key.exists() else ["keygen", "--name", WITNESS_NAME]
    done = subprocess.run([*_witness(*command), "--key-file", str(key)], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StartError(f"the witness's key cannot be made: {done.stderr.strip()}")
    return done.stdout.strip().splitlines()[-1]


def _witness(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "witness", *arguments]
