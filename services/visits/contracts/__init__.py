"""Events of the visits service: what it emits, and the fields it needs of what it reads."""

from services.visits.contracts import concerns, major, rounds, visits
from services.visits.contracts.concerns import TicketAnswered, TicketClosed, TicketMerged, TicketTold
from services.visits.contracts.major import MajorProblemFlagged, MajorProblemWithdrawn, MajorVisitRecorded
from services.visits.contracts.reference import (
    AbsenceChanged,
    ApiClientChanged,
    CalendarDayChanged,
    CustomerChanged,
    CustomerErased,
    EstateChanged,
    PremisesChanged,
    StaffChanged,
)
from services.visits.contracts.rounds import FloorOfficerChanged, RoundChanged
from services.visits.contracts.visits import (
    NeedRaised,
    SlotAnswered,
    VisitAnnounced,
    VisitCalledOff,
    VisitMoved,
    VisitRecorded,
    VisitReminded,
    VisitTold,
)
from shared.events import Event

EMITS: tuple[type[Event], ...] = (*major.EMITS, *rounds.EMITS, *visits.EMITS)
OF_TICKETS = concerns.TOLD

__all__ = [
    "EMITS",
    "OF_TICKETS",
    "AbsenceChanged",
    "ApiClientChanged",
    "CalendarDayChanged",
    "CustomerChanged",
    "CustomerErased",
    "EstateChanged",
    "FloorOfficerChanged",
    "MajorProblemFlagged",
    "MajorProblemWithdrawn",
    "MajorVisitRecorded",
    "NeedRaised",
    "PremisesChanged",
    "RoundChanged",
    "SlotAnswered",
    "StaffChanged",
    "TicketAnswered",
    "TicketClosed",
    "TicketMerged",
    "TicketTold",
    "VisitAnnounced",
    "VisitCalledOff",
    "VisitMoved",
    "VisitRecorded",
    "VisitReminded",
    "VisitTold",
]
