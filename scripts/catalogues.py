"""The catalogues of translations, without gettext's own programs: `update` them from the code, `compile` them, `check` them.

Words stand in the code in English, in `gettext("…")` and its kin; translations in locale/<code>/LC_MESSAGES/django.po; what
Django reads is the compiled django.mo beside it. Both are kept in the repository, so that a clone runs without this step.
"""

# ruff: noqa: T201 - a program for people

import io
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "ar")
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
KEYWORDS = {"gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "ngettext": (1, 2)}
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue of the same words is the same file, whenever it is written


def extracted() -> Catalog:
    """Return the words that stand in the code."""
    catalog = Catalog(project="TrustTrack", creation_date=SOME_DAY, revision_date=SOME_DAY)
    for app in APPS:
        folder = ROOT / app
        method_map = [("migrations/**", "ignore"), ("**.py", "python")]
        for name, line, message, comments, context in extract_from_dir(folder, method_map, keywords=KEYWORDS):
            catalog.add(message, None, [(f"{app}/{name}", line)], auto_comments=comments, context=context)
    return catalog


def update() -> None:
    """Put new words into each catalogue, untranslated, and take out those that stand in the code no more."""
    template = extracted()
    for language in LANGUAGES:
        kept = _read(language) if _path(language).exists() else Catalog(locale=language)
        kept.update(template, no_fuzzy_matching=True)
        kept.obsolete.clear()
        kept.creation_date = kept.revision_date = SOME_DAY
        kept.project, kept.version, kept.fuzzy = "TrustTrack", "1", False
        kept.last_translator, kept.language_team, kept.msgid_bugs_address = "TrustTrack", language, "TrustTrack"
        kept.header_comment = f"# {kept.locale_identifier}: what TrustTrack writes to people (scripts/catalogues.py)."
        _path(language).parent.mkdir(parents=True, exist_ok=True)
        with _path(language).open("wb") as file:
            write_po(file, kept, width=120, sort_by_file=True, include_lineno=False, omit_header=False)


def compile_all() -> None:
    """Write what Django reads."""
    for language in LANGUAGES:
        _path(language).with_suffix(".mo").write_bytes(_compiled(_read(language)))


def faults() -> Iterator[str]:
    """Say what is missing, fuzzy, left over, or different from its English in the places that are filled in."""
    wanted = {(message.id, message.context) for message in extracted() if message.id}
    for language in LANGUAGES:
        catalog = _read(language)
        held = {(message.id, message.context) for message in catalog if message.id}
        yield from (f"{language}: not in the catalogue: {message}" for message, _ in sorted(wanted - held, key=str))
        yield from (f"{language}: not in the code any more: {message}" for message, _ in sorted(held - wanted, key=str))
        for message in catalog:
            yield from (f"{language}: {fault}: {message.id}" for fault in _faults_of(message) if message.id)
        compiled = _path(language).with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != _compiled(catalog):
            yield f"{language}: django.mo is out of date: scripts/catalogues.py compile"


def _faults_of(message: Message) -> Iterator[str]:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(said):
        yield "not translated"
    if message.fuzzy:
        yield "fuzzy"
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    if any(text and _places(str(text)) != _places(str(ids[-1])) for text in said):
        yield "other {places} than in English"


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def _read(language: str) -> Catalog:
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def _path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def check() -> None:
    """Print what is wrong; exit 1 where something is."""
    found = list(faults())
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    {"update": update, "compile": compile_all, "check": check}[sys.argv[1]]()
