"""Whose policy counts: the one that the reader gives, else one that this machine has, else the log's own on first use."""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from trusttrack_verify.fetching import Site
from trusttrack_verify.policy import Policy, PolicyMalformed, parse_policy

VARIABLE = "TRUSTTRACK_POLICY"
BESIDE = "trusttrack-policy.txt"
INSTANCE = Path(".local/log-policy.txt")
_LONGEST_NAME = 200

NONE_FOUND = f"""No policy: nothing says whose signatures to believe, so nothing can be proven. Do one of these:
  --policy FILE          name a policy file that you got from somebody you trust
  {VARIABLE}=FILE   the same, as an environment variable
  --log https://…        take the log's own policy, and trust it on first use
  {BESIDE}  put the file of this name beside the bundle
(On the machine where TrustTrack runs it is {INSTANCE}, found from the project's folder and those below.)"""


class NoPolicy(Exception):
    """No policy was found, or the one that was found cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Trust:
    """A policy, where it is from, and what the reader must know about that."""

    policy: Policy
    source: str
    warnings: tuple[str, ...] = ()


def find_trust(*, given: str | None, origin: str | None, site: Site | None, beside: Path | None) -> Trust:
    """Return the first policy there is.

    Args:
        given: file that the reader names.
        origin: name of the log that is asked about, where it is known.
        site: the log, where its address is known.
        beside: file that is verified.

    Raises:
        NoPolicy: there is none, or it cannot be read.
        FetchFailed: the log does not give its own.
    """
    if given:
        return _read(Path(given), f"{given} (--policy)")
    if os.environ.get(VARIABLE):
        return _read(Path(os.environ[VARIABLE]), f"{os.environ[VARIABLE]} ({VARIABLE})")
    if site:
        return _first_use(site)
    for path, why in _places(origin, beside):
        if path.is_file():
            return _read(path, f"{path} ({why})")
    raise NoPolicy(NONE_FOUND)


def remembered(origin: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the policy of a log is kept that was trusted on first use."""
    name = quote(origin, safe="", errors="surrogatepass")
    if len(name) > _LONGEST_NAME:
        name = hashlib.sha256(name.encode()).hexdigest()
    return _config_folder(environ) / "trusttrack" / "policies" / f"{name}.txt"


def _config_folder(environ: Mapping[str, str]) -> Path:
    if environ.get("XDG_CONFIG_HOME"):
        return Path(environ["XDG_CONFIG_HOME"])
    if sys.platform == "win32" and environ.get("APPDATA"):
        return Path(environ["APPDATA"])
    return Path.home() / ".config"


def _places(origin: str | None, beside: Path | None) -> Iterator[tuple[Path, str]]:
    if origin:
        yield remembered(origin), "trusted on first use, and remembered"
    if beside:
        yield beside.resolve().parent / BESIDE, "beside the bundle"
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder / INSTANCE, "of the TrustTrack that runs there"


def _first_use(site: Site) -> Trust:
    """Return the remembered policy of the log at a site; where there is none, the site's own, and remember it."""
    text = site.policy()
    policy = _parse(text, f"{site.address}/log/v1/policy")
    if not policy.logs:
        raise NoPolicy(f"{site.address}/log/v1/policy names no log.")
    path = remembered(policy.logs[0].name)
    if not path.exists():
        _keep(path, text)
        warning = f"This policy comes from the log itself and is trusted on first use. It is kept in {path}."
        return Trust(policy, f"{site.address}/log/v1/policy (the log's own)", (warning,))
    kept = _read(path, f"{path} (trusted on first use, and remembered)")
    if kept.policy.trusts_like(policy):
        return kept
    warning = (
        f"THE LOG NOW OFFERS ANOTHER POLICY than the one that was trusted on first use. The remembered one is used. "
        f"If you know why it changed (docs of the log, its chain `policy`), remove {path} to trust the new one."
    )
    return Trust(kept.policy, kept.source, (warning,))


def _keep(path: Path, text: str) -> None:
    """Write the file whole or not at all, readable by its owner."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_bytes(text.encode("utf-8"))
        draft.chmod(0o600)
        draft.replace(path)
    except OSError as error:
        raise NoPolicy(f"The policy cannot be remembered in {path}: {error}") from error


def _read(path: Path, source: str) -> Trust:
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise NoPolicy(f"The policy {source} cannot be read: {error}") from error
    return Trust(_parse(text, source), source)


def _parse(text: str, source: str) -> Policy:
    try:
        return parse_policy(text)
    except PolicyMalformed as error:
        raise NoPolicy(f"The policy {source} cannot be used: {error}.") from error
