"""Events of the notify service: what it emits, and the fields it needs of what it reads."""

from services.notify.contracts import messages, notices, postings
from services.notify.contracts.boards import CommitmentChanged, PriceItemChanged
from services.notify.contracts.erasures import CustomerErased
from services.notify.contracts.messages import MessageEvent, MessageFailed, MessageSent
from services.notify.contracts.notices import (
    NoticeApproved,
    NoticeEvent,
    NoticeExpired,
    NoticePublished,
    NoticeReplaced,
    NoticeReturned,
    NoticeScheduled,
    NoticeSubmitted,
    NoticeWithdrawn,
)
from services.notify.contracts.postings import NoticePosted, NoticeTakenDown, PostingEvent, PostingLate
from services.notify.contracts.reference import (
    ApiClientChanged,
    CustomerChanged,
    EstateChanged,
    PremisesChanged,
    StaffChanged,
)
from services.notify.contracts.reporters import ReporterAdded, TicketMerged, TicketReporterChanged
from services.notify.contracts.roster import HotlineGap, HotlineGapSettled
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

EMITS: tuple[type[Event], ...] = (*messages.EMITS, *notices.EMITS, *postings.EMITS)

__all__ = [
    "EMITS",
    "ApiClientChanged",
    "ClockBreached",
    "ClockEvent",
    "ClockWarned",
    "CommitmentChanged",
    "CustomerChanged",
    "CustomerErased",
    "EstateChanged",
    "HotlineGap",
    "HotlineGapSettled",
    "MailboxLetterReceived",
    "MajorProblemFlagged",
    "MessageEvent",
    "MessageFailed",
    "MessageSent",
    "NoticeApproved",
    "NoticeEvent",
    "NoticeExpired",
    "NoticePosted",
    "NoticePublished",
    "NoticeReplaced",
    "NoticeReturned",
    "NoticeScheduled",
    "NoticeSubmitted",
    "NoticeTakenDown",
    "NoticeWithdrawn",
    "PostingEvent",
    "PostingLate",
    "PremisesChanged",
    "PriceItemChanged",
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
]
