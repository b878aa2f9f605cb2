"""标识: the register of warning 警示 and directional 指示 signs, their inspections and defects (A1.3)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.notify.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned
from shared.errors import N_

LONGEST_SIGN = 100
LONGEST_INTERVAL_DAYS = 1096  # three years


class SignKind(StrEnum):
    WARNING = "warning"
    DIRECTIONAL = "directional"


class SignCondition(StrEnum):
    """What the list can be narrowed to."""

    OVERDUE = "overdue"
    DEFECTIVE = "defective"
    REMOVED = "removed"


class Sign(Versioned, EstateOwned, Audited, Base):
    """A sign on the spot; ``words`` is what it says. Without ``building_id`` it stands outdoors.

    It is to be inspected by the end of ``next_due_on``, ``interval_days`` after the inspection before.
    """

    __tablename__ = "sign"
    __table_args__ = (
        UniqueConstraint("estate_id", "number"),
        Index("ix_sign_estate_id_id", "estate_id", "id"),
        Index("ix_sign_next_due_on", "next_due_on"),
    )

    estate_id: Mapped[UUID] = mapped_column()
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[SignKind]
    words: Mapped[str] = mapped_column(Text)
    spot: Mapped[str] = mapped_column(Text)
    building_id: Mapped[UUID | None]
    building: Mapped[str] = mapped_column(Text)
    photo: Mapped[str | None] = mapped_column(Text)
    installed_on: Mapped[date]
    interval_days: Mapped[int]
    next_due_on: Mapped[date]
    removed_at: Mapped[datetime | None]
    removed_reason: Mapped[str | None] = mapped_column(Text)

    defects: Mapped[list["SignDefect"]] = relationship(
        lambda: SignDefect, lazy="raise_on_sql", order_by="SignDefect.id.desc()", back_populates="sign"
    )
    inspections: Mapped[list["SignInspection"]] = relationship(
        lambda: SignInspection, lazy="raise_on_sql", order_by="SignInspection.id.desc()", back_populates="sign"
    )

    @property
    def defect(self) -> "SignDefect | None":
        """The one that is being repaired."""
        return next((row for row in self.defects if row.settled_at is None), None)

    @property
    def where(self) -> str:
        return " ".join(filter(None, (self.building, self.spot)))


class SignInspection(Identified, EstateOwned, Audited, Base):
    """Somebody has looked at it; ``sound`` means that nothing is wrong with it."""

    __tablename__ = "sign_inspection"

    estate_id: Mapped[UUID] = mapped_column()
    sign_id: Mapped[UUID] = mapped_column(ForeignKey("sign.id"), index=True)
    inspected_at: Mapped[datetime]
    inspected_by: Mapped[str] = mapped_column(Text)
    sound: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    photo: Mapped[str | None] = mapped_column(Text)

    sign: Mapped[Sign] = relationship(lazy="raise_on_sql", back_populates="inspections")


class SignDefect(Versioned, EstateOwned, Audited, Base):
    """What is wrong with a sign, until the repair that it opened has ended; ``outcome`` is what was done."""

    __tablename__ = "sign_defect"

    estate_id: Mapped[UUID] = mapped_column()
    sign_id: Mapped[UUID] = mapped_column(ForeignKey("sign.id"), index=True)
    found_at: Mapped[datetime]
    found_by: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    ticket_id: Mapped[UUID | None] = mapped_column(index=True)
    ticket_number: Mapped[str | None] = mapped_column(Text)
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)

    sign: Mapped[Sign] = relationship(lazy="raise_on_sql", back_populates="defects")


class SignCounter(Base):
    """The last number of an estate."""

    __tablename__ = "sign_counter"

    estate_id: Mapped[UUID] = mapped_column(primary_key=True)
    last: Mapped[int]


SIGN_LABELS: dict[str, str] = {
    SignKind.WARNING: N_("warning sign"),
    SignKind.DIRECTIONAL: N_("directional sign"),
    SignCondition.OVERDUE: N_("inspection overdue"),
    SignCondition.DEFECTIVE: N_("defective"),
    SignCondition.REMOVED: N_("removed"),
}
