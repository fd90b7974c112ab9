"""Covers in several widths and kinds: what is kept, what is told, and covers of before."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from vendors.covers import CoverFiles, names_of
from vendors.models import Vendor
from vendors.services import set_cover

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/cover/"
PROFILE = "/api/v1/vendors/crumb-and-co/"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A place of its own for what is stored; return where covers lie."""
    storage = {"BACKEND": "common.storages.Folder", "OPTIONS": {"location": tmp_path, "base_url": "/media/"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path / "covers"


def upload(kind: str = "JPEG", size: tuple[int, int] = (2000, 1000), **options: object) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


def kept(folder: Path) -> dict[str, tuple[str | None, int, int, int]]:
    """Return every file by the end of its name: its format, width, height, and how much EXIF it has."""
    found = {}
    for path in folder.iterdir():
        with Image.open(path) as image:
            found[path.name.partition(".")[2]] = (image.format, *image.size, len(image.getexif()))
    return found


def test_r24_every_file_is_drawn_anew(vendor: Vendor, vendor_owner: User, folder: Path) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 22.0, 0.0)}
    set_cover(vendor, by=vendor_owner, upload=upload(exif=exif, comment=b"<script>"))
    assert kept(folder) == {
        "1600x800-480.avif": ("AVIF", 480, 240, 0),
        "1600x800-960.avif": ("AVIF", 960, 480, 0),
        "1600x800.avif": ("AVIF", 1600, 800, 0),
        "1600x800-480.webp": ("WEBP", 480, 240, 0),
        "1600x800-960.webp": ("WEBP", 960, 480, 0),
        "1600x800.webp": ("WEBP", 1600, 800, 0),
    }
    assert not [path for path in folder.iterdir() if b"script" in path.read_bytes()]


def test_what_is_told_can_be_fetched(api: Api, vendor_owner: User, client: Client) -> None:
    answer = api(vendor_owner).put(URL, {"cover": upload(size=(700, 300))}, format="multipart").json()
    told = client.get(PROFILE).json()
    assert (told["cover_url"], told["cover"]) == (answer["cover_url"], answer["cover"])
    assert (told["cover"]["width"], told["cover"]["height"]) == (700, 300)
    for kind in ("avif", "webp"):
        assert [file["width"] for file in told["cover"][kind]] == [480, 700]
        for file in told["cover"][kind]:
            sent = client.get(file["url"].removeprefix("http://testserver"))
            assert (sent.status_code, sent["Content-Type"]) == (200, f"image/{kind}")
            assert sent["Content-Disposition"].startswith("attachment")
            list(sent)


def test_a_new_cover_ends_every_file_of_the_old(
    vendor: Vendor, vendor_owner: User, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    for size in ((2000, 1000), (30, 20)):
        with django_capture_on_commit_callbacks(execute=True):
            set_cover(vendor, by=vendor_owner, upload=upload(size=size))
    assert set(kept(folder)) == {"30x20.avif", "30x20.webp"}


def test_a_cover_of_before_is_shown_and_gets_its_files_on_demand(
    vendor: Vendor, folder: Path, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    content = upload("WEBP", (1600, 400)).read()
    vendor.cover.save("old.webp", ContentFile(content))
    told = client.get(PROFILE).json()
    assert (told["cover_url"], told["cover"]) == ("http://testserver/media/covers/old.webp", None)
    for drawn in ("1 covers, 0 photos\n", "0 covers, 0 photos\n"):  # safe to repeat
        out = io.StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("draw_pictures", stdout=out)
        assert out.getvalue() == drawn
    vendor.refresh_from_db()
    assert (len(kept(folder)), client.get(PROFILE).json()["cover"]["width"]) == (6, 1600)
    with vendor.cover.open() as file:
        assert file.read() == content  # not drawn a second time


def test_a_cover_whose_file_is_gone_stops_nothing(vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(cover="covers/gone.webp")
    out, err = io.StringIO(), io.StringIO()
    call_command("draw_pictures", stdout=out, stderr=err)
    assert (out.getvalue(), "gone.webp" in err.getvalue()) == ("0 covers, 0 photos\n", True)


def test_names_tell_what_there_is() -> None:
    assert CoverFiles.named("covers/abc-12x34.webp") is None
    assert (names_of(""), names_of("covers/a.webp")) == ([], ["covers/a.webp"])
    assert names_of("covers/a.500x20.webp")[0] == "covers/a.500x20-480.avif"
