"""Keys of logs learned from a site itself, trusted on first use: for a log whose key is made when it first starts."""

import logging
import threading
from collections.abc import Sequence

from trusttrack_verify.encoding import encode_base64
from trusttrack_verify.fetching import FetchFailed, Site
from trusttrack_verify.notes import VerifierKey
from trusttrack_verify.policy import PolicyMalformed, parse_policy

from witness.submissions import Witness

AGAIN_SECONDS = 2.0
log = logging.getLogger("witness")


def learn_in_background(witness: Witness, site: Site, stopped: threading.Event) -> threading.Thread:
    """Take the keys that were learned before, and ask the site in a thread, until it answers, for logs not known yet.

    Of a log that is known no key is added: it could be anybody's.
    """
    witness.know(witness.memory.learned())
    thread = threading.Thread(target=_ask_until_answered, args=(witness, site, stopped), name="learning", daemon=True)
    thread.start()
    return thread


def _ask_until_answered(witness: Witness, site: Site, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            keys = _keys(site)
        except (FetchFailed, PolicyMalformed) as error:
            log.info("the log's key is not known yet: %s", error)
            stopped.wait(AGAIN_SECONDS)
        else:
            _learn(witness, keys)
            return


def _keys(site: Site) -> Sequence[VerifierKey]:
    keys = parse_policy(site.policy()).logs
    if not keys:
        raise FetchFailed(f"{site.address} has no key yet")
    return keys


def _learn(witness: Witness, keys: Sequence[VerifierKey]) -> None:
    known = {key.name for key in witness.logs}
    fresh = [_vkey(key) for key in keys if key.name not in known]
    others = [_vkey(key) for key in keys if key.name in known and key not in witness.logs]
    if fresh:
        with witness.memory.exclusive() as state:
            state.learn(fresh)
        witness.know(fresh)
        log.info("trusted on first use: %s", " ".join(fresh))
    if others:
        log.warning("NOT TRUSTED, other keys of a log that is known (name them with --log): %s", " ".join(others))


def _vkey(key: VerifierKey) -> str:
    return f"{key.name}+{key.key_id.hex()}+{encode_base64(bytes([key.type]) + key.public)}"
