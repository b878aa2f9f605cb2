"""Real servers at the far end of notify's channels: one for mail that can be in any mood, one for webhooks."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from shared.local import processes
from shared.local.processes import LOOPBACK
from tests.integration.serving import LOOK_SECONDS

ACCEPTED = "250 OK"


@dataclass
class MailHost:
    """``at_sender``, ``at_recipient`` and ``at_data`` are its answers; ``hang_up`` ends the talk instead of one.

    ``taken`` is called with each message before it is answered; ``messages`` are those it accepted.
    """

    port: int
    at_sender: str = ACCEPTED
    at_recipient: str = ACCEPTED
    at_data: str = ACCEPTED
    hang_up: bool = False
    taken: Callable[[EmailMessage], None] = lambda _message: None
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"mailto://{LOOPBACK}:{self.port}?from=front-desk@linli.example&mode=insecure"

    @property
    def titles(self) -> list[str]:
        return [str(message["Subject"]) for message in self.messages]

    async def handle_MAIL(self, *arguments: Any) -> str:  # noqa: N802 - aiosmtpd's name
        _server, _session, envelope, address, _options = arguments
        envelope.mail_from = address
        return self.at_sender

    async def handle_RCPT(self, *arguments: Any) -> str:  # noqa: N802 - aiosmtpd's name
        _server, _session, envelope, address, _options = arguments
        if self.at_recipient == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
        self.taken(message)
        if self.at_data == ACCEPTED:
            self.messages.append(message)
            self.recipients += envelope.rcpt_tos
        if self.hang_up:
            server.transport.abort()
        return self.at_data


@contextmanager
def mail_host() -> Iterator[MailHost]:
    host = MailHost(processes.free_port())
    controller = Controller(host, hostname=LOOPBACK, port=host.port)
    controller.start()
    try:
        yield host
    finally:
        controller.stop()


@dataclass
class WebHost:
    """Answers every POST with ``status``; ``received`` are path and JSON body, ``headers`` belong to them."""

    port: int = 0
    status: int = 200
    received: list[tuple[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)


@contextmanager
def web_host() -> Iterator[WebHost]:
    host = WebHost()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            host.received.append((self.path, json.loads(body)))
            host.headers.append(dict(self.headers))
            self.send_response(host.status)
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            """Tests print enough."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    host.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(LOOK_SECONDS,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
