"""Run a command that cannot outlive its parent: `python child.py <parent pid> <signal> <identity> <command…>`.

It is a program of its own, with the standard library alone, because what it does must happen between fork and exec:
- the kernel is asked to send `signal` the moment the parent dies (Linux; elsewhere the next start clears leftovers);
- `identity` says as whom: `self`, or for root, whom PostgreSQL refuses, `mapped` (a user namespace in which root appears as
  nobody: the files stay root's, mode 0700) or `nobody` (root gives itself up, where namespaces are forbidden).
"""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
NOBODY = "nobody"


def die_with_parent(parent: int, number: int) -> None:
    """Ask for signal `number` at the parent's death; end now if it died already."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent is gone")


def map_root_to_nobody() -> None:
    """Enter a user namespace in which this root is `nobody`. Raises OSError where that is forbidden."""
    nobody, uid, gid = pwd.getpwnam(NOBODY), os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    with contextlib.suppress(FileNotFoundError):
        Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{nobody.pw_uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{nobody.pw_gid} {gid} 1")


def become_nobody() -> None:
    """Give root up for good."""
    nobody = pwd.getpwnam(NOBODY)
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def take_identity(identity: str) -> None:
    """Become whom `identity` names; see the module's docstring."""
    if identity == "mapped":
        map_root_to_nobody()
    elif identity == "nobody":
        become_nobody()


def wrapped(command: list[str], *, identity: str = "self", at_parents_death: signal.Signals = signal.SIGKILL) -> list[str]:
    """Return `command` as a command line that ends with the calling process."""
    return [
        sys.executable, "-I", "-S", str(Path(__file__).resolve()),
        str(os.getpid()), str(int(at_parents_death)), identity, *command,
    ]  # fmt: skip


def can_run(command: list[str], *, identity: str) -> bool:
    """Say whether `command` ends well under that identity on this machine."""
    done = subprocess.run(wrapped(command, identity=identity), capture_output=True, check=False)
    return done.returncode == 0


def main() -> None:
    """Take the identity, tie the knot, become the command."""
    parent, number, identity, *command = sys.argv[1:]
    take_identity(identity)
    die_with_parent(int(parent), int(number))  # after the identity: a change of it clears the request
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
