"""Traces by OTLP over HTTP, where OTEL_EXPORTER_OTLP_ENDPOINT names a collector. The library: requirements/observed.txt."""

from typing import Any

from celery import signals

from common.tracing import span, use_tracer

_running: dict[str, Any] = {}


def start_tracing(endpoint: str, *, release: str, exporter: Any = None) -> Any:
    """Send spans of requests, statements and tasks to a collector; return the provider, which can be flushed.

    Raises SystemExit where the library is not installed: it was asked for.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
        from opentelemetry.propagate import extract  # noqa: PLC0415 - as above
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - as above
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - as above
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above
    except ImportError as error:
        raise SystemExit(
            f"OTEL_EXPORTER_OTLP_ENDPOINT is set, but {error.name} is not installed: requirements/observed.txt"
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "trusttrack", "service.version": release or "unknown"}))
    provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")))
    use_tracer(provider.get_tracer("trusttrack"), extract=lambda headers: extract({k.lower(): v for k, v in headers.items()}))
    signals.task_prerun.connect(_begin_task, dispatch_uid="config.tracing")
    signals.task_postrun.connect(_end_task, dispatch_uid="config.tracing")
    return provider


def _begin_task(task_id: str = "", task: Any = None, **_: Any) -> None:
    _running[task_id] = span(f"task {task.name}")
    _running[task_id].__enter__()


def _end_task(task_id: str = "", **_: Any) -> None:
    if (current := _running.pop(task_id, None)) is not None:
        current.__exit__(None, None, None)
