"""Facts that the quarterly analysis counts: copies of what other services told, and of nobody's name (A2.8)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.survey.models.base import Base
from shared.db import EstateOwned, Identified
from shared.errors import N_

OUTAGES = frozenset({"power_outage", "water_outage", "lift_outage"})
CLOCKS = ("acknowledge", "respond", "resolve", "answer")


class Issue(Identified, EstateOwned, Base):
    """A request of a resident, by the id of its ticket; ``at_version`` is the newest of its events that is in here.

    ``outcome`` is what was done, or why nothing was; ``merged``: it is counted as another one. ``late_*`` are the
    promises that were not kept.
    """

    __tablename__ = "issue"
    __table_args__ = (Index("ix_issue_estate_id_opened_at", "estate_id", "opened_at"),)

    estate_id: Mapped[UUID] = mapped_column()
    at_version: Mapped[int]
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[UUID | None] = mapped_column(index=True)
    unit_id: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text)
    reopened: Mapped[bool]
    merged: Mapped[bool]
    major: Mapped[bool]
    score: Mapped[int | None]
    late_acknowledge: Mapped[bool]
    late_respond: Mapped[bool]
    late_resolve: Mapped[bool]
    late_answer: Mapped[bool]

    @property
    def came_to(self) -> str:
        """Where it stands, as its household is told."""
        ends = {"declined": self.declined_at, "done": self.resolved_at, "answered": self.answered_at or self.closed_at}
        return next((state for state, at in ends.items() if at is not None), "open")


class IssueReporter(Identified, EstateOwned, Base):
    """A household that told the same."""

    __tablename__ = "issue_reporter"

    ticket_id: Mapped[UUID] = mapped_column(index=True)
    customer_id: Mapped[UUID | None] = mapped_column(index=True)


class Category(Identified, Base):
    __tablename__ = "category"

    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)


class ContactKind(StrEnum):
    """Other ways in which residents were heard."""

    VISIT = "visit"
    SYMPOSIUM = "symposium"
    MAILBOX = "mailbox"
    MEETING = "meeting"


class Contact(Identified, EstateOwned, Base):
    """A visit that raised ``told`` needs, a symposium or meeting of ``told`` people, a box with ``told`` letters."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_estate_id_at", "estate_id", "at"),)

    estate_id: Mapped[UUID] = mapped_column()
    kind: Mapped[ContactKind]
    at: Mapped[datetime]
    customer_id: Mapped[UUID | None] = mapped_column(index=True)
    score: Mapped[int | None]
    told: Mapped[int]


class Outage(Identified, EstateOwned, Base):
    """An outage by the id of its notice. ``announced_at``: it hung in every lobby 24 hours ahead (C2.1)."""

    __tablename__ = "outage"

    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime]
    emergency_reason: Mapped[str] = mapped_column(Text)
    announced_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


KIND_NAMES = {
    "complaint": N_("complaint"),
    "repair": N_("repair"),
    "suggestion": N_("suggestion"),
    "enquiry": N_("enquiry"),
    "praise": N_("praise"),
}
CHANNEL_NAMES = {
    "phone": N_("phone"),
    "counter": N_("counter"),
    "mailbox": N_("lead's mailbox"),
    "web": N_("web"),
    "visit": N_("visit"),
    "survey": N_("survey"),
    "symposium": N_("symposium"),
    "committee": N_("owners' committee"),
    "employee": N_("employee"),
}
CLOCK_NAMES = {
    "acknowledge": N_("Acknowledged"),
    "respond": N_("On the spot or solved"),
    "resolve": N_("Solved"),
    "answer": N_("Answered"),
}
