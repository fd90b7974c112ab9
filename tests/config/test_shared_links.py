"""GET /open: a link that another app shared."""

from pathlib import Path

import orjson
import pytest
from django.conf import settings
from django.test import Client

from config.shared_links import FIELDS

UID = "a" * 22


@pytest.mark.parametrize(
    ("field", "text", "path"),
    [
        ("url", f"http://localhost:8000/track/{UID}", f"/track/{UID}"),
        ("url", f"http://LOCALHOST:8000/track/{UID}/?utm=x#top", f"/track/{UID}"),
        ("text", f"Your bread: http://localhost:8000/track/{UID}. See you!", f"/track/{UID}"),
        ("text", "https://example.com/ and http://localhost:8000/v/crumb-and-co", "/v/crumb-and-co"),
        ("title", "http://localhost:8000/v/crumb-and-co", "/v/crumb-and-co"),
    ],
)
def test_a_link_of_ours_is_opened(client: Client, field: str, text: str, path: str) -> None:
    answer = client.get("/open", {field: text})
    assert (answer.status_code, answer["Location"]) == (302, path)


@pytest.mark.parametrize(
    "text",
    [
        "", "bread", f"https://evil.example/track/{UID}", f"http://localhost:8000@evil.example/track/{UID}",
        f"http://localhost:8000.evil.example/track/{UID}", "http://localhost:8000//evil.example/track/x",
        "http://localhost:8000/account/security", "http://localhost:8000/track/../account", "http://[localhost/track/x",
        "javascript://localhost:8000/track/x", "http://localhost:8000/track/x%0aSet-Cookie:a", "\x00", "h" * 9_000,
    ],
)  # fmt: skip
def test_any_other_leads_nowhere_but_to_kind_words(client: Client, text: str) -> None:
    answer = client.get("/open", dict.fromkeys(FIELDS, text))
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex, nofollow")


def test_the_manifest_shares_to_it() -> None:
    manifest = orjson.loads((Path(settings.BASE_DIR) / "frontend/public/manifest.webmanifest").read_bytes())
    target = manifest["share_target"]
    assert (target["action"], target["method"]) == ("/open", "GET")
    assert set(target["params"].values()) == set(FIELDS)
