"""One navigation across the four services: each entry is shown to those who may open it."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from shared.errors import N_
from shared.permissions import allowed
from shared.web.identity import person


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the map; ``key`` is the letter after ``g``."""

    href: str
    label: str
    icon: str
    permission: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    href: str
    label: str
    icon: str
    key: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """``name`` is what a device remembers it by; ``folded``: it is closed until the person opens it."""

    name: str
    label: str
    entries: list[Entry]
    folded: bool


SERVICES = {
    "ticketing": N_("Front desk"),
    "survey": N_("Opinions"),
    "notify": N_("Notices"),
    "visits": N_("Visits"),
}
SETTINGS = N_("Basics")
OPERATIONS = N_("Operations")
FOLDED = (SETTINGS, OPERATIONS)
MAP: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("", (Place("/ticketing/today", N_("Today"), "sun", "today.read", "t"),)),
    (
        SERVICES["ticketing"],
        (
            Place("/ticketing/hotline", N_("Take a call"), "telephone-inbound", "tickets.open", "h"),
            Place("/ticketing/tickets", N_("Tickets"), "ticket-detailed", "tickets.read", "q"),
            Place("/ticketing/customers", N_("Residents"), "people", "people.read", "r"),
            Place("/ticketing/work", N_("My work"), "tools", "tickets.work", "w"),
            Place("/ticketing/figures", N_("Dashboard"), "graph-up", "figures.read", "f"),
            Place("/ticketing/mailbox-log", N_("Lead's mailbox"), "mailbox", "tickets.read", "l"),
            Place("/ticketing/needs", N_("Weekly needs"), "bar-chart", "tickets.read", "n"),
        ),
    ),
    (
        SERVICES["survey"],
        (
            Place("/survey/", N_("Surveys"), "clipboard-check", "surveys.read", "u"),
            Place("/survey/questionnaires", N_("Questionnaires"), "ui-checks", "surveys.read"),
            Place("/survey/analyses", N_("Quarterly analysis"), "clipboard-data", "analyses.read"),
            Place("/survey/measures", N_("Measures"), "list-check", "measures.report"),
        ),
    ),
    (
        SERVICES["notify"],
        (
            Place("/notify/notices", N_("Notice board"), "megaphone", "notices.read", "o"),
            Place("/notify/postings", N_("Postings"), "pin-angle", "postings.record"),
            Place("/notify/signs", N_("Signs"), "signpost-split", "signs.read"),
            Place("/notify/statements", N_("Income and expenditure"), "cash-coin", "statements.read"),
            Place("/notify/inbox", N_("Inbox"), "bell", "inbox.read", "i"),
            Place("/notify/messages", N_("Messages sent"), "send", "messages.read", "m"),
        ),
    ),
    (
        SERVICES["visits"],
        (
            Place("/visits/list", N_("Visits"), "calendar2-check", "visits.read"),
            Place("/visits/", N_("Rounds"), "door-open", "visits.read", "v"),
            Place("/visits/major", N_("Major problems"), "exclamation-diamond", "visits.read", "j"),
            Place("/visits/symposiums", N_("Symposiums"), "people", "visits.read"),
            Place("/visits/meetings", N_("Meetings"), "chat-square-text", "visits.read"),
            Place("/visits/summaries", N_("Weekly summaries"), "journal-text", "visits.read"),
            Place("/visits/reports", N_("Reports"), "file-earmark-bar-graph", "visits.read"),
            Place("/visits/parties", N_("Outside parties"), "briefcase", "visits.read"),
            Place("/visits/calendar", N_("Compliance calendar"), "calendar-check", "visits.read", "z"),
        ),
    ),
    (
        SETTINGS,
        (
            Place("/ticketing/premises", N_("Premises"), "building", "premises.read", "p"),
            Place("/ticketing/staff", N_("Staff"), "person-badge", "staff.read", "s"),
            Place("/ticketing/roster", N_("Duty roster"), "calendar2-week", "tickets.read", "d"),
            Place("/ticketing/calendar", N_("Working calendar"), "calendar-week", "tickets.read", "k"),
            Place("/ticketing/commitments", N_("Commitments"), "stopwatch", "tickets.read", "c"),
            Place("/ticketing/categories", N_("Categories"), "bookmarks", "tickets.read", "b"),
            Place("/ticketing/price-list", N_("Price list"), "tags", "tickets.read", "y"),
            Place("/ticketing/margins", N_("Margins"), "graph-up", "margins.read"),
            Place("/notify/fee-standards", N_("Fee standards"), "receipt", "fees.read"),
            Place("/visits/floors", N_("Floors and officers"), "layers", "visits.read"),
            Place("/notify/message-templates", N_("Texts of messages"), "chat-left-text", "notices.approve"),
            Place("/notify/channels", N_("Channels"), "broadcast", "channels.edit"),
            Place("/ticketing/imports", N_("Import"), "file-earmark-spreadsheet", "people.import", "x"),
        ),
    ),
    (
        OPERATIONS,
        (
            Place("/ticketing/operations", N_("Events"), "activity", "operations.read", "e"),
            Place("/ticketing/audit", N_("Audit trail"), "clock-history", "audit.read", "a"),
        ),
    ),
)


def navigation() -> list[Group]:
    """The groups that have an entry for the person signed in."""
    asking = person()
    if asking is None:
        return []
    here = request.script_root + request.path
    groups, current = [], _current(here)
    for label, places in MAP:
        entries = [_entry(place, current) for place in places if allowed(asking.roles, place.permission)]
        if entries:
            folded = label in FOLDED and not any(entry.current for entry in entries)
            groups.append(Group(label, gettext(label) if label else "", entries, folded))
    return groups


def _current(here: str) -> str:
    """The address of the entry that the page belongs to: of several that begin alike, the longest."""
    places = [place.href for _label, group in MAP for place in group]
    above = [href for href in places if here == href or here.startswith(f"{href.rstrip('/')}/")]
    return max(above, key=len, default="")


def _entry(place: Place, current: str) -> Entry:
    return Entry(place.href, gettext(place.label), place.icon, place.key, place.href == current)
