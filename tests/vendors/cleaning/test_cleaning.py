"""Clean copies: what is seen stays, and nothing else (r24)."""

import io
import subprocess
import sys
import zipfile
import zlib
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from PIL import Image

from tests.vendors.papers import geotagged, hostile_pdf, locked_pdf, pdf, photo
from vendors.cleaning import cleaning, pdfs, pictures
from vendors.cleaning.jpegs import without_metadata
from vendors.cleaning.kinds import Refused, kind_of
from vendors.cleaning.previews import page_picture

ISO_MEDIA = b"\x00\x00\x00\x18ftypisom"
CANARIES = (b"FILE", b"ATTACHED", b"SCRIPT", b"LINK", b"AUTHOR", b"PRIVATE", b"CAM")
KINDS = {"jpeg": photo("JPEG"), "png": photo("PNG"), "heic": photo("HEIF"), "pdf": pdf()}


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        cleaning.clean(content)
    return caught.value.reason


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_known_by_its_content(kind: str) -> None:
    copy = cleaning.clean(KINDS[kind])
    assert (copy.kind, copy.suffix, copy.pages) == (kind, "pdf" if kind == "pdf" else "jpg", 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        photo("GIF"),
        photo("WEBP"),
        photo("TIFF"),
        b"<svg xmlns='x'/>",
        b"MZ\x90",
        b" %PDF-1.7",
        b"\x00\x00\x00\x18ftypisom",
    ],
)
def test_other_kinds_are_refused(content: bytes) -> None:
    assert refusal(content) == "unknown_kind"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("x.txt", "hidden")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        photo() + archive(),
        pdf() + archive(),
        pdf() + b"<html>",
        photo(comment=b"%PDF-1.7"),
    ],
)
def test_r24_what_is_two_things_at_once_is_refused(content: bytes) -> None:
    assert refusal(content) == "two_kinds"


@pytest.mark.parametrize("content", [photo(comment=b"<script>alert(1)</script>"), photo("PNG") + b"<svg><?php evil(); ?>"])
def test_words_beside_a_picture_stay_behind(content: bytes) -> None:
    copy = cleaning.clean(content).content
    assert not any(sign in copy for sign in (b"<script", b"<svg", b"<?php"))


def test_a_pdf_may_end_with_empty_lines() -> None:
    assert kind_of(pdf() + b"\r\n\r\n") == "pdf"


# --- Pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_r24_place_and_camera_are_gone(kind: str) -> None:
    copy = pictures.clean_picture(geotagged(kind))
    assert b"CANARYCAM" not in copy
    with Image.open(io.BytesIO(copy)) as image:
        assert (image.format, dict(image.getexif())) == ("JPEG", {})


def test_a_picture_stands_upright() -> None:
    with Image.open(io.BytesIO(pictures.clean_picture(geotagged()))) as image:
        assert image.size == (40, 60)


def test_what_is_see_through_is_laid_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(pictures.clean_picture(out.getvalue()))) as image:
        assert image.getpixel((1, 1)) == (255, 255, 255)


def test_large_pictures_become_smaller() -> None:
    with Image.open(io.BytesIO(pictures.clean_picture(photo(size=(5000, 1000))))) as image:
        assert image.size == (4000, 800)


def test_r24_a_bomb_is_refused_by_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 2000)
    assert refusal(photo(size=(60, 40))) == "too_many_pixels"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_broken_picture_is_refused(kind: str) -> None:
    assert refusal(photo(kind, (300, 300))[:60]) == "broken"


def test_segments_of_a_jpeg_are_told_apart() -> None:
    plain = without_metadata(geotagged())
    assert b"CANARYCAM" not in plain
    assert plain.startswith(b"\xff\xd8")
    with Image.open(io.BytesIO(plain)) as image:
        image.load()
    assert without_metadata(b"no jpeg") == b"no jpeg"


# --- PDFs -------------------------------------------------------------------------------------------------------------


def text_of(content: bytes) -> bytes:
    """Return the whole file with everything that is packed in it unpacked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    return out.getvalue()


def test_r24_nothing_runs_opens_is_attached_or_tells() -> None:
    before, after = text_of(hostile_pdf()), text_of(cleaning.clean(hostile_pdf()).content)
    for canary in (
        b"CANARYFILE",
        b"CANARYATTACHED",
        b"CANARYSCRIPT",
        b"CANARYLINK",
        b"CANARYAUTHOR",
        b"CANARYPRIVATE",
        b"CANARYCAM",
    ):
        assert canary in before
        assert canary not in after
    for name in (b"/JavaScript", b"/OpenAction", b"/EmbeddedFiles", b"/Metadata", b"/Annots", b"/URI", b"/Info"):
        assert name not in after


def packed_jpeg(*filters: str) -> bytes:
    """Return a PDF whose picture tells of its camera, packed by these filters too, the outermost first."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        raw = geotagged()
        for name in reversed(filters):
            raw = {"FlateDecode": zlib.compress, "ASCIIHexDecode": lambda content: content.hex().encode() + b">"}[name](raw)
        picture = next(iter(made.pages[0].get_images().values()))
        picture.write(raw, filter=pikepdf.Array([pikepdf.Name("/" + name) for name in (*filters, "DCTDecode")]))
        made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("filters", [(), ("FlateDecode",), ("ASCIIHexDecode",), ("ASCIIHexDecode", "FlateDecode")])
