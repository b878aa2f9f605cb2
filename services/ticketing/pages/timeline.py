"""The audit trail of a ticket in words: who did what, and what was said with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from services.ticketing.models.trail import TRAIL
from shared.audit import AuditRow
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


# action: tone, icon
LOOKS = {
    "ticket.open": ("neutral", "telephone-inbound"),
    "ticket.acknowledge": ("neutral", "hand-thumbs-up"),
    "ticket.assign": ("neutral", "person-check"),
    "ticket.give_back": ("waiting", "person-dash"),
    "ticket.classify": ("neutral", "tag"),
    "ticket.arrive": ("good", "geo-alt"),
    "ticket.resolve": ("good", "wrench-adjustable"),
    "ticket.decline": ("late", "x-circle"),
    "ticket.answer": ("good", "chat-left-text"),
    "ticket.close": ("good", "check2-circle"),
    "ticket.reopen": ("soon", "arrow-counterclockwise"),
    "ticket.pause": ("waiting", "pause-circle"),
    "ticket.resume": ("neutral", "play-circle"),
    "ticket.change_tier": ("soon", "lightning-charge"),
    "ticket.agree": ("neutral", "calendar-check"),
    "ticket.erase": ("neutral", "eraser"),
    "ticket.refer": ("waiting", "question-diamond"),
    "ticket.propose": ("good", "lightbulb"),
    "referral.overdue": ("late", "exclamation-octagon"),
    "ticket.add_reporter": ("neutral", "person-plus"),
    "ticket.take_over": ("neutral", "sign-merge-right"),
    "ticket.merge": ("neutral", "sign-merge-right"),
    "ticket.household_merged": ("neutral", "sign-merge-right"),
    "ticket.household_back": ("neutral", "house-check"),
    "ticket.household_left": ("waiting", "box-arrow-right"),
    "ticket.flag_major": ("late", "exclamation-diamond"),
    "ticket.withdraw_major": ("neutral", "dash-circle"),
    "ticket.lead_visit": ("good", "door-open"),
    "rating.give": ("good", "star"),
    "rating.remind": ("neutral", "bell"),
    "quote.offer": ("waiting", "receipt"),
    "quote.confirm": ("good", "receipt-cutoff"),
    "quote.decline": ("late", "receipt"),
    "quote.withdraw": ("neutral", "receipt"),
    "quote.settle": ("good", "receipt-cutoff"),
    "clock.warn": ("soon", "stopwatch"),
    "clock.breach": ("late", "exclamation-octagon"),
}


def told(rows: Sequence[AuditRow]) -> list[Happening]:
    """The newest first."""
    return [_told(row) for row in reversed(rows)]


def _told(row: AuditRow) -> Happening:
    tone, sign = LOOKS.get(row.action, ("neutral", "dot"))
    what = gettext(TRAIL.actions.get(row.action, row.action))
    return Happening(row.at, what, row.actor_name, tone, sign, _words(row))


def _words(row: AuditRow) -> str:
    return WORDS[row.action](row) if row.action in WORDS else row.note or ""


def _told_to(row: AuditRow) -> str:
    return str(gettext("%(role)s has been told", role=label(row.note)))


WORDS: dict[str, Callable[[AuditRow], str]] = {
    "ticket.open": lambda row: str(row.after.get("description", "")),
    "ticket.assign": lambda row: str(gettext("to %(name)s", name=row.note)),
    "ticket.give_back": lambda row: str(gettext("from %(name)s", name=row.note)),
    "ticket.classify": lambda row: f"{row.before.get('category') or '—'} → {row.after.get('category') or '—'}",
    "ticket.resolve": lambda row: str(row.after.get("resolution", "")),
    "ticket.decline": lambda row: str(row.after.get("decline_reason", "")),
    "ticket.answer": lambda row: f"{row.after.get('answer', '')} ({label(row.after.get('answer_channel'))})",
    "ticket.pause": lambda row: " · ".join(filter(None, [label(row.after.get("waiting_for")), row.note])),
    "ticket.change_tier": lambda row: f"{label(row.before['tier'])} → {label(row.after['tier'])}: {row.note}",
    "ticket.flag_major": lambda row: str(row.after.get("major_reason", "")),
    "ticket.lead_visit": lambda row: f"{row.after.get('lead_visit_by', '')}: {row.after.get('lead_visit_words', '')}",
    "clock.warn": _told_to,
    "clock.breach": _told_to,
    "referral.overdue": _told_to,
}
