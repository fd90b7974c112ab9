"""What the API says to everybody in English, the web app can say in every language."""

import importlib

import pytest
from django.conf import settings

from imports.demo.town import CATEGORIES
from orders.statuses import MOVE_LABELS, STATUS_SENTENCES, WAITING_FOR_COURIER, Status
from tracking.words import HEADLINES
from vendors.models import CheckKind


def test_the_web_app_knows_what_the_api_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "scripts"))
    known = {words for _, words in importlib.import_module("web_words").web_messages([])}
    categories = {name for parent, children in CATEGORIES.items() for _, name in (parent, *children)}
    labels = {str(label) for kind in (Status, CheckKind) for label in kind.labels}
    sentences = {*MOVE_LABELS.values(), *STATUS_SENTENCES.values(), *HEADLINES.values(), WAITING_FOR_COURIER}
    assert known == categories | labels | sentences
