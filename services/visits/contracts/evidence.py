"""What other services tell that makes a duty due, proves it or ends it: the fields that the calendar needs."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment

NEEDS_FIGURES = ("complaints", "repairs", "suggestions", "enquiries", "praise", "open", "late", "repeated")


class TicketFact(Event):
    """What every event of a ticket tells."""

    ticket_id: UUID
    estate_id: UUID
    number: str
    kind: str
    area: str | None
    tier: str
    at: Moment


class TicketAssigned(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_assigned.v1"

    assignee_id: UUID
    assignee_name: str


class TicketArrived(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_arrived.v1"

    by: str


class TicketTimeAgreed(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_time_agreed.v1"

    agreed_at: Moment


class TicketReferred(TicketFact):
    key: ClassVar[str] = "ticketing.ticket_referred.v1"

    staff_ids: list[UUID]


class SolutionProposed(TicketFact):
    key: ClassVar[str] = "ticketing.solution_proposed.v1"

    by: str


class ReferralOverdue(TicketFact):
    key: ClassVar[str] = "ticketing.referral_overdue.v1"


class ClockBreached(TicketFact):
    key: ClassVar[str] = "ticketing.clock_breached.v1"

    clock: str
    due_at: Moment


class MailboxLetterReceived(TicketFact):
    key: ClassVar[str] = "ticketing.mailbox_letter_received.v1"


class MailboxEmptied(Event):
    key: ClassVar[str] = "ticketing.mailbox_emptied.v1"

    estate_id: UUID
    place: str
    emptied_at: Moment
    by: str


class HotlineGap(Event):
    key: ClassVar[str] = "ticketing.hotline_gap.v1"

    gap_id: UUID
    estate_id: UUID
    starts_at: Moment
    at: Moment


class HotlineGapSettled(Event):
    key: ClassVar[str] = "ticketing.hotline_gap_settled.v1"

    gap_id: UUID
    estate_id: UUID
    covered: bool
    at: Moment


class NeedsDigestPublished(Event):
    key: ClassVar[str] = "ticketing.needs_digest_published.v1"

    digest_id: UUID
    estate_id: UUID
    team: str | None
    starts_at: Moment
    ends_at: Moment
    complaints: int
    repairs: int
    suggestions: int
    enquiries: int
    praise: int
    open: int
    late: int
    repeated: int


class NeedsAdjusted(Event):
    key: ClassVar[str] = "ticketing.needs_adjusted.v1"

    digest_id: UUID
    estate_id: UUID
    ends_at: Moment
    adjustment: str
    by: str
    at: Moment


class CampaignChanged(Event):
    key: ClassVar[str] = "survey.campaign_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    estate_id: UUID
    title: str
    year: int
    half: int | None
    closed_at: Moment | None
    deleted: bool


class ResultsPublished(Event):
    key: ClassVar[str] = "survey.results_published.v1"

    campaign_id: UUID
    estate_id: UUID
    title: str
    approved_by: str
    at: Moment


class AnalysisPublished(Event):
    key: ClassVar[str] = "survey.analysis_published.v1"

    analysis_id: UUID
    estate_id: UUID
    year: int
    quarter: int
    title: str
    approved_by: str
    at: Moment


class MeasureFact(Event):
    """What every event of a measure tells."""

    measure_id: UUID
    analysis_id: UUID
    estate_id: UUID
    year: int
    quarter: int
    owner_id: UUID
    due_on: date
    at: Moment


class MeasureGiven(MeasureFact):
    key: ClassVar[str] = "survey.measure_given.v1"


class MeasureDone(MeasureFact):
    key: ClassVar[str] = "survey.measure_done.v1"

    by: str


class StatementPublished(Event):
    key: ClassVar[str] = "notify.statement_published.v1"

    statement_id: UUID
    estate_id: UUID
    begins_on: date
    ends_on: date
    signed_by: str
    at: Moment


class FeeReminderSent(Event):
    key: ClassVar[str] = "notify.fee_reminder_sent.v1"

    estate_id: UUID
    period: str
    by: str
    at: Moment


class SignFact(Event):
    """What every event of a sign tells."""

    sign_id: UUID
    estate_id: UUID
    number: str
    next_due_on: date
    by: str
    at: Moment


class SignRegistered(SignFact):
    key: ClassVar[str] = "notify.sign_registered.v1"


class SignInspected(SignFact):
    key: ClassVar[str] = "notify.sign_inspected.v1"

    due_on: date | None = None


class SignTakenDown(SignFact):
    key: ClassVar[str] = "notify.sign_taken_down.v1"


class NoticeFact(Event):
    """What every event of a notice tells."""

    notice_id: UUID
    estate_id: UUID
    number: str | None
    kind: str
    by: str
    at: Moment
    starts_at: Moment | None = None
    emergency_reason: str = ""


class NoticeApproved(NoticeFact):
    key: ClassVar[str] = "notify.notice_approved.v1"


class NoticePublished(NoticeFact):
    key: ClassVar[str] = "notify.notice_published.v1"


class NoticeWithdrawn(NoticeFact):
    key: ClassVar[str] = "notify.notice_withdrawn.v1"


class NoticeReplaced(NoticeFact):
    key: ClassVar[str] = "notify.notice_replaced.v1"


class OutageAnnounced(NoticeFact):
    key: ClassVar[str] = "notify.outage_announced.v1"


class PostingFact(Event):
    """What every event of a posting tells."""

    posting_id: UUID
    estate_id: UUID
    notice_id: UUID
    number: str
    place: str
    due_at: Moment
    posted_at: Moment | None
    posted_by: str | None
    at: Moment


class NoticePosted(PostingFact):
    key: ClassVar[str] = "notify.notice_posted.v1"


class PostingLate(PostingFact):
    key: ClassVar[str] = "notify.posting_late.v1"

    state: str


TICKET_FACTS: tuple[type[Event], ...] = (
    TicketAssigned,
    TicketArrived,
    TicketTimeAgreed,
    TicketReferred,
    SolutionProposed,
    ReferralOverdue,
    ClockBreached,
    MailboxLetterReceived,
)
