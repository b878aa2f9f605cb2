"""Tickets, and the photos of their steps."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.categories import Category
from services.ticketing.models.choices import (
    AnswerChannel,
    Area,
    Channel,
    PauseReason,
    Status,
    Team,
    TicketKind,
    Tier,
)
from services.ticketing.models.clocks import Clock, Pause
from services.ticketing.models.people import Customer
from services.ticketing.models.quotes import UNSETTLED, QuoteState
from services.ticketing.models.ratings import Rating
from services.ticketing.models.referrals import Referral
from services.ticketing.models.staff import Staff
from services.ticketing.models.steps import Step, legal_steps, next_status
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned
from shared.errors import N_, DomainError

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_OPEN = text("status <> 'closed'")


class MergedAway(DomainError):
    message = N_("It was merged into %(number)s; go on there.")


class Ticket(Versioned, EstateOwned, Audited, Base):
    """A request of a resident. ``next_due_at`` is the nearest due time of a running clock, ``NEVER`` without one.

    ``waiting_for`` is set while a pause lasts. ``follows`` is an earlier ticket about the same,
    ``merged_into`` the one where it is handled since it turned out to be the same.
    ``referred_to_id`` is the superior who is asked now, for what is beyond the employee's authority (A2.4).
    ``major_since`` is set for a major problem, ``lead_visit_at`` once the project lead has been there (A2.10).
    ``category`` is the name of the category ``filed_under`` as it was when that was chosen.
    ``quote_state`` tells where a paid service stands (C2.2); None: nothing is charged.
    ``reporter_*`` tell who called when that is nobody of the household ``customer``.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("estate_id", "number"),
        Index("ix_ticket_estate_id_id", "estate_id", "id"),
        Index("ix_ticket_customer_id_id", "customer_id", "id"),
        Index("ix_ticket_assignee_id_id", "assignee_id", "id"),
        Index("ix_ticket_number", "number", postgresql_ops={"number": "varchar_pattern_ops"}),  # for LIKE 'BX-2026%'
        Index("ix_ticket_open_by_due", "next_due_at", "id", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    number: Mapped[str]
    kind: Mapped[TicketKind]
    area: Mapped[Area | None]
    tier: Mapped[Tier]
    category: Mapped[str]
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"))
    title: Mapped[str]
    description: Mapped[str]
    channel: Mapped[Channel]
    status: Mapped[Status]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("premises.id"))
    unit_path: Mapped[str]
    reporter_name: Mapped[str]
    reporter_phone: Mapped[str]
    opened_by: Mapped[str]
    team: Mapped[Team | None]
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    agreed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    resolution: Mapped[str | None]
    decline_reason: Mapped[str | None]
    answer: Mapped[str | None]
    answer_channel: Mapped[AnswerChannel | None]
    reopened: Mapped[int]
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    next_due_at: Mapped[datetime]
    waiting_for: Mapped[PauseReason | None]
    referred_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    major_since: Mapped[datetime | None]
    major_reason: Mapped[str | None]
    lead_visit_at: Mapped[datetime | None]
    lead_visit_by: Mapped[str | None]
    lead_visit_words: Mapped[str | None]
    quote_state: Mapped[QuoteState | None]

    customer: Mapped[Customer | None] = relationship(lazy="raise_on_sql")
    filed_under: Mapped[Category | None] = relationship(lazy="raise_on_sql")
    assignee: Mapped[Staff | None] = relationship(lazy="raise_on_sql", foreign_keys=assignee_id)
    clocks: Mapped[list[Clock]] = relationship(
        lazy="raise_on_sql", order_by=(Clock.started_at, Clock.due_at, Clock.id), back_populates="ticket"
    )
    pauses: Mapped[list[Pause]] = relationship(lazy="raise_on_sql", order_by=Pause.id, back_populates="ticket")
    follows: Mapped["Ticket | None"] = relationship(
        lazy="raise_on_sql", remote_side=lambda: Ticket.id, foreign_keys=follows_id
    )
    merged_into: Mapped["Ticket | None"] = relationship(
        lazy="raise_on_sql", remote_side=lambda: Ticket.id, foreign_keys=merged_into_id
    )
    referrals: Mapped[list[Referral]] = relationship(lazy="raise_on_sql", order_by=Referral.id, back_populates="ticket")
    rating: Mapped[Rating | None] = relationship(
        lazy="raise_on_sql", foreign_keys=Rating.ticket_id, back_populates="ticket"
    )
    attachments: Mapped[list["Attachment"]] = relationship(
        lambda: Attachment, lazy="raise_on_sql", order_by=lambda: Attachment.id, back_populates="ticket"
    )

    def after(self, step: Step) -> Status:
        """Where ``step`` would lead. Raises ``IllegalStep``, ``MergedAway``."""
        if self.merged_into is not None:
            raise MergedAway(number=self.merged_into.number)
        return next_status(self.status, step)

    def take(self, step: Step) -> None:
        """Moves along the status graph. Raises ``IllegalStep``, ``MergedAway``."""
        self.status = self.after(step)

    @property
    def steps(self) -> list[Step]:
        """What may be done with it now."""
        idle = {
            Step.TAKE: self.assignee_id is not None,
            Step.ARRIVE: self.arrived_at is not None,
            Step.RESOLVE: self.quote_state in UNSETTLED,
            Step.PAUSE: self.waiting_for is not None,
            Step.RESUME: self.waiting_for is None,
            Step.AGREE: self.tier is not Tier.NORMAL,
            Step.CLOSE: self.awaits_lead,
            Step.REFER: self.referred_to_id is not None,
            Step.PROPOSE: self.referred_to_id is None,
            Step.FLAG_MAJOR: self.major_since is not None,
            Step.WITHDRAW_MAJOR: self.major_since is None,
        }
        return [] if self.merged_into_id else [step for step in legal_steps(self.status) if not idle.get(step)]

    @property
    def awaits_lead(self) -> bool:
        """A major problem is closed only after the project lead's own visit (A2.10)."""
        return self.major_since is not None and self.lead_visit_at is None

    @property
    def due_at(self) -> datetime | None:
        """The nearest due time of a running clock."""
        return None if self.next_due_at == NEVER else self.next_due_at


class Attachment(Identified, EstateOwned, Base):
    """A photo of a step, or of the request itself (``step`` None). ``key`` finds the file in the attachment store."""

    __tablename__ = "attachment"

    estate_id: Mapped[UUID] = mapped_column()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), index=True)
    step: Mapped[Step | None]
    key: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]
    added_by: Mapped[str]

    ticket: Mapped[Ticket] = relationship(lazy="raise_on_sql", back_populates="attachments")


class TicketCounter(Base):
    """The last number given on a day of an estate."""

    __tablename__ = "ticket_counter"

    estate_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]
