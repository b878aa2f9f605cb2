"""The worker of a service: its loops, and the commands operators run.

    python -m services.ticketing.worker run

Each loop is restarted when it fails, without the others. SIGTERM lets work in hand finish for ``STOP_SECONDS``, and the
process is gone after ``GONE_SECONDS``; what could not finish is still in the database or with the broker.
"""

import argparse
import faulthandler
import os
import signal
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import structlog
from prometheus_client import REGISTRY, make_wsgi_app

from shared import consumer, deadlines, eventlog, garbage, migrate, operations, relay, tracing
from shared.broker import BrokerDown
from shared.config import Settings
from shared.db import Database
from shared.errors import DomainError
from shared.logging import configure_logging
from shared.metrics import Machinery
from shared.partitions import queue_names
from shared.service import Service

STOP_SECONDS = 8.0
GONE_SECONDS = 9.0  # whoever runs us kills us 10 s after SIGTERM
ENDINGS = frozenset({signal.SIGTERM, signal.SIGINT})
RESTART_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0)
SILENT_SECONDS = 120.0
DATABASE_SECONDS = 60.0
LONGEST_REASON = 160

log = structlog.get_logger(__name__)

LoopFunction = Callable[[threading.Event, Callable[[], None]], None]


@dataclass(frozen=True)
class Context:
    """What a loop or command works with."""

    service: Service
    settings: Settings
    database: Database


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """For commands that take none."""


@dataclass(frozen=True)
class Command:
    """A command of one service: ``configure`` adds its arguments, ``run`` returns the exit code."""

    help: str
    run: Callable[[Context, argparse.Namespace], int]
    configure: Callable[[argparse.ArgumentParser], None] = _no_arguments


class Loop:
    """Runs a function in a thread, again and again with growing pauses while it fails."""

    def __init__(self, name: str, function: LoopFunction, stop: threading.Event) -> None:
        self.name = name
        self.function = function
        self.stop = stop
        self.last_beat = time.monotonic()
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def beat(self) -> None:
        self.last_beat = time.monotonic()

    @property
    def alive(self) -> bool:
        return self.thread.is_alive() and time.monotonic() - self.last_beat < SILENT_SECONDS

    def _run(self) -> None:
        failures = 0
        while not self.stop.is_set():
            started = time.monotonic()
            try:
                self.beat()
                self.function(self.stop, self.beat)
            except BrokerDown as error:
                log.warning("loop.broker_down", loop=self.name, error=str(error))
            except Exception:
                log.exception("loop.failed", loop=self.name)
            if time.monotonic() - started > RESTART_SECONDS[-1]:
                failures = 0
            self.stop.wait(RESTART_SECONDS[min(failures, len(RESTART_SECONDS) - 1)])
            failures += 1


def main(
    service: Service,
    load_settings: Callable[[], Settings],
    *,
    loops: Mapping[str, Callable[[Context], LoopFunction]] | None = None,
    commands: Mapping[str, Command] | None = None,
) -> None:
    """The command line of a service's worker; ``loops`` and ``commands`` are what it has beyond the others."""
    offered = _commands(loops or {}) | dict(commands or {})
    parser = argparse.ArgumentParser(prog=f"worker of {service.name}")
    names = parser.add_subparsers(dest="command", required=True)
    for name, command in offered.items():
        command.configure(names.add_parser(name, help=command.help))
    arguments = parser.parse_args()
    settings = load_settings()
    configure_logging(settings.log_format)
    context = Context(service, settings, Database(settings.database_url, settings))
    try:
        code = offered[arguments.command].run(context, arguments)
    except DomainError as error:
        _say(str(error))
        code = 1
    sys.exit(code)


def _commands(loops: Mapping[str, Callable[[Context], LoopFunction]]) -> dict[str, Command]:
    return {
        "run": Command("consume events, relay the outbox, fire deadlines", partial(_run, loops)),
        "migrate": Command("bring the database to the newest schema", _migrate),
        "republish": Command("send every full-state event again", _republish),
        "rebuild": Command("build the views anew from the event log", _rebuild),
        "dead": Command("list, show, replay or discard events that failed", _dead, _dead_arguments),
    }


def _run(extra: Mapping[str, Callable[[Context], LoopFunction]], context: Context, _arguments: Any) -> int:
    stop = threading.Event()
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)  # for every thread started from here: sigwait takes them
    if context.settings.collector:
        tracing.record(context.settings.collector)
    functions = _standard_loops(context) | {name: make(context) for name, make in extra.items()}
    loops = [Loop(name, function, stop) for name, function in functions.items()]
    for loop in loops:
        loop.thread.start()
    if port := os.environ.get("WORKER_PORT"):
        REGISTRY.register(Machinery(context.database))
        _serve_health(int(port), loops)
    garbage.settle()
    log.info("worker.started", service=context.service.name, loops=[loop.name for loop in loops])
    signal.sigwait(ENDINGS)
    _finish(loops, stop)
    context.database.close()
    return 0


