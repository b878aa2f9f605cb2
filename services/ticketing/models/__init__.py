"""Tables, state rules and domain errors of the front desk."""

from services.ticketing.models.absences import ABSENCE_REASON_NAMES, LONGEST_ABSENCE, Absence, AbsenceReason
from services.ticketing.models.api_clients import TOKEN_LASTS, ApiClient
from services.ticketing.models.base import Base
from services.ticketing.models.calendar import CalendarDay
from services.ticketing.models.categories import Category
from services.ticketing.models.choices import (
    AnswerChannel,
    Area,
    Calendar,
    Channel,
    ClockKind,
    CustomerKind,
    ImportState,
    Language,
    MessageChannel,
    PauseReason,
    PremisesKind,
    Status,
    Takeover,
    Target,
    Team,
    TicketKind,
    Tier,
)
from services.ticketing.models.clocks import Clock, Escalation, Pause
from services.ticketing.models.commitments import (
    BREACH_PERCENT,
    LONGEST_MINUTES,
    Commitment,
    Course,
    EscalationStep,
    Telling,
    end_of_day,
)
from services.ticketing.models.imports import ImportJob
from services.ticketing.models.invitations import INVITATION_DAYS, INVITATION_LASTS, Invitation, LinkState
from services.ticketing.models.mailbox import LONGEST_DAYS, Box, Emptying, Letter
from services.ticketing.models.members import COMMITTEE_ROLE_NAMES, RELATION_NAMES, CommitteeRole, Member, Relation
from services.ticketing.models.needs import SAME_AGAIN, WEEK, NeedsDigest, next_digest_at
from services.ticketing.models.people import Customer, CustomerTerm, Estate, Premises
from services.ticketing.models.prices import DEAREST_FEN, PriceItem
from services.ticketing.models.ratings import BEST, LOW, REMIND_AFTER, Rating
from services.ticketing.models.referrals import ANSWER_WITHIN, Referral
from services.ticketing.models.reporters import Reporter
from services.ticketing.models.roster import DAYS_AHEAD, MOST_WEEKS, POST_NAMES, Duty, Period, Post, gaps
from services.ticketing.models.search_words import TicketWords
from services.ticketing.models.staff import LADDER, SIGN_IN_LASTS, SignIn, SignInFailures, Staff
from services.ticketing.models.steps import NOT_CLOSED, UNSOLVED, IllegalStep, Step, legal_steps, next_status
from services.ticketing.models.tickets import NEVER, Attachment, MergedAway, Ticket, TicketCounter

__all__ = [
    "ABSENCE_REASON_NAMES",
    "ANSWER_WITHIN",
    "BEST",
    "BREACH_PERCENT",
    "COMMITTEE_ROLE_NAMES",
    "DAYS_AHEAD",
    "DEAREST_FEN",
    "INVITATION_DAYS",
    "INVITATION_LASTS",
    "LADDER",
    "LONGEST_ABSENCE",
    "LONGEST_DAYS",
    "LONGEST_MINUTES",
    "LOW",
    "MOST_WEEKS",
    "NEVER",
    "NOT_CLOSED",
    "POST_NAMES",
    "RELATION_NAMES",
    "REMIND_AFTER",
    "SAME_AGAIN",
    "SIGN_IN_LASTS",
    "TOKEN_LASTS",
    "UNSOLVED",
    "WEEK",
    "Absence",
    "AbsenceReason",
    "AnswerChannel",
    "ApiClient",
    "Area",
    "Attachment",
    "Base",
    "Box",
    "Calendar",
    "CalendarDay",
    "Category",
    "Channel",
    "Clock",
    "ClockKind",
    "Commitment",
    "CommitteeRole",
    "Course",
    "Customer",
    "CustomerKind",
    "CustomerTerm",
    "Duty",
    "Emptying",
    "Escalation",
    "EscalationStep",
    "Estate",
    "IllegalStep",
    "ImportJob",
    "ImportState",
    "Invitation",
    "Language",
    "Letter",
    "LinkState",
    "Member",
    "MergedAway",
    "MessageChannel",
    "NeedsDigest",
    "Pause",
    "PauseReason",
    "Period",
    "Post",
    "Premises",
    "PremisesKind",
    "PriceItem",
    "Rating",
    "Referral",
    "Relation",
    "Reporter",
    "SignIn",
    "SignInFailures",
    "Staff",
    "Status",
    "Step",
    "Takeover",
    "Target",
    "Team",
    "Telling",
    "Ticket",
    "TicketCounter",
    "TicketKind",
    "TicketWords",
    "Tier",
    "end_of_day",
    "gaps",
    "legal_steps",
    "next_digest_at",
    "next_status",
]
