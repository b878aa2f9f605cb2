"""The audit trail of a ticket in words: who did what, and what was said with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from shared.audit import AuditRow
from shared.errors import N_
from shared.web.display import label


@dataclass(frozen=True, slots=True)
class Happening:
    """``words`` is what somebody wrote, or whom it concerned."""

    at: datetime
    what: str
    who: str
    tone: str
    sign: str
    words: str


# action: what happened, tone, icon
HAPPENED = {
    "ticket.open": (N_("Request filed"), "neutral", "telephone-inbound"),
    "ticket.acknowledge": (N_("Acknowledged"), "neutral", "hand-thumbs-up"),
    "ticket.assign": (N_("Assigned"), "neutral", "person-check"),
    "ticket.arrive": (N_("Arrived"), "good", "geo-alt"),
    "ticket.resolve": (N_("Resolved"), "good", "wrench-adjustable"),
    "ticket.answer": (N_("Resident answered"), "good", "chat-left-text"),
    "ticket.close": (N_("Closed"), "good", "check2-circle"),
    "ticket.reopen": (N_("Reopened"), "soon", "arrow-counterclockwise"),
    "ticket.pause": (N_("Waits"), "waiting", "pause-circle"),
    "ticket.resume": (N_("Goes on"), "neutral", "play-circle"),
    "ticket.change_tier": (N_("Urgency changed"), "soon", "lightning-charge"),
    "ticket.agree": (N_("Time agreed"), "neutral", "calendar-check"),
    "clock.warn": (N_("Time is running out"), "soon", "stopwatch"),
    "clock.breach": (N_("Promised time missed"), "late", "exclamation-octagon"),
}


def told(rows: Sequence[AuditRow]) -> list[Happening]:
    """The newest first."""
    return [_told(row) for row in reversed(rows)]


def _told(row: AuditRow) -> Happening:
    what, tone, sign = HAPPENED.get(row.action, (row.action, "neutral", "dot"))
    return Happening(row.at, gettext(what), row.actor_name, tone, sign, _words(row))


def _words(row: AuditRow) -> str:
    return WORDS[row.action](row) if row.action in WORDS else row.note or ""


def _told_to(row: AuditRow) -> str:
    return str(gettext("%(role)s has been told", role=label(row.note)))


WORDS: dict[str, Callable[[AuditRow], str]] = {
    "ticket.open": lambda row: str(row.after.get("description", "")),
    "ticket.assign": lambda row: str(gettext("to %(name)s", name=row.note)),
    "ticket.resolve": lambda row: str(row.after.get("resolution", "")),
    "ticket.answer": lambda row: f"{row.after.get('answer', '')} ({label(row.after.get('answer_channel'))})",
    "ticket.pause": lambda row: " · ".join(filter(None, [label(row.after.get("waiting_for")), row.note])),
    "ticket.change_tier": lambda row: f"{label(row.before['tier'])} → {label(row.after['tier'])}: {row.note}",
    "clock.warn": _told_to,
    "clock.breach": _told_to,
}
