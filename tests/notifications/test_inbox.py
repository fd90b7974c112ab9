"""The demo's inbox."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.totp import totp_code
from common.sms import send_sms
from notifications.models import InboxMail, InboxSms
from notifications.pruning import prune_inbox
from tests.factories import TOTP_SECRET

URL = "/demo/inbox/"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def mail(db: None) -> InboxMail:
    """A mail with both parts."""
    message = EmailMultiAlternatives(
        "<b>Hello</b>", "See https://example.com/a\n<script>alert(1)</script>", to=["ada@example.com"]
    )
    message.attach_alternative("<p onclick='x()'>Hello <script>alert(1)</script></p>", "text/html")
    message.send()
    return InboxMail.objects.get()


def test_mail_is_kept_and_listed_newest_first(client: Client, mail: InboxMail) -> None:
    send_mail("Second", "Words", None, ["bob@example.com", "eve@example.com"])
    text = client.get(URL).content.decode()
    assert text.index("Second") < text.index("&lt;b&gt;Hello&lt;/b&gt;")
    assert "bob@example.com, eve@example.com" in text


def test_one_address(client: Client, mail: InboxMail) -> None:
    send_mail("Second", "Words", None, ["bob@example.com"])
    text = client.get(URL, {"to": "ada@example.com"}).content.decode()
    assert "&lt;b&gt;Hello" in text
    assert "Second" not in text
    assert "No mail to this address" in client.get(URL, {"to": "no\x00body"}).content.decode()


def test_pages(client: Client, db: None) -> None:
    for number in range(26):
        send_mail(f"Number {number}.", "x", None, ["ada@example.com"])
    first, second = client.get(URL).content.decode(), client.get(URL, {"page": 2}).content.decode()
    assert "Number 25." in first
    assert "Number 0." not in first
    assert "Number 0." in second
    assert client.get(URL, {"page": "x"}).status_code == 200


def test_an_empty_inbox_says_so(client: Client, db: None) -> None:
    assert "No mail yet" in client.get(URL).content.decode()


def test_r26_the_page_needs_no_inline_script_or_style(client: Client, mail: InboxMail) -> None:
    for url in (URL, f"{URL}{mail.pk}/"):
        answer = client.get(url)
        nonces = set(re.findall(r'<style nonce="([^"]+)">', answer.content.decode()))
        assert len(nonces) == 1
        assert f"'nonce-{nonces.pop()}'" in answer["Content-Security-Policy"]
        assert "<script" not in answer.content.decode()
        assert "style=" not in answer.content.decode()


def test_r25_a_mail_is_shown_in_a_sandbox(client: Client, mail: InboxMail) -> None:
    page = client.get(f"{URL}{mail.pk}/").content.decode()
    assert "&lt;b&gt;Hello&lt;/b&gt;" in page
    assert 'href="https://example.com/a"' in page
    sandbox = re.search(r'sandbox="([^"]*)"', page)
    assert sandbox
    assert "allow-scripts" not in sandbox[1]
    assert "allow-same-origin" not in sandbox[1]

    frame = client.get(f"{URL}{mail.pk}/html/")
    assert "script-src 'none'" in frame["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_a_mail_without_html(client: Client, db: None) -> None:
    send_mail("Plain", "Words", None, ["ada@example.com"])
    pk = InboxMail.objects.get().pk
    assert "<iframe" not in client.get(f"{URL}{pk}/").content.decode()
    assert client.get(f"{URL}{pk}/html/").status_code == 404
    assert client.get(f"{URL}{pk + 1}/").status_code == 404


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/html/"])
@pytest.mark.parametrize(
    ("name", "value"), [("EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend"), ("IS_LOCAL", False)]
)
def test_it_does_not_exist_where_mail_is_really_sent(
    client: Client, mail: InboxMail, settings: Settings, path: str, name: str, value: object
) -> None:
    setattr(settings, name, value)
    assert client.get(URL + path.format(pk=mail.pk)).status_code == 404
    assert client.post(URL).status_code == 405


def test_sms_are_shown_beside_the_mail(client: Client, mail: InboxMail) -> None:
    send_sms("+447700900123", "123456 is <b>your</b> code")
    text = client.get(URL).content.decode()
    assert "+447700900123" in text
    assert "123456 is &lt;b&gt;your&lt;/b&gt; code" in text
    assert "123456" not in client.get(URL, {"to": "ada@example.com"}).content.decode()


def test_the_demo_accounts_codes_are_shown(client: Client, db: None, settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    assert "Sign-in codes" not in client.get(URL).content.decode()
    (tmp_path / ".local").mkdir()
    accounts = {"owner": {"email": "owner@example.com", "totp_secret": TOTP_SECRET}, "staff": {"email": "staff@example.com"}}
    (tmp_path / ".local" / "demo.json").write_text(json.dumps({"accounts": accounts}))
    text = client.get(URL).content.decode()
    assert totp_code(TOTP_SECRET) in text
    assert "owner@example.com" in text
    assert "staff@example.com" not in text
    assert TOTP_SECRET not in text


def test_outside_of_a_demo_there_is_no_page_and_no_code(client: Client, db: None, settings: Settings) -> None:
    settings.IS_LOCAL = False
    assert client.get(URL).status_code == 404


def test_old_mail_and_sms_are_deleted(mail: InboxMail) -> None:
    send_sms("+447700900123", "old")
    for model in (InboxMail, InboxSms):
        model.objects.update(sent_at=timezone.now() - timedelta(days=31))
    send_sms("+447700900123", "new")
    assert prune_inbox() == 2
    assert list(InboxSms.objects.values_list("text", flat=True)) == ["new"]
