"""Traces as a collector gets them: one POST and its effect in another service are one trace."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from gzip import decompress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from services.notify.app import SERVICE as NOTIFY
from services.ticketing.app import SERVICE as TICKETING
from shared.db import Database
from shared.local import processes
from shared.testing.brokers import Broker
from tests.conftest import MakeDatabase
from tests.faults.sample_service.harness import Board, Parcels, eventually
from tests.faults.sample_service.running import Program, all_of
from tests.faults.sample_service.services import BOARD, PARCELS
from tests.integration.notify_office import Office
from tests.integration.ticketing_api import API, KEYS, SIGNING_KEY, ApiDesk, token_of

ROOT = Path(__file__).resolve().parents[2]
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@dataclass
class Collector:
    """``spans`` grows: the service's name beside each span."""

    url: str
    spans: list[tuple[str, Span]] = field(default_factory=list)

    def take(self, body: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            [service] = [pair.value.string_value for pair in resource.resource.attributes if pair.key == "service.name"]
            self.spans += [(service, span) for scope in resource.scope_spans for span in scope.spans]

    def named(self, service: str, name: str) -> list[Span]:
        return [span for told_by, span in self.spans if (told_by, span.name) == (service, name)]


@pytest.fixture
def collector() -> Iterator[Collector]:
    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == "/v1/traces"
            told.take(decompress(body) if self.headers["Content-Encoding"] == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_line: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    told = Collector(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()


@contextmanager
def running(module: str, *arguments: str, folder: Path, **environment: str) -> Iterator[None]:
    log = folder / f"{arguments[-1]}.log"
    command = [sys.executable, "-m", module, *arguments]
    process = processes.start(command, log=log, environment=os.environ | environment)
    try:
        yield
    finally:
        processes.stop(process)


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.mark.one_database
def test_a_post_and_its_effect_in_another_service_are_one_trace(
    make_database: MakeDatabase, database: Database, broker: Broker, collector: Collector, tmp_path: Path
) -> None:
    desk = ApiDesk(make_database("ticketing"))
    Office(desk, database, {})
    broker.declare([TICKETING, NOTIFY])
    port = processes.free_port()
    environment = {
        "TICKETING_DATABASE_URL": desk.database.engine.url.render_as_string(hide_password=False),
        "NOTIFY_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "AMQP_URL": broker.amqp_url,
        "SECRET_KEY": "a secret of tests only",
        "SESSION_KEYS": KEYS,
        "SESSION_SIGNING_KEY": SIGNING_KEY,
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    web = ("gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket", "services.ticketing.wsgi:application")
    with ExitStack() as programs:
        for program in (web, ("services.ticketing.worker", "run"), ("services.notify.worker", "run")):
            programs.enter_context(running(*program, folder=tmp_path, **environment))
        assert eventually(lambda: answers(port)), (tmp_path / f"{web[-1]}.log").read_text()
        sent = {"Authorization": f"Bearer {token_of(desk.member('officer'))}", "traceparent": CALLER}
        url = f"http://127.0.0.1:{port}{API}/tickets"
        opened = requests.post(url, json=desk.burst_pipe(), headers=sent, timeout=10)
        assert opened.status_code == 201, opened.text
        assert eventually(lambda: bool(collector.named("notify", "apply ticketing.ticket_opened.v1")))
        assert eventually(lambda: bool(collector.named("ticketing", "publish ticketing.ticket_opened.v1")))
    [posted] = collector.named("ticketing", "POST /api/v1/tickets")
    [published] = collector.named("ticketing", "publish ticketing.ticket_opened.v1")
    [applied] = collector.named("notify", "apply ticketing.ticket_opened.v1")
    assert {span.trace_id.hex() for span in (posted, published, applied)} == {CALLER.split("-")[1]}
    assert posted.parent_span_id.hex() == CALLER.split("-")[2]
    assert published.parent_span_id == applied.parent_span_id == posted.span_id
    assert (posted.kind, published.kind, applied.kind) == (
        Span.SPAN_KIND_SERVER, Span.SPAN_KIND_PRODUCER, Span.SPAN_KIND_CONSUMER,
    )  # fmt: skip
    noted = {pair.key: pair.value for pair in posted.attributes}
    assert noted["http.response.status_code"].int_value == 201


def answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/ticketing/healthz", timeout=5).ok
    except requests.RequestException:
        return False


@pytest.mark.one_database
def test_an_effect_that_fails_is_marked_and_a_lost_collector_holds_nobody_up(
    make_database: MakeDatabase, database: Database, broker: Broker, collector: Collector, tmp_path: Path
) -> None:
    parcels = Parcels(make_database("mechanism"))
    Board(database)
    broker.declare([PARCELS, BOARD])
    lost = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{processes.free_port()}"}
    relay = Program(tmp_path, parcels.database, broker.amqp_url, "parcels", "run", **lost)
    told = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_BSP_SCHEDULE_DELAY": "100"}
    reader = Program(tmp_path, database, broker.amqp_url, "board", "run", **told)
    with all_of(relay, reader):
        parcels.take_in(1, remark="broken")
        assert eventually(lambda: bool(collector.named("board", "apply parcels.parcel_arrived.v1")))
        asked = time.monotonic()
        assert relay.stop() == 0
        assert time.monotonic() - asked < 8
    failed = collector.named("board", "apply parcels.parcel_arrived.v1")[0]
    assert failed.status.code == Status.STATUS_CODE_ERROR
    assert [event.name for event in failed.events] == ["exception"]


def test_without_a_collector_nothing_of_opentelemetry_is_loaded() -> None:
    loaded = "print([name for name in sys.modules if 'telemetry' in name])"
    assert python(f"import sys, shared.worker, services.ticketing.app; {loaded}").stdout == "[]\n"


def test_a_collector_without_the_extra_packages_is_refused_in_one_sentence() -> None:
    refused = python("import sys; sys.modules['opentelemetry'] = None; from shared import tracing; tracing.record('')")
    assert (refused.returncode, refused.stderr.splitlines()) == (
        1, ["OTEL_EXPORTER_OTLP_ENDPOINT needs the packages of requirements-tracing.lock (images: TRACING=1)."],
    )  # fmt: skip


def python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
