"""Every letter, in every language, with ordinary facts and with the longest and worst that the fields can hold."""

import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext

from common.letters import LANGUAGES, facts, html_of, letter_of, one_line, reading, say, short_of, text_of
from common.letters.filling import FIRST_STRONG_ISOLATE, MAX_LINE, POP_ISOLATE
from common.letters.registry import known_kinds
from common.letters.samples import HOSTILE, Filling, Sample, all_samples
from notifications.letter_samples import LEAF_HASH, order_for
from notifications.notices import notices

BERLIN = ZoneInfo("Europe/Berlin")
LINKS = {"unsubscribe_url": "https://trusttrack.example/unsubscribe/t", "preferences_url": "https://trusttrack.example/account"}
STATUS_NOTICES = {"order_confirmation", "status_changed", "please_review"}
VOID = {"meta", "br", "base", "img"}
#: What HTML needs to be valid here: a new tag or attribute in the layout is looked up first, then added.
TAGS = VOID | {"html", "head", "title", "style", "body", "div", "span", "table", "tr", "td", "h1", "p", "a", "code"}
ATTRIBUTES = {
    "lang", "dir", "charset", "name", "content", "target", "class", "style", "href", "role", "width", "align", "cellpadding",
    "cellspacing", "aria-hidden",
}  # fmt: skip