def _standard_loops(context: Context) -> dict[str, LoopFunction]:
    database, service, settings = context.database, context.service, context.settings
    functions: dict[str, LoopFunction] = {
        "relay": partial(relay.run, database, settings.amqp_url),
        "timers": partial(deadlines.run, database, service),
    }
    if service.subscriptions:
        for queue in queue_names(service.name, settings.partitions):
            functions[f"consumer of {queue}"] = partial(consumer.run, database, service, settings.amqp_url, queue)
    return functions


def _finish(loops: Sequence[Loop], stop: threading.Event) -> None:
    """The clock runs outside of Python, which at its own end may wait for whatever a library has left running."""
    faulthandler.dump_traceback_later(GONE_SECONDS, exit=True)
    stop.set()
    deadline = time.monotonic() + STOP_SECONDS
    for loop in loops:
        loop.thread.join(max(0.0, deadline - time.monotonic()))
        if loop.thread.is_alive():
            log.warning("worker.left_behind", loop=loop.name)


def _serve_health(port: int, loops: Sequence[Loop]) -> None:
    """``/healthz`` is 200 while every loop lives and has given a sign within two minutes; ``/metrics`` beside it."""
    metrics = make_wsgi_app()

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] == "/metrics":
            return metrics(environ, start_response)
        silent = [loop.name for loop in loops if not loop.alive]
        start_response("503 Service Unavailable" if silent else "200 OK", [("Content-Type", "text/plain")])
        return [f"silent: {', '.join(silent)}\n".encode() if silent else b"ok\n"]

    host = os.environ.get("WORKER_HOST", "127.0.0.1")
    server = make_server(host, port, application, _Server, _QuietHandler)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()


class _Server(ThreadingMixIn, WSGIServer):
    """A database that leaves the metrics waiting leaves the health check alone."""

    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Health checks every few seconds would drown the log."""


def _migrate(context: Context, _arguments: Any) -> int:
    """Waits for a database that starts at the same time: a swarm knows no order of starts."""
    deadline = time.monotonic() + DATABASE_SECONDS
    while not context.database.answers() and time.monotonic() < deadline:
        time.sleep(1)
    before = migrate.is_current(context.database, context.service.name)
    migrate.upgrade(context.database, context.service.name)
    return 0 if before else _republish(context, _arguments)  # nobody has been told of rows that a migration wrote


def _republish(context: Context, _arguments: Any) -> int:
    with context.database.write() as session:
        count = context.service.republish(session)
    _say(f"{count} events queued.")
    return 0


def _rebuild(context: Context, _arguments: Any) -> int:
    if not context.service.keeps_event_log:
        _say(f"{context.service.name} keeps no event log, so there is nothing to rebuild from.")
        return 1
    with context.database.write() as session:
        count = eventlog.rebuild(session, context.service)
    _say(f"{count} events applied again.")
    return 0


def _dead_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["list", "show", "replay", "discard"])
    parser.add_argument("number", type=int, nargs="?", help="the event's number in the list")


def _dead(context: Context, arguments: argparse.Namespace) -> int:
    number = arguments.number
    if arguments.action == "list":
        return _list_dead(context)
    if number is None:
        _say("Say which: the number stands first in each line of `dead list`.")
        return 2
    if arguments.action == "show":
        with context.database.read() as session:
            parked = operations.parked_event(session, number)
        sys.stderr.write(f"{parked.state}, tries: {parked.attempts}. {parked.error}\n")
        _say(parked.body.decode(errors="replace"))
        return 0
    act = operations.replay if arguments.action == "replay" else operations.discard
    with context.database.write() as session:
        act(session, number)
    _say(f"Event {number} is tried again now." if arguments.action == "replay" else f"Event {number} is given up.")
    return 0


def _list_dead(context: Context) -> int:
    """One line for each, so that a program can count them."""
    with context.database.read() as session:
        parked = operations.parked_events(session, limit=1000)
    for event in parked:
        reason = textwrap.shorten(event.error, LONGEST_REASON, placeholder=" …")
        _say(f"{event.seq}\t{event.state}\t{event.key}\t{event.subject}\t{reason}")
    if not parked:
        sys.stderr.write("No event waits or is dead.\n")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
