"""What an entry of the registry says, and the steps that its readings make of events."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from services.visits.clauses.cadences import Cadence
from services.visits.models.duties import SPACE, FactKind, Stage
from shared.errors import N_
from shared.events import Envelope, Event

BEGINS = date(2026, 11, 30)  # what fell due before is not in the calendar
TEAMS = ("engineering", "cleaning", "security", "greening", "customer_service")
TEAM_NAMES = {
    "engineering": N_("engineering"),
    "cleaning": N_("cleaning"),
    "security": N_("security"),
    "greening": N_("greening"),
    "customer_service": N_("customer service"),
}


def team_key(estate_id: UUID, team: str) -> UUID:
    """A department of an estate, which has no row of its own."""
    return uuid5(SPACE, f"{estate_id}|{team}")


class Per(StrEnum):
    """For each of what it is owed once."""

    ESTATE = "estate"
    DEPARTMENT = "department"
    FLOOR = "floor"
    HOUSEHOLD = "household"
    KEY_CUSTOMER = "key_customer"
    TICKET = "ticket"
    NOTICE = "notice"
    PLACE = "place"
    SIGN = "sign"
    SYMPOSIUM = "symposium"
    ACTIVITY = "activity"
    SURVEY = "survey"
    MEASURE = "measure"
    EVENT = "event"
    MEETING = "meeting"
    ACTION = "action"
    CONTRACTOR = "contractor"
    PARTY = "party"
    GAP = "gap"


PER_NAMES = {
    Per.ESTATE: N_("each estate"),
    Per.DEPARTMENT: N_("each department"),
    Per.FLOOR: N_("each floor"),
    Per.HOUSEHOLD: N_("each household"),
    Per.KEY_CUSTOMER: N_("each key customer"),
    Per.TICKET: N_("each ticket"),
    Per.NOTICE: N_("each notice"),
    Per.PLACE: N_("each posting"),
    Per.SIGN: N_("each sign"),
    Per.SYMPOSIUM: N_("each symposium"),
    Per.ACTIVITY: N_("each activity"),
    Per.SURVEY: N_("each survey of a half year"),
    Per.MEASURE: N_("each measure of an analysis"),
    Per.MEETING: N_("each meeting"),
    Per.ACTION: N_("each action of a meeting"),
    Per.EVENT: N_("each promotional event"),
    Per.CONTRACTOR: N_("each contractor"),
    Per.PARTY: N_("each outside party"),
    Per.GAP: N_("each gap in the roster"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What an event says about one duty: it becomes a fact of it.

    ``number`` is the evidence's, ``href`` where it is read; ``label`` names what a duty is about, and nobody.
    """

    kind: FactKind
    estate_id: UUID
    subject_id: UUID
    at: datetime
    period: str = ""
    label: str = ""
    due_at: datetime | None = None
    owner_id: UUID | None = None
    number: str = ""
    href: str = ""
    by: str = ""
    words: str = ""


Reading = Callable[[Any, Envelope, ZoneInfo], Iterable[Step]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A duty of the procedures. ``clause`` is where it stands there; ``id`` adds a word where one holds several.

    With a ``cadence`` it is owed in each period, ahead of time; without one, by ``reads``, as events demand it.
    ``awaits`` names events of features to be: until they are read, nothing is owed. ``watched``: another service
    watches over the time and tells when it has passed. ``since``: the day from which it is owed. ``parties``: the kinds
    of outside parties for each of which it is owed, as long as their contracts last.
    """

    id: str
    title: str
    per: Per
    role: str
    when: str
    due: str
    proof: str
    stage: Stage = Stage.ESTATE
    cadence: Cadence | None = None
    parties: tuple[str, ...] = ()
    reads: Mapping[type[Event], Reading] = field(default_factory=dict)
    awaits: tuple[str, ...] = ()
    watched: bool = False
    since: date = BEGINS

    @property
    def clause(self) -> str:
        return self.id.partition("-")[0]

    @property
    def waits(self) -> bool:
        return not self.reads
