"""Alerts and dashboard ask for figures that are really there, and each alert has its page, whose commands exist."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from operations.models import BackupRun

ROOT = Path(settings.BASE_DIR)
RULES = [rule for group in yaml.safe_load((ROOT / "deploy/chart/rules.yaml").read_text())["groups"] for rule in group["rules"]]
ALERTS = [rule for rule in RULES if "alert" in rule]
DASHBOARD = json.loads((ROOT / "deploy/grafana/trusttrack.json").read_text())
BOOKS = sorted((ROOT / "docs/runbooks").glob("*.md"))
FROM_PROMETHEUS = {"up"}
#: Pages that no alert leads to.
BESIDE = {"restoring.md"}
Series = dict[str, list[dict[str, str]]]


def selectors(node: Any) -> Iterator[promql_parser.VectorSelector]:
    """Yield what an expression asks for, however deep."""
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for name in ("expr", "lhs", "rhs", "vector_selector", "vs"):
        if (inner := getattr(node, name, None)) is not None:
            yield from selectors(inner)
    for inner in getattr(node, "args", None) or []:
        yield from selectors(inner)


def expressions() -> list[str]:
    panels = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    return [rule["expr"] for rule in RULES] + panels


@pytest.fixture
def printed(client: Client, db: None) -> Series:
    """What /metrics prints after a request, with the labels of each series."""
    client.get("/api/v1/vendors/")
    client.get("/ledger")
    client.post(
        "/reports/csp", json.dumps({"csp-report": {"effective-directive": "img-src"}}), content_type="application/csp-report"
    )
    found: Series = {}
    for family in text_string_to_metric_families(client.get("/metrics").content.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found


def test_every_figure_that_is_asked_for_is_printed(printed: Series) -> None:
    recorded = {rule["record"] for rule in RULES if "record" in rule}
    asked = [one for text in expressions() for one in selectors(promql_parser.parse(text))]
    assert len(asked) > 80
    assert {one.name for one in asked} - recorded - FROM_PROMETHEUS - printed.keys() == set()


def test_every_value_of_a_label_that_is_asked_for_is_printed(printed: Series) -> None:
    for text in expressions():
        for one in selectors(promql_parser.parse(text)):
            for matcher in one.matchers.matchers:
                known = {labels.get(matcher.name) for labels in printed.get(one.name or "", [])}
                if matcher.name in {"le", "part"}:
                    assert known & set(matcher.value.split("|")), f"{one.name} has no {matcher.name}={matcher.value}"


def test_ratios_that_alerts_ask_for_are_recorded() -> None:
    recorded = {(rule["record"], rule["labels"]["slo"]) for rule in RULES if "record" in rule}
    for rule in ALERTS:
        for one in selectors(promql_parser.parse(rule["expr"])):
            if str(one.name).startswith("trusttrack:"):
                [slo] = [matcher.value for matcher in one.matchers.matchers if matcher.name == "slo"]
                assert (one.name, slo) in recorded


def test_each_alert_leads_to_its_page_and_each_page_has_an_alert() -> None:
    linked = {rule["alert"]: rule["annotations"]["runbook_url"] for rule in ALERTS}
    for alert, page in linked.items():
        assert (ROOT / page).read_text().startswith(f"# {alert}\n")
    assert {Path(page).name for page in linked.values()} | BESIDE == {book.name for book in BOOKS}


@pytest.mark.parametrize("book", BOOKS, ids=lambda path: path.stem)
def test_every_command_of_a_page_exists(book: Path) -> None:
    text = book.read_text()
    assert set(re.findall(r"manage\.py (\w+)", text)) <= get_commands().keys()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`?\bmake (\w+)", text)) <= targets
    assert all((ROOT / script).exists() for script in re.findall(r"deploy/[\w./-]+\.sh", text))
    pages = re.findall(r"\]\(([\w-]+\.md)\)", text)
    assert all((book.parent / page).exists() for page in pages)


def test_the_age_of_backup_and_archive_is_told(client: Client, db: None) -> None:
    assert b"trusttrack_archive_age_seconds -1.0" in client.get("/metrics").content
    assert b"trusttrack_backup_age_seconds -1.0" in client.get("/metrics").content
    BackupRun.objects.create(made_at="2026-01-01T00:00:00Z", rows=1, files=0, size_bytes=1)
    assert b"trusttrack_backup_age_seconds -1.0" not in client.get("/metrics").content
