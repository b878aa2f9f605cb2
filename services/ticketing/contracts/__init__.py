"""Events that the front desk emits; it reads none of the other services yet."""

from services.ticketing.contracts import clocks, commitments, imports, reference, tickets
from services.ticketing.contracts.clocks import ClockBreached, ClockEvent, ClockWarned
from services.ticketing.contracts.commitments import CommitmentChanged
from services.ticketing.contracts.imports import ImportFinished
from services.ticketing.contracts.reference import (
    ApiClientChanged,
    CalendarDayChanged,
    CustomerChanged,
    EstateChanged,
    PremisesChanged,
    StaffChanged,
)
from services.ticketing.contracts.tickets import (
    TicketAcknowledged,
    TicketAnswered,
    TicketArrived,
    TicketAssigned,
    TicketClosed,
    TicketDeclined,
    TicketEvent,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    TicketTierChanged,
    TicketTimeAgreed,
)
from shared.events import Event

EMITS: tuple[type[Event], ...] = (
    *reference.EMITS,
    *tickets.EMITS,
    *clocks.EMITS,
    *commitments.EMITS,
    *imports.EMITS,
)

__all__ = [
    "EMITS",
    "ApiClientChanged",
    "CalendarDayChanged",
    "ClockBreached",
    "ClockEvent",
    "ClockWarned",
    "CommitmentChanged",
    "CustomerChanged",
    "EstateChanged",
    "ImportFinished",
    "PremisesChanged",
    "StaffChanged",
    "TicketAcknowledged",
    "TicketAnswered",
    "TicketArrived",
    "TicketAssigned",
    "TicketClosed",
    "TicketDeclined",
    "TicketEvent",
    "TicketOpened",
    "TicketPaused",
    "TicketReopened",
    "TicketResolved",
    "TicketResumed",
    "TicketTierChanged",
    "TicketTimeAgreed",
]
