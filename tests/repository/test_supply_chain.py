"""The scripts that look for secrets and at licences find what they are there for."""

import importlib
import sys
from types import ModuleType

import pytest
from django.conf import settings


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> object:
    """`script("secret_scan")` is a module of scripts/."""
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "scripts"))

    def loaded(name: str) -> ModuleType:
        sys.modules.pop(name, None)
        return importlib.import_module(name)

    return loaded


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("private key", "PRIVATE+KEY+log.example+0a1b2c3d+" + "AX" * 22),
        ("key of a cloud", "AWS = 'AKIA" + "Z7Q2" * 4 + "'"),
        ("token of a code host", "ghp_" + "a1B2" * 9),
        ("token of a provider", "sk_live_" + "a1B2c3" * 4),
        ("password in a URL", "postgresql://trusttrack:q7Zt2" + "Lm9Xw4@db/trusttrack"),
        ("random words", "SECRET_KEY = 'q7Zt2Lm9Xw4" + "Ks8Vb3Nc6Hd1Jf5Gy0Pr'"),
    ],
)
def test_a_secret_is_found_and_not_repeated(script: object, kind: str, line: str) -> None:
    found = script("secret_scan").findings("a.py", line)  # type: ignore[operator]  # the fixture's function
    assert found == [f"a.py:1: {kind}"]


@pytest.mark.parametrize(
    "line",
    [
        "SECRET_KEY=", "postgresql://user:password@host:5432/name", "SECRET_KEY: ${SECRET_KEY:?see .env.example}",
        "token = secrets.token_urlsafe(48)", "SECRET_KEY = 'tests-only-secret-key-0123456789'",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_not(script: object, line: str) -> None:
    assert script("secret_scan").findings("a.py", line) == []  # type: ignore[operator]  # as above


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True), ("GPL-3.0-only OR MIT", True), ("Apache-2.0 AND MIT", True), ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False), ("", False), ("Proprietary", False),
    ],
)  # fmt: skip
def test_licences_are_held_against_the_list(script: object, expression: str, is_allowed: bool) -> None:
    assert script("supply_chain").is_allowed(expression) is is_allowed  # type: ignore[operator]  # as above
