"""The audit trail of a ticket in words: who did what, and what was said with it."""

from collections.abc import Sequence
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
    match row.action:
        case "ticket.open":
            return str(row.after.get("description", ""))
        case "ticket.assign":
            return str(gettext("to %(name)s", name=row.note))
        case "ticket.resolve":
            return str(row.after.get("resolution", ""))
        case "ticket.answer":
            return f"{row.after.get('answer', '')} ({label(row.after.get('answer_channel'))})"
        case "clock.warn" | "clock.breach":
            return str(gettext("%(role)s has been told", role=label(row.note)))
    return row.note or ""