class Page(HTMLParser):
    """Reads a page as a browser would, and refuses what is no valid HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: set[str] = set()
        self.words: list[str] = []
        self.first: dict[str, str | None] = {}
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS - {"img"}
        assert {name for name, _ in attrs} <= ATTRIBUTES
        assert len(attrs) == len(dict(attrs))
        self.first = self.first or dict(attrs)
        self.links.update(value or "" for name, value in attrs if name == "href")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open) and "div" not in self.open:  # the one div is the mailbox's preview
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def name_of(sample: Sample) -> str:
    return f"{sample.kind}:{sample.name}"


@pytest.fixture(params=[False, True], ids=["usual", "longest"])
def filling(request: pytest.FixtureRequest) -> Filling:
    return Filling(is_longest=request.param)


def test_every_kind_has_a_sample_and_every_notice_has_words() -> None:
    assert {sample.kind for sample in all_samples()} == set(known_kinds())
    assert set(notices()) <= set(known_kinds())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", all_samples(), ids=name_of)
def test_r25_a_letter_is_whole_in_html_text_and_few_words(sample: Sample, language: str, filling: Filling) -> None:
    with reading(language, BERLIN):
        letter = letter_of(sample.kind, sample.facts(filling))
        html, text, short = html_of(letter, **LINKS), text_of(letter, **LINKS), short_of(letter)
        of_buttons = gettext("Or open this address:")
    page = Page(html)
    assert page.first == {"lang": language, "dir": LANGUAGES[language].direction}
    assert len(html.encode()) < 100_000
    for part in (html, text, short, letter.subject):
        assert not {"{{", "{%", "INVALID", "None"} & set(re.findall(r"\{\{|\{%|INVALID|\bNone\b", part))
        assert part.count(FIRST_STRONG_ISOLATE) == part.count(POP_ISOLATE)
    assert HOSTILE not in html
    assert "&lt;" not in text
    assert re.search(r"\{\w+\}", text) is None
    _says_the_same(page, text, of_buttons)
    legal = {f"http://localhost:8000/legal/{name}" for name in ("terms", "privacy")}
    urls = legal | {LINKS["unsubscribe_url"], LINKS["preferences_url"], *(link.url for link in letter.links)}
    assert urls | ({letter.action.url} if letter.action else set()) <= page.links & set(text.split())


def _says_the_same(page: Page, text: str, of_buttons: str) -> None:
    """Compare word by word, but for what mailboxes show beside the subject, and what only a page with buttons has to say."""
    flat = " ".join(re.sub(r"^> ?|^-- $", "", line) for line in text.splitlines())
    only_text = [word for word in flat.split() if word.strip(":") not in page.text and word not in page.links]
    assert only_text == []
    missing = [word for word in page.text.replace(of_buttons, "").split() if word not in flat and word != "·"]
    assert missing == []


@pytest.mark.parametrize("sample", [one for one in all_samples() if one.kind in STATUS_NOTICES], ids=name_of)
def test_a_message_about_a_status_carries_the_link_and_the_hash_everywhere(sample: Sample, filling: Filling) -> None:
    facts = sample.facts(filling)
    for language in LANGUAGES:
        with reading(language, BERLIN):
            letter = letter_of(sample.kind, facts)
            html, text, short = html_of(letter), text_of(letter), short_of(letter)
        assert all(LEAF_HASH in part for part in (text, short))
        assert LEAF_HASH in unescape(html)
        tracking = f"http://localhost:8000/track/{facts['order'].uid}"
        assert any(link.startswith(tracking) for link in Page(html).links)
        assert tracking in text


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize("sample", all_samples(), ids=name_of)
def test_nothing_is_left_in_english(sample: Sample, language: str) -> None:
    """What a letter says in English beside names, codes and numbers is said differently in each other language."""
    facts = sample.facts(Filling())
    said = {}
    for code in ("en", language):
        with reading(code, BERLIN):
            letter = letter_of(sample.kind, facts)
            labels = [row.label for block in letter.blocks if block.kind == "facts" for row in block.rows]
            ours = [block.text for block in letter.blocks if block.kind in {"paragraph", "soft"}]
            action = [letter.action.label] if letter.action else []
            under = [line for line in text_of(letter).splitlines() if "/legal/" in line]
            assert len(under) == 2
            said[code] = [letter.heading, letter.why, *ours, *labels, *action, *under]
    same = [words for words in said["en"] if words in said[language]]
    assert same == []


@pytest.mark.parametrize("sample", all_samples(), ids=name_of)
def test_a_subject_is_one_line(sample: Sample, filling: Filling) -> None:
    for language in LANGUAGES:
        with reading(language, BERLIN):
            subject = one_line(letter_of(sample.kind, sample.facts(filling)).subject)
        assert len(subject) <= MAX_LINE
        assert subject.splitlines() == [subject]
        assert subject.count(FIRST_STRONG_ISOLATE) == subject.count(POP_ISOLATE)


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("en", "Europe/London", "1 July 2026, 10:05 BST"),
        ("en", "America/Sao_Paulo", "1 July 2026, 06:05 GMT-03:00"),
        ("de", "Europe/Berlin", "1. Juli 2026, 11:05 MESZ"),
        ("ar", "Asia/Riyadh", "1 يوليو 2026"),
    ],
)
def test_times_are_the_readers(language: str, zone: str, said: str) -> None:
    with reading(language, ZoneInfo(zone)):
        text = text_of(letter_of("new_order", {"order": order_for(Filling())}))
    assert said in text


@pytest.mark.parametrize(
    ("language", "currency", "said"), [("en", "GBP", "£14.30"), ("de", "EUR", "14,30\xa0€"), ("en", "BRL", "R$14.30")]
)
def test_money_is_written_as_the_reader_writes_it(language: str, currency: str, said: str) -> None:
    order = order_for(Filling())
    order.currency = currency
    with reading(language, UTC):
        assert said in text_of(letter_of("new_order", {"order": order}))


def test_names_keep_their_direction_and_cannot_turn_what_stands_around_them() -> None:
    with reading("ar", UTC):
        assert say("{name}!", name="Crumb & Co") == "\u2068Crumb & Co\u2069!"
    with reading("en", UTC):
        assert say("{name}!", name="Crumb & Co") == "Crumb & Co!"
        assert say("{name}!", name="مخبز") == "\u2068مخبز\u2069!"
        assert say("{name}!", name="a\u202eb\u2069c") == "abc!"


def test_a_long_name_is_cut_and_leaves_nothing_open() -> None:
    with reading("ar", UTC):
        line = one_line(say("{name} قبل", name="W\n" * 300))
    assert len(line) <= MAX_LINE
    assert line.endswith(f"…{POP_ISOLATE}")


def test_what_is_said_follows_the_time_of_summer_and_winter() -> None:
    order = order_for(Filling())
    order.placed_at = datetime(2026, 1, 1, 9, 5, tzinfo=UTC)
    with reading("en", ZoneInfo("Europe/London")):
        assert "1 January 2026, 09:05 GMT" in text_of(letter_of("new_order", {"order": order}))


def test_somebodys_reason_cannot_look_like_a_further_line_of_ours() -> None:
    block = facts(("Why", "Sold out\n-- \nTrustTrack\nhttps://evil.example/"))
    assert [line.value for line in block.rows] == ["Sold out -- TrustTrack https://evil.example/"]
