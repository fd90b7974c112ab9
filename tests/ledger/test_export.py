"""`manage.py ledger_export`: the log as files, the same that the site answers."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from trusttrack_verify.merkle import leaf_hash
from trusttrack_verify.tiles import TileTree

from ledger.integrating import integrate
from tests.ledger.owner import rewriting
from tests.ledger.readers import FolderSite, monitored, trusted
from tests.ledger.sealed import ORIGIN, SealedLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(log: SealedLog) -> SealedLog:
    """260 leaves."""
    log.grow(260)
    log.seal()
    log.cosign()
    return log


def export(folder: Path) -> str:
    out = StringIO()
    call_command("ledger_export", str(folder), stdout=out)
    return out.getvalue()


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_files_are_what_the_site_answers(sealed: SealedLog, tmp_path: Path, client: Client) -> None:
    export(tmp_path / "log")
    assert files(tmp_path / "log") == {
        "checkpoint", "checkpoints", "policy",
        "tile/0/000", "tile/0/001.p/4", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/4",
    }  # fmt: skip
    for name in files(tmp_path / "log"):
        assert (tmp_path / "log" / name).read_bytes() == client.get(f"/log/v1/{name}").content


def test_a_monitor_is_content_with_the_files_alone(sealed: SealedLog, tmp_path: Path) -> None:
    export(tmp_path / "log")
    site = FolderSite(tmp_path / "log")
    assert monitored(site=site) == []
    checkpoint = trusted().open(site.checkpoint(), ORIGIN).checkpoint
    leaves = [leaf_hash(leaf) for _, leaf in TileTree(checkpoint, site.tile).leaves(0, checkpoint.size)]
    assert len(leaves) == 260


def test_a_second_run_writes_what_is_new_alone(sealed: SealedLog, tmp_path: Path, client: Client) -> None:
    folder = tmp_path / "log"
    assert "260 leaves: 5 tiles written, 0 were there." in export(folder)
    before = {name: (folder / name).stat().st_mtime_ns for name in files(folder)}
    assert "260 leaves: 0 tiles written, 5 were there." in export(folder)
    sealed.grow(300)
    sealed.seal()
    sealed.cosign()
    export(folder)
    old = {name for name, at in before.items() if (folder / name).stat().st_mtime_ns == at}
    assert old == set(before) - {"checkpoint", "checkpoints", "policy"}
    assert files(folder) - set(before) == {
        "tile/0/001", "tile/0/002.p/48", "tile/1/000.p/2", "tile/entries/001", "tile/entries/002.p/48",
    }  # fmt: skip
    assert (folder / "checkpoint").read_bytes() == client.get("/log/v1/checkpoint").content


def test_older_widths_stay_for_who_reads_an_older_checkpoint(sealed: SealedLog, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    export(folder)
    older = (folder / "checkpoint").read_text()
    sealed.grow(300)
    sealed.seal()
    sealed.cosign()
    export(folder)
    checkpoint = trusted().open(older, ORIGIN).checkpoint
    site = FolderSite(folder)
    assert len(list(TileTree(checkpoint, site.tile).leaves(0, 260))) == 260


def test_before_anything_is_sealed_there_is_nothing_to_write(log: SealedLog, tmp_path: Path) -> None:
    log.grow(2)
    with pytest.raises(CommandError, match="Nothing is sealed"):
        export(tmp_path / "log")
    assert not (tmp_path / "log").exists()


def test_what_is_not_signed_is_not_written(sealed: SealedLog, tmp_path: Path) -> None:
    sealed.grow(3)
    integrate()
    export(tmp_path / "log")
    assert "tile/0/001.p/7" not in files(tmp_path / "log")


def test_a_hole_ends_it_before_the_checkpoint_is_written(sealed: SealedLog, tmp_path: Path) -> None:
    with rewriting("ledger_tile") as cursor:
        cursor.execute("DELETE FROM ledger_tile WHERE (level, index) = (0, 1)")
    with pytest.raises(CommandError, match=r"tile/0/001.p/4 is not stored; run ledger_audit"):
        export(tmp_path / "log")
    assert not (tmp_path / "log" / "checkpoint").exists()


def test_it_goes_into_the_storage_of_uploads_too(sealed: SealedLog, settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    call_command("ledger_export", "--storage", stdout=StringIO())
    assert isinstance(default_storage._wrapped, InMemoryStorage)  # type: ignore[attr-defined]  # the lazy object's own
    assert default_storage.exists("log/v1/checkpoint")
    assert default_storage.exists("log/v1/tile/0/001.p/4")


def test_readers_find_a_checkpoint_at_any_moment(sealed: SealedLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new one takes the place of the old one whole; there is no moment without."""
    folder = tmp_path / "log"
    export(folder)
    gone: list[str] = []
    really = Path.unlink

    def unlink(path: Path, **options: Any) -> None:
        gone.append(path.name)
        really(path, **options)

    monkeypatch.setattr("os.remove", lambda name, **_: unlink(Path(name)))
    sealed.grow(1)
    sealed.seal()
    export(folder)
    assert "checkpoint" not in gone
