"""负责人信箱: letters to the project lead, on paper and on the web (A2.9)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.tickets import Ticket
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned

LONGEST_DAYS = 31


class Box(Versioned, EstateOwned, Audited, Base):
    """A paper box and how often it is emptied; ``emptied_at`` is the last time, or when it was put up."""

    __tablename__ = "mailbox_box"

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"), index=True)
    place: Mapped[str]
    every_days: Mapped[int]
    emptied_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    @property
    def due_at(self) -> datetime:
        return self.emptied_at + timedelta(days=self.every_days)


class Emptying(Identified, EstateOwned, Audited, Base):
    """Who took how many letters out of a box, and when; ``keyed`` of them have become tickets."""

    __tablename__ = "mailbox_emptying"

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    box_id: Mapped[UUID] = mapped_column(ForeignKey("mailbox_box.id"), index=True)
    emptied_at: Mapped[datetime]
    emptied_by: Mapped[str]
    letters: Mapped[int]
    keyed: Mapped[int]

    box: Mapped[Box] = relationship(lazy="raise_on_sql")


class Letter(Identified, EstateOwned, Base):
    """What came through a box (``emptying``) or through the web; the ticket holds its words.

    Of the receipt code only a digest is kept: whoever has the code, and nobody else, reads how it stands.
    """

    __tablename__ = "mailbox_letter"

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"), index=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"), unique=True)
    emptying_id: Mapped[UUID | None] = mapped_column(ForeignKey("mailbox_emptying.id"), index=True)
    receipt_digest: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)

    ticket: Mapped[Ticket] = relationship(lazy="raise_on_sql")
