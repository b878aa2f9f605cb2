"""Spans for an OpenTelemetry collector; the one module that needs the extra ``tracing``."""

from functools import lru_cache

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span as RecordedSpan
from opentelemetry.trace import SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.tracing import Recorder, Span

EXPORT_SECONDS = 2  # a collector that is away must not hold up the end of a process
PROPAGATOR = TraceContextTextMapPropagator()


def recorder(collector: str) -> Recorder:
    """OpenTelemetry's other settings (``OTEL_EXPORTER_OTLP_HEADERS``, ``OTEL_BSP_…``) hold as they are."""

    def begin(service: str, name: str, parent: str | None, kind: str) -> Span:
        context = PROPAGATOR.extract({"traceparent": parent or ""})
        return _Recorded(_tracer(collector, service).start_span(name, context, SpanKind[kind.upper()]))

    return begin


class _Recorded(Span):
    def __init__(self, recorded: RecordedSpan) -> None:
        self.recorded = recorded
        context = recorded.get_span_context()
        self.traceparent = f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"

    def __exit__(self, *error: object) -> None:
        if isinstance(error[1], BaseException):
            self.recorded.record_exception(error[1])
            self.recorded.set_status(StatusCode.ERROR)
        self.recorded.end()

    def note(self, *, failed: bool = False, **facts: str | int) -> None:
        for name, value in facts.items():
            self.recorded.set_attribute(name.replace("__", "."), value)
        if failed:
            self.recorded.set_status(StatusCode.ERROR)


@lru_cache
def _tracer(collector: str, service: str) -> Tracer:
    """One process may hold several services; each sends under its own name."""
    provider = TracerProvider(resource=Resource.create({"service.name": service, "service.namespace": "linli"}))
    exporter = OTLPSpanExporter(f"{collector.rstrip('/')}/v1/traces", timeout=EXPORT_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider.get_tracer("linli")
