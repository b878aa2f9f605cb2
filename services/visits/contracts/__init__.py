"""Events of the visits service: what it emits, and the fields it needs of what it reads."""

from services.visits.contracts import concerns, duties, evidence, major, rounds
from services.visits.contracts.concerns import TicketAnswered, TicketMerged, TicketOpened, TicketReopened, TicketTold
from services.visits.contracts.duties import DutyEvent, DutyMissed, DutyWaived
from services.visits.contracts.evidence import (
    CampaignChanged,
    ClockBreached,
    HotlineGap,
    HotlineGapSettled,
    MailboxEmptied,
    MailboxLetterReceived,
    NeedsAdjusted,
    NeedsDigestPublished,
    NoticeApproved,
    NoticePosted,
    NoticePublished,
    NoticeReplaced,
    NoticeWithdrawn,
    OutageAnnounced,
    PostingLate,
    ReferralOverdue,
    SolutionProposed,
    TicketAcknowledged,
    TicketArrived,
    TicketAssigned,
    TicketDeclined,
    TicketReferred,
    TicketResolved,
    TicketTimeAgreed,
)
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
from shared.events import Event

EMITS: tuple[type[Event], ...] = (*duties.EMITS, *major.EMITS, *rounds.EMITS)
OF_TICKETS = concerns.TOLD
TICKET_FACTS: tuple[type[Event], ...] = (*evidence.TICKET_FACTS, *concerns.TOLD)

__all__ = [
    "EMITS",
    "OF_TICKETS",
    "TICKET_FACTS",
    "AbsenceChanged",
    "ApiClientChanged",
    "CalendarDayChanged",
    "CampaignChanged",
    "ClockBreached",
    "CustomerChanged",
    "CustomerErased",
    "DutyEvent",
    "DutyMissed",
    "DutyWaived",
    "EstateChanged",
    "FloorOfficerChanged",
    "HotlineGap",
    "HotlineGapSettled",
    "MailboxEmptied",
    "MailboxLetterReceived",
    "MajorProblemFlagged",
    "MajorProblemWithdrawn",
    "MajorVisitRecorded",
    "NeedsAdjusted",
    "NeedsDigestPublished",
    "NoticeApproved",
    "NoticePosted",
    "NoticePublished",
    "NoticeReplaced",
    "NoticeWithdrawn",
    "OutageAnnounced",
    "PostingLate",
    "PremisesChanged",
    "ReferralOverdue",
    "RoundChanged",
    "SolutionProposed",
    "StaffChanged",
    "TicketAcknowledged",
    "TicketAnswered",
    "TicketArrived",
    "TicketAssigned",
    "TicketDeclined",
    "TicketMerged",
    "TicketOpened",
    "TicketReferred",
    "TicketReopened",
    "TicketResolved",
    "TicketTimeAgreed",
    "TicketTold",
]
