"""Reads a file from standard input, writes one line of JSON and then the clean copy. It has little memory and time.

With a number as its argument it reads a clean PDF and writes that page of it as a picture.
"""

import json
import resource
import sys

from vendors.cleaning.cleaning import clean
from vendors.cleaning.kinds import CleanCopy, Refused
from vendors.cleaning.previews import page_picture

MEMORY, SECONDS = 2 * 1024**3, 20


def _made(content: bytes, arguments: list[str]) -> CleanCopy:
    return page_picture(content, int(arguments[0])) if arguments else clean(content)


def main() -> None:
    """Clean one file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        copy = _made(sys.stdin.buffer.read(), sys.argv[1:])
    except Refused as refusal:
        sys.stdout.buffer.write(json.dumps({"refused": refusal.reason}).encode() + b"\n")
        return
    head = {"kind": copy.kind, "suffix": copy.suffix, "pages": copy.pages}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + copy.content)


if __name__ == "__main__":
    main()
