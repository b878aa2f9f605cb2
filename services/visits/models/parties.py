"""外联单位: the developer, contractors, builders, suppliers and authorities that the estate deals with (B4.1)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.visits.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned
from shared.errors import N_, DomainError

GOES_ON = text("ended_on IS NULL")


class PartyKind(StrEnum):
    """The kind decides what the procedures ask for: who is of another kind is registered anew."""

    DEVELOPER = "developer"
    CONTRACTOR = "contractor"
    BUILDER = "builder"
    SUPPLIER = "supplier"
    AUTHORITY = "authority"


class Standing(StrEnum):
    """How it stands with a party; ``run_out``: the contract is over, and nobody has ended the dealings."""

    GOES_ON = "goes_on"
    ENDS_SOON = "ends_soon"
    RUN_OUT = "run_out"
    ENDED = "ended"


PARTY_NAMES = {
    PartyKind.DEVELOPER: N_("developer"),
    PartyKind.CONTRACTOR: N_("contractor"),
    PartyKind.BUILDER: N_("builder"),
    PartyKind.SUPPLIER: N_("supplier"),
    PartyKind.AUTHORITY: N_("authority"),
    Standing.GOES_ON: N_("dealings go on"),
    Standing.ENDS_SOON: N_("contract ends soon"),
    Standing.RUN_OUT: N_("contract ran out"),
    Standing.ENDED: N_("dealings ended"),
}


class PartyIsThere(DomainError):
    message = N_("This party is in the register already.")


class PartyEnded(DomainError):
    message = N_("The dealings with this party have ended; take them up again first.")


class PartyGoesOn(DomainError):
    message = N_("The dealings with this party have not ended.")


class Party(Versioned, EstateOwned, Audited, Base):
    """``purpose``: what the party is there for. The contract may be open at either end; ``ended_on`` ends all."""

    __tablename__ = "party"
    __table_args__ = (
        Index("ix_party_name_id", "name", "id"),
        Index(
            "uq_party_estate_id_kind_name",
            "estate_id",
            "kind",
            "name",
            unique=True,
            postgresql_where=GOES_ON,
            sqlite_where=GOES_ON,
        ),
    )

    kind: Mapped[PartyKind]
    name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    contract_from: Mapped[date | None]
    contract_until: Mapped[date | None]
    notes: Mapped[str] = mapped_column(Text)
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    registered_at: Mapped[datetime]

    persons: Mapped[list["PartyPerson"]] = relationship(
        lambda: PartyPerson, lazy="raise_on_sql", order_by=lambda: PartyPerson.id
    )

    def check_going_on(self) -> None:
        if self.ended_on is not None:
            raise PartyEnded

    def lasts_on(self, day: date) -> bool:
        """Whether its contract covers the day."""
        begins, ends = self.contract_from or day, min(self.contract_until or day, self.ended_on or day)
        return begins <= day <= ends


class PartyPerson(Identified, EstateOwned, Audited, Base):
    """Whom to turn to at the party, and how."""

    __tablename__ = "party_person"

    party_id: Mapped[UUID] = mapped_column(ForeignKey("party.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
