"""The shell of the web app: heads for previews and crawlers, headers for safety."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from orders.models import Order
from tests.orders.conftest import order
from vendors.models import Vendor

__all__ = ["order"]
INDEX = """<!doctype html><html><head><meta property="csp-nonce" content="__CSP_NONCE__">
<!--head--><title>TrustTrack</title><!--/head--></head><body><div id="root"></div></body></html>"""


@pytest.fixture(autouse=True)
def _built_web_app(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "index.html").write_text(INDEX)
    (tmp_path / "track.html").write_text(INDEX)
    settings.FRONTEND_DIST = tmp_path


def test_a_profile_tells_what_it_is_before_any_script(client: Client, vendor: Vendor) -> None:
    html = client.get("/v/crumb-and-co").content.decode()
    assert "<title>Crumb &amp; Co · verified Bakery in Bristol</title>" in html
    assert 'property="og:description"' in html
    assert '"@type":"LocalBusiness"' in html
    assert 'rel="canonical" href="http://localhost:8000/v/crumb-and-co"' in html


def test_r25_a_hostile_name_stays_text(client: Client, vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(name="</script><img src=x onerror=alert(1)>", tagline='"><svg onload=alert(1)>')
    html = client.get("/v/crumb-and-co").content.decode()
    assert "<img" not in html
    assert "<svg" not in html
    assert html.count("</script>") == 1


def test_a_tracking_link_has_a_preview_and_nothing_personal(client: Client, order: Order) -> None:
    answer = client.get(f"/track/{order.uid}")
    html = answer.content.decode()
    assert f"<title>Waiting for Crumb &amp; Co to accept · Order {order.reference}</title>" in html
    assert "Ada" not in html
    assert 'content="noindex, nofollow"' in html
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200), ("/orders", 200), ("/notifications", 200), ("/orders/x", 200), ("/checkout/x", 200), ("/dashboard/x", 200),
        ("/dashboard/x/items", 200),
        ("/sign-in", 200), ("/sign-up", 200), ("/robots.txt", 200),
        ("/v/nobody", 404), ("/track/nobody", 404), ("/nothing/here", 404),
    ],
)  # fmt: skip
def test_each_page_answers_with_its_status(client: Client, db: None, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_missing_api_path_is_a_problem(client: Client, db: None) -> None:
    answer = client.get("/api/v1/nothing/")
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (404, "application/problem+json", "not_found")


def test_r26_headers_let_only_our_own_scripts_run(client: Client, db: None) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    nonce = re.search(r'csp-nonce" content="([^"]+)"', answer.content.decode())
    assert nonce is not None
    assert f"script-src 'self' 'nonce-{nonce.group(1)}'" in policy
    assert "unsafe-inline" not in policy.split("style-src-attr")[0]
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert client.get("/")["Content-Security-Policy"] != policy


def test_r57_each_answer_has_a_request_id(client: Client, db: None) -> None:
    assert len(client.get("/healthz")["X-Request-ID"]) == 16
    assert client.get("/healthz", headers={"X-Request-ID": "from-the-proxy"})["X-Request-ID"] == "from-the-proxy"
    assert client.get("/healthz", headers={"X-Request-ID": "bad id\n"})["X-Request-ID"] != "bad id\n"


@pytest.mark.parametrize("name", ["../manage.py", "..%2fmanage.py", "nothing.webp", "/etc/passwd"])
def test_uploads_cannot_be_used_to_read_other_files(client: Client, db: None, name: str) -> None:
    assert client.get(f"/media/{name}").status_code in {400, 404}


def test_the_service_worker_stands_for_the_whole_site_and_may_only_call_home(
    client: Client, db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.FRONTEND_DIST = tmp_path
    assert client.get("/sw.js").status_code == 404
    (tmp_path / "sw.js").write_text("self.addEventListener('push', show);")
    answer = client.get("/sw.js")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert answer["Cache-Control"] == "no-cache"
    policy = set(answer["Content-Security-Policy"].split("; "))
    assert {"default-src 'none'", "connect-src 'self'"} <= policy
    assert "sandbox" not in policy


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("de-AT,de;q=0.9", '<html lang="de" dir="ltr">'),
        ("ar", '<html lang="ar" dir="rtl">'),
        ("fr", '<html lang="en" dir="ltr">'),
    ],
)
def test_the_shell_is_in_the_language_that_the_browser_asks_for(client: Client, tmp_path: Path, asked: str, tag: str) -> None:
    (tmp_path / "index.html").write_text(INDEX.replace("<html>", '<html lang="en">'))
    assert tag in client.get("/sign-in", headers={"accept-language": asked}).content.decode()
