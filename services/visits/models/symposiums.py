"""座谈会: the year's plan, approved by the company, and each symposium of it (A2.2); the owners' committee likewise."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.visits.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned
from shared.errors import N_, DomainError


class PlanState(StrEnum):
    """``draft`` → ``submitted`` → ``approved``, or ``returned`` to be changed and submitted again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class SymposiumKind(StrEnum):
    RESIDENTS = "residents"
    COMMITTEE = "committee"


class SymposiumState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class OpinionKind(StrEnum):
    """As the front desk sorts requests."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"
    PRAISE = "praise"


SYMPOSIUM_NAMES = {
    PlanState.DRAFT: N_("draft"),
    PlanState.SUBMITTED: N_("awaits approval"),
    PlanState.RETURNED: N_("sent back"),
    PlanState.APPROVED: N_("approved"),
    SymposiumKind.RESIDENTS: N_("symposium with residents"),
    SymposiumKind.COMMITTEE: N_("meeting with the owners' committee"),
    SymposiumState.PLANNED: N_("planned"),
    SymposiumState.HELD: N_("held"),
    SymposiumState.CALLED_OFF: N_("called off"),
    OpinionKind.COMPLAINT: N_("complaint"),
    OpinionKind.SUGGESTION: N_("suggestion"),
    OpinionKind.ENQUIRY: N_("enquiry"),
    OpinionKind.PRAISE: N_("praise"),
}
OPEN_TO_CHANGE = frozenset({PlanState.DRAFT, PlanState.RETURNED})


class PlanIsClosed(DomainError):
    message = N_("The plan was submitted; it can be changed again once it is sent back.")


class PlanIsEmpty(DomainError):
    message = N_("A plan needs at least one symposium before it is submitted.")


class NotSubmitted(DomainError):
    message = N_("Only a plan that awaits approval is approved or sent back.")


class NotToBeHeld(DomainError):
    message = N_("Only a planned symposium of an approved plan is recorded, moved or called off.")


class NotHeldYet(DomainError):
    message = N_("Opinions are taken down once the symposium was held.")


class SymposiumPlan(Versioned, EstateOwned, Audited, Base):
    """《召开业主、客户座谈会计划》 of an estate and year. ``decided_*`` is the company's word."""

    __tablename__ = "symposium_plan"
    __table_args__ = (UniqueConstraint("estate_id", "year"),)

    year: Mapped[int]
    state: Mapped[PlanState]
    submitted_by: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)

    symposiums: Mapped[list["Symposium"]] = relationship(
        lambda: Symposium,
        lazy="raise_on_sql",
        order_by=lambda: (Symposium.starts_at, Symposium.id),
        back_populates="plan",
    )

    def check_open(self) -> None:
        if self.state not in OPEN_TO_CHANGE:
            raise PlanIsClosed


class Symposium(Versioned, EstateOwned, Audited, Base):
    """``people`` are those to be invited, ``present`` those who signed in, one in each line."""

    __tablename__ = "symposium"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("symposium_plan.id"), index=True)
    kind: Mapped[SymposiumKind]
    state: Mapped[SymposiumState]
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    people: Mapped[str] = mapped_column(Text)
    held_at: Mapped[datetime | None]
    present: Mapped[str] = mapped_column(Text)
    minutes: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)

    plan: Mapped[SymposiumPlan] = relationship(lazy="raise_on_sql", back_populates="symposiums")
    opinions: Mapped[list["SymposiumOpinion"]] = relationship(
        lambda: SymposiumOpinion, lazy="raise_on_sql", order_by=lambda: SymposiumOpinion.id
    )

    @property
    def attended(self) -> int:
        return len(self.present.splitlines())

    @property
    def invited(self) -> list[str]:
        return [line.strip() for line in self.people.splitlines() if line.strip()]

    def check_ahead(self) -> None:
        if self.plan.state is not PlanState.APPROVED or self.state is not SymposiumState.PLANNED:
            raise NotToBeHeld


class SymposiumOpinion(Identified, EstateOwned, Audited, Base):
    """What somebody said there, and the front desk's ticket of it as soon as there is one."""

    __tablename__ = "symposium_opinion"

    symposium_id: Mapped[UUID] = mapped_column(ForeignKey("symposium.id"), index=True)
    kind: Mapped[OpinionKind]
    said_by: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    ticket_id: Mapped[UUID | None] = mapped_column(index=True)
    ticket_number: Mapped[str] = mapped_column(Text)
