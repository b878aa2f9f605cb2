"""Promotional events before the sale: what the developer requires of each, and changes coordinated with it (B4.1.2)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.visits.models.base import Base
from services.visits.models.parties import Party
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_, DomainError


class PromotionState(StrEnum):
    PREPARED = "prepared"
    TOOK_PLACE = "took_place"
    CALLED_OFF = "called_off_event"


PROMOTION_NAMES = {
    PromotionState.PREPARED: N_("being prepared"),
    PromotionState.TOOK_PLACE: N_("took place"),
    PromotionState.CALLED_OFF: N_("does not take place"),
}


class NotTheDeveloper(DomainError):
    message = N_("A promotional event is the developer's.")


class PromotionIsOver(DomainError):
    message = N_("This event is over or does not take place.")


class ChangeIsSettled(DomainError):
    message = N_("This change is settled already.")


class Promotion(Versioned, EstateOwned, Audited, Base):
    """``party_id`` is the developer; its requirements are tasks with this id."""

    __tablename__ = "promotion"
    __table_args__ = (Index("ix_promotion_starts_at_id", "starts_at", "id"),)

    party_id: Mapped[UUID] = mapped_column(ForeignKey("party.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    state: Mapped[PromotionState]
    reason: Mapped[str] = mapped_column(Text)

    party: Mapped[Party] = relationship(lazy="raise_on_sql")
    changes: Mapped[list["PromotionChange"]] = relationship(
        lambda: PromotionChange, lazy="raise_on_sql", order_by=lambda: PromotionChange.id
    )

    def check_prepared(self) -> None:
        if self.state is not PromotionState.PREPARED:
            raise PromotionIsOver


class PromotionChange(Versioned, EstateOwned, Audited, Base):
    """``staff_id`` coordinates it with the developer by ``due_at``; ``agreed`` is the developer's word."""

    __tablename__ = "promotion_change"

    promotion_id: Mapped[UUID] = mapped_column(ForeignKey("promotion.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    requested_by: Mapped[str] = mapped_column(Text)
    requested_at: Mapped[datetime]
    staff_id: Mapped[UUID]
    due_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str] = mapped_column(Text)
    agreed: Mapped[bool | None]
    person: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)

    promotion: Mapped[Promotion] = relationship(lazy="raise_on_sql", viewonly=True)
