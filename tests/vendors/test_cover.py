"""PUT …/cover/: nothing hostile is kept."""

import io
import random
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from vendors.models import Vendor
from vendors.pages import profile_head
from vendors.services import pictures

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/cover/"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "common.storages.Folder",
            "OPTIONS": {"location": tmp_path, "base_url": "/media/"},
        },
    }


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def put(client: APIClient, content: bytes, name: str = "me.jpg") -> tuple[int, str]:
    response = client.put(URL, {"cover": SimpleUploadedFile(name, content, "image/jpeg")}, format="multipart")
    body = response.json()
    return response.status_code, body.get("cover_url") or body["errors"][0]["pointer"]


def kept() -> bytes:
    with Vendor.objects.get(slug="crumb-and-co").cover.open() as file:
        content: bytes = file.read()
    return content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_webp_under_a_random_name(api: Api, vendor_owner: User, kind: str) -> None:
    status, url = put(api(vendor_owner), picture(kind, (4000, 1000)), "../../etc/passwd.php")
    assert status == 200
    assert url.endswith(".webp")
    assert "passwd" not in url
    with Image.open(io.BytesIO(kept())) as image:
        assert (image.format, image.size) == ("WEBP", (1600, 400))


def test_r24_place_and_camera_are_gone(api: Api, vendor_owner: User) -> None:
    exif = Image.Exif()
    exif[0x010F] = "CANARYCAM"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(0x8825)[2] = (51.0, 27.0, 16.0)
    put(api(vendor_owner), picture(exif=exif, size=(60, 40)))
    content = kept()
    with Image.open(io.BytesIO(content)) as image:
        assert not image.getexif()
        assert image.size == (40, 60)
    assert b"CANARYCAM" not in content


def test_r24_a_polyglot_loses_its_other_half(api: Api, vendor_owner: User) -> None:
    status, _ = put(
        api(vendor_owner), picture(comment=b"<script>alert(1)</script>") + b"<?php evil(); ?><script>alert(2)</script>"
    )
    assert status == 200
    assert b"script" not in kept()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_r24_a_page_behind_a_picture_is_cut_off(api: Api, vendor_owner: User, kind: str) -> None:
    status, _ = put(api(vendor_owner), picture(kind) + b"<!doctype html><script>alert(1)</script>", "a.html")
    assert status == 200
    assert b"script" not in kept()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 40,
        b"hello",
        picture()[:200],
        picture("BMP"),
        b"%PDF-1.4",
        b"<!doctype html><script>alert(1)</script>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        b"MZ" + b"\0" * 60,
        b"PK\x03\x04" + b"\0" * 60,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    ],
)
def test_r24_what_is_no_picture_is_refused(api: Api, vendor_owner: User, content: bytes) -> None:
    assert put(api(vendor_owner), content) == (400, "/cover")


def test_r24_a_bomb_is_refused_before_it_is_decoded(api: Api, vendor_owner: User) -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 2_000_000
    assert put(api(vendor_owner), out.getvalue()) == (400, "/cover")


def test_r24_too_many_bytes(api: Api, vendor_owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 100)
    assert put(api(vendor_owner), picture()) == (400, "/cover")


def test_no_file_and_an_empty_one(api: Api, vendor_owner: User) -> None:
    assert api(vendor_owner).put(URL, {}, format="multipart").status_code == 400
    assert put(api(vendor_owner), b"") == (400, "/cover")


def test_a_full_disk_is_told_and_leaves_nothing(api: Api, vendor_owner: User, tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (600, 600), random.Random(1).randbytes(600 * 600 * 3))
    out = io.BytesIO()
    noise.save(out, "WEBP", lossless=True)
    client, own = api(vendor_owner), resource.getrlimit(resource.RLIMIT_FSIZE)
    client.raise_request_exception = False
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, own[1]))  # as on a disk with so much room, the kernel writes no more
    try:
        answer = client.put(URL, {"cover": SimpleUploadedFile("me.webp", out.getvalue(), "image/webp")}, format="multipart")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, own)
    assert (answer.status_code, answer.json()["code"]) == (507, "no_room")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not Vendor.objects.get(slug="crumb-and-co").cover
    assert put(client, picture())[0] == 200


def test_others_cannot(api: Api, anonymous: APIClient, vendor_staff: User, stranger: User) -> None:
    upload = {"cover": SimpleUploadedFile("a.jpg", picture())}
    assert anonymous.put(URL, upload, format="multipart").status_code == 401
    for user in (vendor_staff, stranger):
        assert api(user).put(URL, {"cover": SimpleUploadedFile("a.jpg", picture())}, format="multipart").status_code == 403


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0MM\0*\0\0\0\x08\0\x03\x01\x01\0\x02\0\0\0\x04CAM\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0",
        (
            b"Exif\0\0MM\0*\0\0\0\x08\0\x03\x01\x0f\0\x02\0\0\0\x04CAM\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
            b"\x88%\0\x04\0\0\0\x01\0\0\x002\0\0\0\x01\0\x01\0\x02\0\x01\0\0\0\x03\0\0\0D"
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning", "ignore:Metadata Warning:UserWarning")
def test_broken_exif_is_the_senders_matter(api: Api, vendor_owner: User, exif: bytes) -> None:
    status, pointer = put(api(vendor_owner), picture(exif=exif))
    assert (status, pointer) == (400, "/cover")


@pytest.mark.parametrize(
    ("base", "image"), [("/media/", "http://testserver/media/a.webp"), ("https://cdn.example/", "https://cdn.example/a.webp")]
)
def test_the_page_names_the_cover_wherever_it_is_kept(
    settings: Settings, tmp_path: Path, vendor: Vendor, base: str, image: str
) -> None:
    settings.BASE_URL = "http://testserver"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "common.storages.Folder",
            "OPTIONS": {"location": tmp_path, "base_url": base},
        },
    }
    Vendor.objects.filter(pk=vendor.pk).update(cover="a.webp")
    assert profile_head(vendor.slug).image == image
