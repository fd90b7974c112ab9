"""The texts: whole without a script, every version kept, and nothing shown that somebody else put there."""

import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from legal import checks, documents, filling
from legal.documents import NAMES
from legal.markdown import html_of

HEADER = "title: {title}\nabout: About it.\nchanged: {changed}\n\n## A heading\n\n{body}\n"


@pytest.fixture
def three_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms of March, June and September, and one version of everything else."""
    for name in NAMES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "2026-03-01.md").write_text(HEADER.format(title="Terms", changed="The first.", body="March."))
    for day, body in (("2026-06-01", "June."), ("2026-09-01", "September.")):
        (tmp_path / "terms" / f"{day}.md").write_text(HEADER.format(title="Terms", changed=f"New in {body}", body=body))
    monkeypatch.setattr(documents, "TEXTS", tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_each_text_is_whole_without_a_script_and_sets_no_cookie(client: Client, name: str) -> None:
    answer = client.get(f"/legal/{name}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert f'rel="canonical" href="http://localhost:8000/legal/{name}"' in html
    assert 'property="og:description"' in html
    assert re.findall(r"\{\w+\}|^#+ |\*\*", re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL), re.MULTILINE) == []
    nonce = re.search(r'style nonce="([^"]+)"', html)
    assert nonce
    assert f"'nonce-{nonce[1]}'" in answer["Content-Security-Policy"]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "two headings with one id"
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


def test_every_link_of_the_texts_leads_somewhere(client: Client, db: None) -> None:
    links = {link for path in ["/legal/", *(f"/legal/{name}" for name in NAMES)]
             for link in re.findall(r'<a href="(/[^"#]*)', client.get(path).content.decode())}  # fmt: skip
    assert {f"/legal/{name}" for name in NAMES} <= links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("path", ["imprint", "terms/2020-01-01", "terms/now", "../manage", "terms/2026-11-29/more", "Terms"])
def test_what_is_not_there_is_a_404(client: Client, db: None, path: str) -> None:
    assert client.get(f"/legal/{path}").status_code == 404


@pytest.mark.usefixtures("three_versions")
def test_an_older_version_says_what_replaced_it_and_is_kept_out_of_searches(client: Client) -> None:
    with time_machine.travel("2026-07-01", tick=False):
        old, now, coming = (client.get(f"/legal/terms/2026-{day}") for day in ("03-01", "06-01", "09-01"))
        current = client.get("/legal/terms").content.decode()
    assert "March." in old.content.decode()
    assert 'replaced on 1 June 2026 by <a href="/legal/terms/2026-06-01">' in old.content.decode()
    assert old["X-Robots-Tag"] == coming["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Robots-Tag" not in now
    assert 'canonical" href="http://localhost:8000/legal/terms"' in now.content.decode()
    assert "holds from 1 September 2026" in coming.content.decode()
    assert "June." in current
    assert "Holds since 1 June 2026" in current
    assert "A new version holds from 1 September 2026" in current
    assert current.count("/legal/terms/2026-") >= 4


@pytest.mark.usefixtures("three_versions")
def test_the_day_of_a_version_brings_it(client: Client) -> None:
    with time_machine.travel("2026-09-01", tick=False):
        assert "September." in client.get("/legal/terms").content.decode()
        assert "1 March 2026" in client.get("/legal/").content.decode()


def test_a_text_without_its_headers_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "2026-01-01.md").write_text("title: Terms\n\nWords.")
    monkeypatch.setattr(documents, "TEXTS", tmp_path)
    with pytest.raises(ValueError, match="about, changed, title"):
        documents.document("terms")


def test_words_stay_words() -> None:
    words = '[a](javascript:x) <script>alert(1)</script> [b](//evil.example) a@b.example "><img>'
    text = f"## <b>\n\n{words}\n\n- `<c>` **d**\n- [e](/verify)"
    assert html_of(text) == (
        '<h2 id="b">&lt;b&gt;</h2>\n'
        "<p>[a](javascript:x) &lt;script&gt;alert(1)&lt;/script&gt; [b](//evil.example) "
        '<a href="mailto:a@b.example">a@b.example</a> &quot;&gt;&lt;img&gt;</p>\n'
        '<ul><li><code>&lt;c&gt;</code> <strong>d</strong></li><li><a href="/verify">e</a></li></ul>'
    )


def test_the_operator_is_named_and_a_production_without_one_is_refused(client: Client, settings: Settings) -> None:
    assert filling.NOBODY["operator_name"] in client.get("/legal/terms").content.decode()
    assert checks.the_operator_has_a_name() == []
    settings.IS_LOCAL = False
    assert [error.msg.split()[0] for error in checks.the_operator_has_a_name()] == list(checks.NEEDED)
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS, settings.OPERATOR_CONTACT = "Bread & Sons", "1 High St", "us@bread.example"
    assert checks.the_operator_has_a_name() == []
    settings.IS_LOCAL = True
    html = client.get("/legal/privacy").content.decode()
    assert "Bread &amp; Sons (1 High St)" in html
    assert '<a href="mailto:us@bread.example">' in html


def test_the_texts_say_what_the_settings_say(client: Client, settings: Settings) -> None:
    settings.REVIEW_EDIT_DAYS, settings.MODERATION_SAMPLE_PERCENT = 17, 2.5
    html = client.get("/legal/reviews").content.decode()
    assert "change it for 17 days" in html
    assert "2.5 of a hundred" in html
