"""A mail server for trying Linli out: takes every e-mail and files it as ``.eml``.

python -m deploy.local.mail_sink 127.0.0.1:1025 var/mail
"""

import socketserver
import sys
from pathlib import Path

from shared.ids import new_id

LONGEST_LINE = 65_536
ANSWERS = {
    "HELO": "250 linli",
    "EHLO": "250 linli",
    "NOOP": "250 OK",
    "RSET": "250 OK",
    "MAIL": "250 OK",
    "RCPT": "250 OK",
}


class Dialogue(socketserver.StreamRequestHandler):
    """One SMTP connection (RFC 5321, the commands a client needs to hand over mail)."""

    server: "MailSink"

    def handle(self) -> None:
        self._say("220 linli mail sink")
        while line := self.rfile.readline(LONGEST_LINE):
            command = line[:4].decode("ascii", "replace").upper()
            if command == "QUIT":
                self._say("221 Bye")
                return
            if command == "DATA":
                self._take()
            else:
                self._say(ANSWERS.get(command, "502 Command not implemented"))

    def _take(self) -> None:
        self._say("354 End with a dot on a line of its own")
        lines = []
        while (line := self.rfile.readline(LONGEST_LINE)) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        (self.server.folder / f"{new_id()}.eml").write_bytes(b"".join(lines))
        self._say("250 Filed")

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode("ascii"))


class MailSink(socketserver.ThreadingTCPServer):
    """Names of the files sort by time of arrival."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, host: str, port: int, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        super().__init__((host, port), Dialogue)


if __name__ == "__main__":
    address, _, number = sys.argv[1].rpartition(":")
    MailSink(address, int(number), Path(sys.argv[2])).serve_forever()
