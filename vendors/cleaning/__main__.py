"""Reads a file from standard input, writes one line of JSON and then the clean copy. It has little memory and time."""

import json
import resource
import sys

from vendors.cleaning.cleaning import clean
from vendors.cleaning.kinds import Refused

MEMORY, SECONDS = 2 * 1024**3, 20


def main() -> None:
    """Clean one file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        copy = clean(sys.stdin.buffer.read())
    except Refused as refusal:
        sys.stdout.buffer.write(json.dumps({"refused": refusal.reason}).encode() + b"\n")
        return
    head = {"kind": copy.kind, "suffix": copy.suffix, "pages": copy.pages}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + copy.content)


if __name__ == "__main__":
    main()
