"""Documents for tests, made here: pictures and PDFs, harmless and not."""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image
from pillow_heif import register_heif_opener

register_heif_opener()


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: str = "red", **options: Any) -> bytes:
    """Return a picture, as a phone would send it."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def geotagged(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a picture that lies on its side and tells of its camera and place."""
    exif = Image.Exif()
    exif[0x010F] = "CANARYCAM"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (51.0, 27.0, 16.0)
    return photo(kind, size, exif=exif)


def pdf(pages: int = 1, **options: Any) -> bytes:
    """Return a PDF of pictures."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(photo("PDF"))) as source:
        for _ in range(pages - 1):
            source.pages.append(source.pages[0])
        source.save(out, **options)
    return out.getvalue()


def hostile_pdf() -> bytes:
    """Return a PDF that runs, opens, attaches and tells: all that a clean copy must not."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(photo("PDF", title="CANARYTITLE"))) as made:
        script = Dictionary(S=Name.JavaScript, JS="app.alert('CANARYSCRIPT')")
        made.Root.OpenAction = script
        made.Root.AA = Dictionary(WC=script)
        made.attachments["CANARYFILE.txt"] = b"CANARYATTACHED"
        with made.open_metadata() as metadata:
            metadata["dc:creator"] = ["CANARYAUTHOR"]
        page = made.pages[0]
        page.AA = Dictionary(O=script)
        link = Dictionary(S=Name.URI, URI="https://canary.example/CANARYLINK")
        page.Annots = Array([made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link))])
        page.PieceInfo = Dictionary(Maker=Dictionary(Private="CANARYPRIVATE"))
        picture = next(iter(page.get_images().values()))
        picture.write(geotagged(), filter=Name.DCTDecode)
        made.save(out, static_id=True)
    return out.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that opens without a password and is encrypted all the same."""
    return pdf(encryption=pikepdf.Encryption(owner="secret", user=""))
