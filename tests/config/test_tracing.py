"""Traces tell what took how long, under the request's id, and nothing of whom."""

from collections.abc import Iterator

import pytest
from django.test import Client
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from common import tracing
from config.tracing import start_tracing
from events.tasks import heartbeat
from orders.models import Order
from tests.orders.conftest import order

__all__ = ["order"]


@pytest.fixture
def collected(client: Client) -> Iterator[InMemorySpanExporter]:
    """What a collector gets; call `spans` to read it."""
    exporter = InMemorySpanExporter()
    provider = start_tracing("http://collector:4318", release="1.4.0", exporter=exporter)
    yield exporter
    provider.shutdown()
    tracing.use_tracer(None, extract=lambda _headers: None)


def spans(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    provider = tracing._tracer.span_processor
    provider.force_flush()
    return {span.name: span for span in exporter.get_finished_spans()}


def test_a_request_and_its_statements_are_one_trace(client: Client, order: Order, collected: InMemorySpanExporter) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    answer = client.get(f"/api/v1/tracking/{order.uid}/", headers={"traceparent": parent, "X-Request-ID": "seen-0123456789"})
    assert answer.status_code == 200
    found = spans(collected)
    request = found["GET api/v1/tracking/<slug:uid>/"]
    assert request.attributes is not None
    assert request.attributes["http.response.status_code"] == 200
    assert request.attributes["trusttrack.request_id"] == "seen-0123456789"
    assert format(request.context.trace_id, "032x") == parent.split("-")[1]
    assert found["SELECT"].context.trace_id == request.context.trace_id
    assert request.resource.attributes["service.version"] == "1.4.0"


def test_no_span_holds_a_link_or_a_value(client: Client, order: Order, collected: InMemorySpanExporter) -> None:
    client.get(f"/api/v1/tracking/{order.uid}/")
    client.get(f"/track/{order.uid}")
    spans(collected)
    told = "".join(span.to_json() for span in collected.get_finished_spans())
    assert "orders_order" in told
    assert order.uid not in told
    assert order.contact_email not in told


def test_a_task_is_a_span(db: None, collected: InMemorySpanExporter) -> None:
    heartbeat.apply()
    assert "task events.tasks.heartbeat" in spans(collected)


def test_a_collector_that_fails_holds_nobody_up(client: Client, db: None) -> None:
    class Broken(SpanExporter):
        def export(self, spans: object) -> SpanExportResult:
            return SpanExportResult.FAILURE

    provider: TracerProvider = start_tracing("http://collector:4318", release="", exporter=Broken())
    try:
        assert client.get("/healthz").status_code == 200
    finally:
        provider.shutdown()
        tracing.use_tracer(None, extract=lambda _headers: None)


def test_without_a_collector_nothing_is_measured(client: Client, db: None) -> None:
    assert tracing._tracer is None
    with tracing.span("something") as current:
        assert current is None
