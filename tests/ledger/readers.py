"""Those who read the log from outside, through the site's own views: the verifier's commands without a network between."""

import gzip
import json
from pathlib import Path

from django.test import Client
from trusttrack_verify.chains import Leaf, parse_leaf
from trusttrack_verify.fetching import FetchFailed, NotThere, Site
from trusttrack_verify.monitoring import walk_log
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.policy import Policy, parse_policy
from trusttrack_verify.rating import Outcome, check_rating
from trusttrack_verify.report import Report
from trusttrack_verify.searching import look_further
from trusttrack_verify.tiles import parse_entries, tile_path
from trusttrack_verify.verification import Options, Pin, examine_bundle

from ledger.policy import current_policy


class LocalSite(Site):
    """The site as the test's client sees it."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1")
        self._client = Client()

    def get(self, path: str, limit: int) -> bytes:
        answer = self._client.get(f"/{path}", headers={"accept-encoding": "gzip"})
        if answer.status_code == 404:
            raise NotThere(path, json.loads(answer.content)["code"])
        if answer.status_code != 200:
            raise FetchFailed(f"{path}: {answer.status_code} {answer.content!r}")
        raw = bytes(answer.content)
        assert len(raw) <= limit
        return gzip.decompress(raw) if answer.get("Content-Encoding") == "gzip" else raw


class FolderSite(Site):
    """A log of files, as an exported one is served by any web server."""

    def __init__(self, folder: Path) -> None:
        super().__init__("http://127.0.0.1")
        self._folder = folder

    def get(self, path: str, limit: int) -> bytes:
        try:
            return (self._folder / path.removeprefix("log/v1/")).read_bytes()
        except FileNotFoundError as error:
            raise NotThere(path, "not_found") from error


def trusted() -> Policy:
    """Return the log's policy as a reader holds it."""
    return parse_policy(current_policy().text())


def examined_online(raw: bytes, *, pin: Pin | None = None, site: Site | None = None) -> Report:
    """Return the report of a reader who also looks into the log."""
    return look_further(examine_bundle(raw, trusted(), Options(pin=pin)), site or LocalSite(), trusted(), pin)


def monitored(last: Checkpoint | None = None, *, site: Site | None = None) -> list[str]:
    """Return what a monitor finds wrong with the log."""
    return list(walk_log(site or LocalSite(), trusted(), last).faults)


def newest_checkpoint() -> Checkpoint:
    """Return the checkpoint that a reader would keep."""
    site = LocalSite()
    note = site.checkpoint()
    return trusted().open(note, note.partition("\n")[0]).checkpoint


def rating_of(slug: str) -> Outcome:
    """Return a vendor's rating as the log proves it and as the site shows it."""
    return check_rating(slug, LocalSite(), trusted())


def published_leaves() -> list[Leaf]:
    """Return every leaf of the signed tree, read as anybody reads it."""
    site, size, found = LocalSite(), newest_checkpoint().size, list[Leaf]()
    for number in range(-(-size // 256)):
        path = tile_path(number, min(256, size - 256 * number))
        found += [parse_leaf(raw) for raw in parse_entries(site.tile(f"tile/entries/{path}"))]
    return found
