"""What we never say to people (docs/words.md), looked for in messages, mails, templates and texts. The web app has its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = sorted(path.parent for path in ROOT.glob("*/apps.py"))
SAYING = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "__init__"}
SAID_AS = {"title", "detail", "message", "help_text", "label", "subject"}


def never() -> re.Pattern[str]:
    """Return what the guide's last table forbids."""
    table = (ROOT / "docs/words.md").read_text().partition("| never | because |")[2]
    words = [word for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE) for word in re.findall(r"`([^`]+)`", row)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def texts(node: ast.AST) -> Iterator[str]:
    yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str))


def said(tree: ast.AST) -> Iterator[str]:
    """Yield the sentences that a module says to people: of its errors, its letters and its fields."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call() as call):
                yield from texts(call)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SAYING:
                yield from texts(node)
            case ast.keyword(arg=str(name), value=value) | ast.Assign(targets=[ast.Name(id=name)], value=value) if (
                name in SAID_AS
            ):
                yield from texts(value)


@pytest.fixture(scope="module")
def forbidden() -> re.Pattern[str]:
    """What is looked for."""
    found = never()
    assert found.search("Oops, an error occurred.")
    assert not found.search("sign-in, unforbidden, the log. Logged out-of-band")
    return found


def test_no_message_blames_or_speaks_jargon(forbidden: re.Pattern[str]) -> None:
    modules = [path for app in APPS for path in app.rglob("*.py") if "migrations" not in path.parts]
    sentences = [(path, text) for path in modules for text in said(ast.parse(path.read_text())) if " " in text]
    assert len(sentences) > 1_000, "nothing was read"
    assert [f"{path.relative_to(ROOT)}: {text}" for path, text in sentences if forbidden.search(text)] == []


def test_no_template_or_text_of_the_law_does(forbidden: re.Pattern[str]) -> None:
    files = [
        path
        for app in APPS
        for path in [*app.glob("templates/**/*.html"), *app.glob("templates/**/*.txt"), *app.glob("texts/**/*.md")]
    ]
    assert len(files) > 20, "nothing was read"
    markup = re.compile(r"<style.*?</style>|<script.*?</script>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
    found = {str(path.relative_to(ROOT)): forbidden.findall(markup.sub(" ", path.read_text())) for path in files}
    assert {path: words for path, words in found.items() if words} == {}
