"""Secrets that somebody is about to commit: keys of providers, private keys, passwords in URLs, random words under telling names.

A line that only looks like one says so: `not a secret: <why>`. Reads what git knows, in about a second.
"""

# ruff: noqa: S603, T201 - a program for people, which asks git for the names of files

import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = "not a secret:"
LONGEST_LINE = 2_000
SKIPPED = re.compile(
    r"(^|/)(package-lock\.json|schema\.yml|schema\.d\.ts)$|^requirements/|^locale/|/vectors/|\.(po|mo|svg|webp|png|jpg|woff2|csv)$"
)
PATTERNS = {
    "private key": re.compile(
        r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*\S|PRIVATE\+KEY\+[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{40,}"
    ),
    "key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b"),
    "token of a code host": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{80,})"
    ),
    "token of a provider": re.compile(
        r"\b(?:xox[abprs]-[\w-]{10,}|sk_live_\w{20,}|SG\.[\w-]{20,}\.[\w-]{40,}|SK[0-9a-f]{32}|key-[0-9a-f]{32})\b"
    ),
    "JSON web token": re.compile(r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}"),
    "password in a URL": re.compile(r"\b[a-z][a-z0-9+]+://[^\s:/@'\"<>{}$]*:(?P<random>[^\s:/@'\"<>{}$]{8,})@"),
    "random words": re.compile(
        r"(?i)\b\w*(?:secret|password|passwd|token|api_?key|private_?key|signing_?key)\w*['\"]?\s*[:=]\s*['\"]?(?!(?:local|tests|check)-only-)(?P<random>[A-Za-z0-9+/_=-]{24,})"
    ),
}
RANDOM_BITS = {"password in a URL": 3.2, "random words": 4.2}  # a character; words and numbered placeholders stay below


def findings(name: str, text: str) -> list[str]:
    """Return a line for each thing in a text that looks like a secret; never the secret itself."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if ALLOWED in line or len(line) > LONGEST_LINE:
            continue
        for kind, pattern in PATTERNS.items():
            match = pattern.search(line)
            if match and ("random" not in pattern.groupindex or bits(match["random"]) > RANDOM_BITS[kind]):
                found.append(f"{name}:{number}: {kind}")
    return found


def bits(word: str) -> float:
    """Return the entropy of a word's characters, in bits a character."""
    return -sum(count / len(word) * math.log2(count / len(word)) for count in Counter(word).values())


def scan() -> str:
    """Return what was found in the files that git knows or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    found: list[str] = []
    for name in filter(None, names):
        path = ROOT / name
        if path.is_file() and not SKIPPED.search(name):
            found += findings(name, path.read_text(errors="replace"))
    return "\n".join(found)


if __name__ == "__main__":
    print(said := scan(), end="\n" if said else "")
    sys.exit(1 if said else 0)
