"""A PDF made anew: its pages as they look, and nothing that runs, opens, is attached or tells of its maker."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from vendors.cleaning.jpegs import without_metadata
from vendors.cleaning.kinds import Refused

MAX_PAGES = 30
MAX_OBJECTS = 50_000
#: What a page is drawn from (ISO 32000-2, table 31). Everything else of it stays behind.
PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit"}
    | {"/Resources", "/Contents", "/Group"}
)
#: A filter's name, and the short one that readers take too.
JPEG_FILTERS = (Name.DCTDecode, Name("/DCT"))
#: What acts, attaches, points out of the file or tells of where it comes from, wherever it stands.
FORBIDDEN_KEYS = (
    "/AA", "/AF", "/Action", "/Annots", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/LastModified", "/Launch", "/Metadata",
    "/OPI", "/OpenAction", "/PieceInfo", "/RF", "/Ref", "/URI", "/XFA",
)  # fmt: skip


def clean_pdf(content: bytes) -> tuple[bytes, int]:
    """Return the clean copy and how many pages it has. Raises Refused."""
    try:
        with Pdf.open(io.BytesIO(content)) as source:
            if source.is_encrypted:
                raise Refused("encrypted")
            pages = len(source.pages)
            if not 1 <= pages <= MAX_PAGES:
                raise Refused("too_many_pages" if pages else "broken")
            if len(source.objects) > MAX_OBJECTS:
                raise Refused("too_complex")
            return _copy(source), pages
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, LookupError, RuntimeError) as error:
        raise Refused("broken") from error


def _copy(source: Pdf) -> bytes:
    source.flatten_annotations("all")  # what is filled in shows as part of the page
    with Pdf.new() as copy:
        copy.pages.extend(source.pages)
        for page in copy.pages:
            _keep_only(page.obj, PAGE_KEYS)
        for each in copy.objects:
            _strip(each)
        copy.remove_unreferenced_resources()
        out = io.BytesIO()
        # Nothing is decoded on the way: a stream that unfolds to gigabytes stays folded.
        copy.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, deterministic_id=True)
        return out.getvalue()


def _keep_only(page: Object, names: frozenset[str]) -> None:
    for name in list(page.keys()):
        if name not in names:
            del page[name]


def _strip(each: Object) -> None:
    """Take out of an object, and of what is written inside it, everything forbidden."""
    if isinstance(each, Stream):
        _strip_keys(each.stream_dict)
        if Name.F in each.stream_dict:  # its content would come from another file
            del each.stream_dict[Name.F]
        _strip_jpeg(each)
    elif isinstance(each, Dictionary):
        _strip_keys(each)


def _strip_jpeg(each: Stream) -> None:
    """Take the metadata out of a JPEG, also out of one that is packed once more."""
    filters = each.get(Name.Filter, Array())
    names = list(filters) if isinstance(filters, Array) else [filters]
    if not any(name in JPEG_FILTERS for name in names):
        return
    if names[-1] not in JPEG_FILTERS:
        raise Refused("broken")
    raw = _unpacked(each, names[:-1]) if len(names) > 1 else each.read_raw_bytes()
    each.write(without_metadata(raw), filter=Name.DCTDecode)  # parameters have no say over a JPEG of their own


def _unpacked(each: Stream, outer: list[Object]) -> bytes:
    each.stream_dict[Name.Filter] = Array(outer)
    parameters = each.get(Name.DecodeParms)
    if isinstance(parameters, Array):
        each.stream_dict[Name.DecodeParms] = Array(list(parameters)[: len(outer)])
    elif parameters is not None:
        del each.stream_dict[Name.DecodeParms]
    return each.read_bytes(pikepdf.StreamDecodeLevel.generalized)


def _strip_keys(found: Object) -> None:
    for name in FORBIDDEN_KEYS:
        if name in found:
            del found[name]
    for name in list(found.keys()):
        inner = found[name]
        if name == "/A" and isinstance(inner, Dictionary) and Name.S in inner:  # an action; a font can be called that too
            del found[name]
        elif isinstance(inner, Dictionary) and not inner.is_indirect:
            _strip_keys(inner)
