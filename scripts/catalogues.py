"""The catalogues of translations, without gettext's own programs: `update` them from the code, `compile` them, `check` them.

Words stand in the code in English: in `gettext("…")` and its kin on the server (django.po), in `t("…")` and its kin in the web
app (web.po, see web_words.py). Translations are in locale/<code>/LC_MESSAGES; what is read while running is compiled from them:
django.mo beside it, and frontend/src/locale/*.json. All of it is kept in the repository, so that a clone runs without this step.
"""

# ruff: noqa: T201 - a program for people

import io
import json
import re
import string
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from web_words import WEB, tracking_files, web_messages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "ar")
DOMAINS = {"django": "what TrustTrack writes to people", "web": "what the web app says"}
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
KEYWORDS = {"gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "ngettext": (1, 2)}
ELEMENT = re.compile(r"</?\w+>")
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue of the same words is the same file, whenever it is written


def extracted(domain: str) -> Catalog:
    """Return the words that stand in the code of the server ("django") or of the web app ("web")."""
    catalog = Catalog(project="TrustTrack", creation_date=SOME_DAY, revision_date=SOME_DAY)
    if domain == "web":
        for path, words in web_messages():
            catalog.add(words, None, [(str(path.relative_to(ROOT)), 1)])
        return catalog
    for app in APPS:
        folder = ROOT / app
        method_map = [("migrations/**", "ignore"), ("**.py", "python")]
        for name, line, message, comments, context in extract_from_dir(folder, method_map, keywords=KEYWORDS):
            catalog.add(message, None, [(f"{app}/{name}", line)], auto_comments=comments, context=context)
    return catalog


def update() -> None:
    """Put new words into each catalogue, untranslated, and take out those that stand in the code no more."""
    for domain, about in DOMAINS.items():
        template = extracted(domain)
        for language in LANGUAGES:
            kept = _read(language, domain) if _path(language, domain).exists() else Catalog(locale=language)
            kept.update(template, no_fuzzy_matching=True)
            kept.obsolete.clear()
            kept.creation_date = kept.revision_date = SOME_DAY
            kept.project, kept.version, kept.fuzzy = "TrustTrack", "1", False
            kept.last_translator, kept.language_team, kept.msgid_bugs_address = "TrustTrack", language, "TrustTrack"
            kept.header_comment = f"# {kept.locale_identifier}: {about} (scripts/catalogues.py)."
            _path(language, domain).parent.mkdir(parents=True, exist_ok=True)
            with _path(language, domain).open("wb") as file:
                write_po(file, kept, width=120, sort_by_file=True, include_lineno=False, omit_header=False)


def compile_all() -> None:
    """Write what is read while running."""
    for path, made in _made():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)


def faults() -> Iterator[str]:
    """Say what is missing, fuzzy, left over, or different from its English in the places that are filled in."""
    for domain in DOMAINS:
        wanted = {(message.id, message.context) for message in extracted(domain) if message.id}
        for language in LANGUAGES:
            catalog, name = _read(language, domain), f"{language}/{domain}"
            held = {(message.id, message.context) for message in catalog if message.id}
            yield from (f"{name}: not in the catalogue: {message}" for message, _ in sorted(wanted - held, key=str))
            yield from (f"{name}: not in the code any more: {message}" for message, _ in sorted(held - wanted, key=str))
            for message in catalog:
                yield from (f"{name}: {fault}: {message.id}" for fault in _faults_of(message) if message.id)
    for path, made in _made():
        if not path.exists() or path.read_bytes() != made:
            yield f"{path.relative_to(ROOT)} is out of date: scripts/catalogues.py compile"


def _faults_of(message: Message) -> Iterator[str]:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(said):
        yield "not translated"
    if message.fuzzy:
        yield "fuzzy"
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    allowed = [_places(str(text)) for text in ids]  # "one item" may leave out the number
    if len(said) > 1:
        allowed.append(allowed[-1] - {"count"})
    if any(text and _places(str(text)) not in allowed for text in said):
        yield "other {places} than in English"


def _places(text: str) -> set[str]:
    """Return the names in {places} and the elements of a sentence, "<link>" for one."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} | set(ELEMENT.findall(text))


def _made() -> Iterator[tuple[Path, bytes]]:
    """Return each file that is read while running, with what belongs into it."""
    tracking = {_key(message) for _, message in web_messages(tracking_files())}
    for language in LANGUAGES:
        yield _path(language, "django").with_suffix(".mo"), _compiled(_read(language, "django"))
        words = {_key(message.id): message.string for message in _read(language, "web") if message.id}
        yield WEB / f"locale/{language}.json", _as_json(words)
        yield WEB / f"locale/track.{language}.json", _as_json({key: words[key] for key in words if key in tracking})


def _key(message: Sequence[str]) -> str:
    """Return by which of its sentences the web app knows a message."""
    return message if isinstance(message, str) else message[1]


def _as_json(words: Mapping[str, object]) -> bytes:
    """Return words as the web app reads them: English to what is said, one form for each plural where it is counted."""
    return f"{json.dumps(dict(sorted(words.items())), ensure_ascii=False, indent=0)}\n".encode()


def _compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def _read(language: str, domain: str) -> Catalog:
    with _path(language, domain).open("rb") as file:
        return read_po(file, locale=language)


def _path(language: str, domain: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def check() -> None:
    """Print what is wrong; exit 1 where something is."""
    found = list(faults())
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    {"update": update, "compile": compile_all, "check": check}[sys.argv[1]]()