def test_r24_a_packed_photo_tells_nothing_either(filters: tuple[str, ...]) -> None:
    copy = cleaning.clean(packed_jpeg(*filters)).content
    with pikepdf.open(io.BytesIO(copy)) as opened:
        picture = next(iter(opened.pages[0].get_images().values()))
        assert (picture.Filter, b"CANARYCAM" in picture.read_raw_bytes()) == (pikepdf.Name.DCTDecode, False)
        with Image.open(io.BytesIO(picture.read_raw_bytes())) as image:
            assert image.size == (60, 40)


def test_a_jpeg_that_is_packed_within_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        picture = next(iter(made.pages[0].get_images().values()))
        picture.write(geotagged(), filter=pikepdf.Array([pikepdf.Name.DCTDecode, pikepdf.Name.FlateDecode]))
        made.save(out)
    assert refusal(out.getvalue()) == "broken"


def test_a_pdf_that_unfolds_to_more_than_we_keep_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        parts = [made.make_indirect(pikepdf.String("x" * 1_000_000)) for _ in range(30)]
        made.pages[0].Resources.Parts = pikepdf.Array(parts)
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(out.getvalue()) < 1_000_000
    assert run(out.getvalue()) == b'{"refused": "too_complex"}\n'


def test_the_pages_look_as_they_did() -> None:
    with pikepdf.open(io.BytesIO(cleaning.clean(hostile_pdf()).content)) as copy:
        page = copy.pages[0]
        assert page.MediaBox is not None
        assert len(page.get_images()) == 1
        assert b"Do" in page.Contents.read_bytes()


def test_what_is_filled_into_a_form_stays_to_be_seen() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as made:
        look = made.make_stream(b"BT (FILLEDIN) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        field: dict[str, Any] = {
            "Type": pikepdf.Name.Annot,
            "Subtype": pikepdf.Name.Widget,
            "FT": pikepdf.Name.Tx,
            "T": "name",
            "F": 4,
        }
        widget = made.make_indirect(pikepdf.Dictionary(**field, Rect=[0, 0, 9, 9], AP=pikepdf.Dictionary(N=look)))
        made.pages[0].Annots = pikepdf.Array([widget])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([widget]))
        made.save(out)
    assert b"FILLEDIN" in text_of(cleaning.clean(out.getvalue()).content)


def test_a_locked_pdf_is_refused() -> None:
    assert refusal(locked_pdf()) == "encrypted"
    assert refusal(pdf(encryption=pikepdf.Encryption(owner="a", user="b"))) == "encrypted"


def test_pages_are_counted() -> None:
    assert cleaning.clean(pdf(3)).pages == 3
    assert refusal(pdf(pdfs.MAX_PAGES + 1)) == "too_many_pages"


def test_a_pdf_of_very_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "MAX_OBJECTS", 2)
    assert refusal(pdf()) == "too_complex"


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing\n%%EOF", b"%PDF-1.7\n" + b"\xff" * 500])
def test_a_broken_pdf_is_refused(content: bytes) -> None:
    assert refusal(content) in {"broken", "two_kinds"}


def test_a_page_becomes_a_picture() -> None:
    with Image.open(io.BytesIO(page_picture(pdf(2), 2).content)) as image:
        assert (image.format, max(image.size) <= 1600) == ("JPEG", True)
    for content, number in ((pdf(1), 2), (b"%PDF-1.7 broken", 1)):
        with pytest.raises(Refused):
            page_picture(content, number)


# --- The process ------------------------------------------------------------------------------------------------------


def run(content: bytes) -> bytes:
    command = [sys.executable, "-m", "vendors.cleaning"]
    return subprocess.run(command, input=content, stdout=subprocess.PIPE, cwd=settings.BASE_DIR, env={}, check=True).stdout


def test_the_process_answers_with_a_line_and_the_copy() -> None:
    head, _, copy = run(photo()).partition(b"\n")
    assert head == b'{"kind": "jpeg", "suffix": "jpg", "pages": 1}'
    assert copy == cleaning.clean(photo()).content


def test_the_process_says_what_it_refuses() -> None:
    assert run(b"nothing") == b'{"refused": "unknown_kind"}\n'
