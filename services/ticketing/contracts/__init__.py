"""Events of the front desk: what it emits, and the fields it needs of what it reads."""

from services.ticketing.contracts import (
    absences,
    categories,
    clocks,
    commitments,
    erasures,
    follow_ups,
    imports,
    mailbox,
    major_problems,
    members,
    needs,
    prices,
    quotes,
    ratings,
    reference,
    referrals,
    reporters,
    roster,
    tickets,
)
from services.ticketing.contracts.absences import AbsenceChanged, WorkLeftBehind
from services.ticketing.contracts.categories import CategoryChanged
from services.ticketing.contracts.clocks import ClockBreached, ClockEvent, ClockWarned
from services.ticketing.contracts.commitments import CommitmentChanged
from services.ticketing.contracts.erasures import CustomerErased
from services.ticketing.contracts.follow_ups import FollowUpOpened, FollowUpRequested
from services.ticketing.contracts.imports import ImportFinished
from services.ticketing.contracts.mailbox import MailboxEmptied, MailboxLetterReceived
from services.ticketing.contracts.major_problems import MajorProblemFlagged, MajorProblemWithdrawn, MajorVisitRecorded
from services.ticketing.contracts.members import MemberChanged
from services.ticketing.contracts.needs import NeedsAdjusted, NeedsDigestPublished
from services.ticketing.contracts.opinions import OpinionTaken
from services.ticketing.contracts.prices import PriceItemChanged
from services.ticketing.contracts.quotes import (
    QuoteConfirmed,
    QuoteDeclined,
    QuoteOffered,
    QuoteSettled,
    QuoteWithdrawn,
)
from services.ticketing.contracts.ratings import RatingReminded, TicketRated
from services.ticketing.contracts.reference import (
    ApiClientChanged,
    CalendarDayChanged,
    CustomerChanged,
    EstateChanged,
    PremisesChanged,
    StaffChanged,
)
from services.ticketing.contracts.referrals import ReferralOverdue, SolutionProposed, TicketReferred
from services.ticketing.contracts.reporters import ReporterAdded, TicketMerged, TicketReporterChanged
from services.ticketing.contracts.roster import DutyChanged, HotlineGap, HotlineGapSettled
from services.ticketing.contracts.signs import SignDefectFound
from services.ticketing.contracts.tickets import (
    TicketAcknowledged,
    TicketAnswered,
    TicketArrived,
    TicketAssigned,
    TicketClassified,
    TicketClosed,
    TicketDeclined,
    TicketEvent,
    TicketGivenBack,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    TicketTierChanged,
    TicketTimeAgreed,
)
from services.ticketing.contracts.visits import NeedRaised
from shared.events import Event

EMITS: tuple[type[Event], ...] = (
    *reference.EMITS,
    *absences.EMITS,
    *members.EMITS,
    *tickets.EMITS,
    *categories.EMITS,
    *clocks.EMITS,
    *commitments.EMITS,
    *mailbox.EMITS,
    *major_problems.EMITS,
    *needs.EMITS,
    *prices.EMITS,
    *quotes.EMITS,
    *ratings.EMITS,
    *referrals.EMITS,
    *reporters.EMITS,
    *roster.EMITS,
    *imports.EMITS,
    *erasures.EMITS,
    *follow_ups.EMITS,
)

__all__ = [
    "EMITS",
    "AbsenceChanged",
    "ApiClientChanged",
    "CalendarDayChanged",
    "CategoryChanged",
    "ClockBreached",
    "ClockEvent",
    "ClockWarned",
    "CommitmentChanged",
    "CustomerChanged",
    "CustomerErased",
    "DutyChanged",
    "EstateChanged",
    "FollowUpOpened",
    "FollowUpRequested",
    "HotlineGap",
    "HotlineGapSettled",
    "ImportFinished",
    "MailboxEmptied",
    "MailboxLetterReceived",
    "MajorProblemFlagged",
    "MajorProblemWithdrawn",
    "MajorVisitRecorded",
    "MemberChanged",
    "NeedRaised",
    "NeedsAdjusted",
    "NeedsDigestPublished",
    "OpinionTaken",
    "PremisesChanged",
    "PriceItemChanged",
    "QuoteConfirmed",
    "QuoteDeclined",
    "QuoteOffered",
    "QuoteSettled",
    "QuoteWithdrawn",
    "RatingReminded",
    "ReferralOverdue",
    "ReporterAdded",
    "SignDefectFound",
    "SolutionProposed",
    "StaffChanged",
    "TicketAcknowledged",
    "TicketAnswered",
    "TicketArrived",
    "TicketAssigned",
    "TicketClassified",
    "TicketClosed",
    "TicketDeclined",
    "TicketEvent",
    "TicketGivenBack",
    "TicketMerged",
    "TicketOpened",
    "TicketPaused",
    "TicketRated",
    "TicketReferred",
    "TicketReopened",
    "TicketReporterChanged",
    "TicketResolved",
    "TicketResumed",
    "TicketTierChanged",
    "TicketTimeAgreed",
    "WorkLeftBehind",
]
