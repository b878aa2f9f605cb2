"""The one module that knows apprise: it sends a text over the URL of a channel and tells what became of it.

apprise answers only yes or no, and tells the reason to its log. While a message is under way, that log is read: the
exception it is written under, or the HTTP status in its text, decides whether another try makes sense. A reason that
cannot be recognised counts as temporary, since a needless try costs less than a message that is never sent.
"""

import logging
import re
import smtplib
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import apprise
import requests
from apprise.manager_plugins import NotificationManager

from services.notify.config import BadSetting
from services.notify.models import EMAIL, Outcome
from services.notify.sms_gateway import SmsGateway

TIMEOUT_SECONDS = 15  # for each step of a conversation: hurry would make repeats of what was only slow
PHONE, DELIVERY = "{phone}", "{delivery}"
SAMPLE = {EMAIL: "resident@example.com"}
SAMPLE_PHONE = "+8613800138000"
HTTP_STATUS = re.compile(r"\berror=(\d{3})\b")
OUR_FAULT = frozenset({401, 403, 407})  # the operator's credentials: mended, the message goes through
TRY_LATER = frozenset({408, 425, 429})

log = logging.getLogger("apprise")


@dataclass(frozen=True, slots=True)
class Result:
    """``detail`` is what the receiving side said, or why nobody could be asked."""

    outcome: Outcome
    detail: str = ""


class Channels:
    """The channels in use. Any thread may send; each call has its own connection."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        """Raises ``BadSetting`` for a URL that apprise cannot use, or a mail URL with recipients of its own."""
        log.isEnabledFor = _decides  # type: ignore[method-assign] # else most of a message's time goes into its log
        log.propagate = False  # it names people; what matters is kept in the ledger
        self.urls = urls
        self._kept = threading.local()
        for channel in urls:
            if not usable(channel, urls[channel]):
                raise BadSetting(f"notify: the URL of the channel {channel} is not one that apprise can send to.")

    def send(
        self, channel: str, address: str, *, title: str, body: str, url: str | None = None, key: str = ""
    ) -> Result:
        """Over ``url``, else over the installation's channel of this name; ``{delivery}`` in it becomes ``key``.

        Never raises; each step of the conversation takes ``TIMEOUT_SECONDS`` at most.
        """
        url = url or self.urls.get(channel)
        if url is None:
            return Result(Outcome.TEMPORARY, "This channel is not set up any more.")
        service = self._service_for(url, channel, address, key)
        if service is None:
            return Result(Outcome.PERMANENT, "The address is not possible.")
        with _Watch() as watch:
            try:
                sent = service.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
            except Exception as error:  # noqa: BLE001 - a plugin may raise anything, and the try must be recorded
                return Result(Outcome.TEMPORARY, repr(error))
        return Result(Outcome.SENT) if sent else watch.verdict()

    def _service_for(self, url: str, channel: str, address: str, key: str) -> Any:
        """Where the URL alone says where it ends, the sending object is kept: making one takes longer than to send."""
        if channel == EMAIL or PHONE in url or DELIVERY in url:
            return _service(url.replace(DELIVERY, key), channel, address)
        kept: dict[str, Any] = self._kept.__dict__
        if url not in kept:
            kept[url] = _service(url, channel, address)
        return kept[url]


def usable(channel: str, url: str) -> bool:
    """Whether apprise can send to it; a mail URL must not name recipients."""
    return _service(url, channel, SAMPLE.get(channel, SAMPLE_PHONE)) is not None


def without_secrets(url: str) -> str:
    """The URL as it may be shown."""
    service = apprise.Apprise.instantiate(url.replace(PHONE, SAMPLE_PHONE.removeprefix("+")), asset=ASSET)
    return str(service.url(privacy=True)).partition("?")[0] if service else ""


def _service(url: str, channel: str, address: str) -> Any:
    """The sending object for this one recipient; None when there can be none."""
    url = url.replace(PHONE, address.removeprefix("+"))
    if channel == EMAIL:
        url = _with_query(url, to=address)
    timed = _with_query(url, cto=TIMEOUT_SECONDS, rto=TIMEOUT_SECONDS)
    service: Any = apprise.Apprise.instantiate(timed, asset=ASSET)
    if channel == EMAIL and service is not None and [to for _name, to in getattr(service, "targets", ())] != [address]:
        return None
    return service


NotificationManager().add(SmsGateway)
ASSET = apprise.AppriseAsset(app_id="Linli", app_desc="Linli 邻里", app_url="")


def _with_query(url: str, **values: object) -> str:
    """``url`` with these values, unless the operator has chosen others."""
    chosen = parse_qs(urlsplit(url).query)
    added = [f"{key}={quote(str(value), safe='')}" for key, value in values.items() if key not in chosen]
    return f"{url}{'&' if '?' in url else '?'}{'&'.join(added)}" if added else url


def _decides(level: int) -> bool:
    """Whether a line of apprise's log can tell what became of a message."""
    return level >= logging.WARNING or sys.exc_info()[1] is not None


class _Watch(logging.Handler):
    """Reads what apprise logs in this thread meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.thread = threading.get_ident()
        self.warnings: list[str] = []
        self.verdicts: list[Result] = []

    def __enter__(self) -> "_Watch":
        log.addHandler(self)
        return self

    def __exit__(self, *_error: object) -> None:
        log.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self.thread:
            return
        if record.levelno >= logging.WARNING:
            self.warnings.append(record.getMessage())
        error = sys.exc_info()[1]
        if error is not None:
            self.verdicts.append(_of_exception(error, under_way=record.funcName == "sendmail"))
        elif match := HTTP_STATUS.search(record.getMessage()):
            self.verdicts.append(_of_status(int(match[1])))

    def verdict(self) -> Result:
        if self.verdicts:
            return self.verdicts[0]
        return Result(Outcome.TEMPORARY, self.warnings[-1] if self.warnings else "")


def _of_exception(error: BaseException, *, under_way: bool) -> Result:
    """``under_way``: the mail server had been reached, so that a silence leaves open whether it took the message."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return Result(_of_reply(code), _reply(code, text))
        case smtplib.SMTPDataError():
            return Result(_of_reply(error.smtp_code), _reply(error.smtp_code, error.smtp_error))
        case smtplib.SMTPResponseException():  # our sender or login is refused: no fault of the recipient
            return Result(Outcome.TEMPORARY, _reply(error.smtp_code, error.smtp_error))
        case requests.ReadTimeout():
            return Result(Outcome.UNKNOWN, str(error))
        case smtplib.SMTPServerDisconnected() | OSError() if under_way:
            return Result(Outcome.UNKNOWN, str(error))
        case _:
            return Result(Outcome.TEMPORARY, str(error))


def _of_reply(code: int) -> Outcome:
    return Outcome.PERMANENT if code >= 500 else Outcome.TEMPORARY


def _of_status(status: int) -> Result:
    final = 400 <= status < 500 and status not in OUR_FAULT | TRY_LATER
    return Result(Outcome.PERMANENT if final else Outcome.TEMPORARY, f"HTTP {status}")


def _reply(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
