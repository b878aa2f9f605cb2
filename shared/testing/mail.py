"""A real SMTP server that keeps what it receives."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from shared.local import processes
from shared.local.processes import LOOPBACK


@dataclass
class MailServer:
    """``messages`` grows as mails arrive; ``url`` is an apprise URL that sends to this server without a login."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"mailto://{LOOPBACK}:{self.port}?from=front-desk@linli.example&mode=insecure"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
        self.messages.append(message)
        return "250 Message accepted for delivery"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer(processes.free_port())
    controller = Controller(server, hostname=LOOPBACK, port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
