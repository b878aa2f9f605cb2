"""Events of the notify service: what it emits, and the fields it needs of what it reads."""

from services.notify.contracts import messages
from services.notify.contracts.absences import WorkLeftBehind
from services.notify.contracts.messages import MessageEvent, MessageFailed, MessageSent
from services.notify.contracts.reference import ApiClientChanged, CustomerChanged, EstateChanged, StaffChanged
from services.notify.contracts.reporters import ReporterAdded, TicketMerged, TicketReporterChanged
from services.notify.contracts.tickets import (
    ClockBreached,
    ClockEvent,
    ClockWarned,
    MailboxLetterReceived,
    MajorProblemFlagged,
    RatingReminded,
    ReferralOverdue,
    SolutionProposed,
    TicketAcknowledged,
    TicketAnswered,
    TicketArrived,
    TicketAssigned,
    TicketClosed,
    TicketDeclined,
    TicketEvent,
    TicketOpened,
    TicketPaused,
    TicketReferred,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    TicketTimeAgreed,
)
from shared.events import Event

EMITS: tuple[type[Event], ...] = (*messages.EMITS,)

__all__ = [
    "EMITS",
    "ApiClientChanged",
    "ClockBreached",
    "ClockEvent",
    "ClockWarned",
    "CustomerChanged",
    "EstateChanged",
    "MailboxLetterReceived",
    "MajorProblemFlagged",
    "MessageEvent",
    "MessageFailed",
    "MessageSent",
    "RatingReminded",
    "ReferralOverdue",
    "ReporterAdded",
    "SolutionProposed",
    "StaffChanged",
    "TicketAcknowledged",
    "TicketAnswered",
    "TicketArrived",
    "TicketAssigned",
    "TicketClosed",
    "TicketDeclined",
    "TicketEvent",
    "TicketMerged",
    "TicketOpened",
    "TicketPaused",
    "TicketReferred",
    "TicketReopened",
    "TicketReporterChanged",
    "TicketResolved",
    "TicketResumed",
    "TicketTimeAgreed",
    "WorkLeftBehind",
]
