"""报价: what a paid service will cost, told and agreed to before it is done (C2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import TicketKind
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned
from shared.errors import N_

if TYPE_CHECKING:
    from services.ticketing.models.tickets import Ticket

QUOTE_LASTS_DAYS = 7
MOST_LINES = 40
CHARGEABLE = frozenset({TicketKind.REPAIR, TicketKind.ENQUIRY})  # what is asked for, not what is complained of


class QuoteState(StrEnum):
    OFFERED = "quote_offered"
    CONFIRMED = "quote_confirmed"
    DECLINED = "quote_declined"
    REPLACED = "quote_replaced"
    WITHDRAWN = "quote_withdrawn"
    SETTLED = "quote_settled"


class Consent(StrEnum):
    """How the resident told us: by the link, or to a member of staff who recorded it."""

    LINK = "by_link"
    PHONE = "phone"
    IN_PERSON = "in_person"
    SIGNATURE = "signature"


class LineKind(StrEnum):
    """From the price list, or told freely."""

    SERVICE = "service"
    PARTS = "parts"
    LABOUR = "labour"


QUOTE_NAMES = {
    QuoteState.OFFERED: N_("quote waits for consent"),
    QuoteState.CONFIRMED: N_("quote confirmed"),
    QuoteState.DECLINED: N_("quote not agreed to"),
    QuoteState.REPLACED: N_("quote replaced"),
    QuoteState.WITHDRAWN: N_("quote withdrawn"),
    QuoteState.SETTLED: N_("charge settled"),
    Consent.LINK: N_("by the link"),
    Consent.PHONE: N_("phone"),
    Consent.IN_PERSON: N_("in person"),
    Consent.SIGNATURE: N_("signature"),
    LineKind.SERVICE: N_("from the price list"),
    LineKind.PARTS: N_("parts"),
    LineKind.LABOUR: N_("labour"),
}
# Why a ticket cannot be marked as resolved: nothing is charged without consent, nor without telling for what.
UNSETTLED = {
    QuoteState.OFFERED: N_(
        "The resident has not confirmed the quote yet. Wait for it, record the consent, or withdraw the quote."
    ),
    QuoteState.CONFIRMED: N_("First record what was really used and done: what is charged follows from it."),
    QuoteState.DECLINED: N_(
        "The resident did not agree to the quote. Make another one, withdraw it if nothing is charged, or decline the"
        " ticket."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """A line as somebody tells it: ``price_id`` names the price of a ``SERVICE``; all others say what and how much.

    ``hundredths`` is the quantity; prices and costs are in fen for each unit.
    """

    kind: LineKind
    price_id: UUID | None = None
    name: str = ""
    unit: str = ""
    hundredths: int = 100
    price_fen: int = 0
    cost_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFacts:
    """How much of a quoted line was really used, and what each unit cost us."""

    line_id: UUID
    hundredths: int
    cost_fen: int | None = None


class Quote(Versioned, EstateOwned, Audited, Base):
    """One version of what the work of a ticket costs. Its lines never change; a changed quote is a new ``revision``.

    ``decided_by`` is who agreed or not, ``recorded_by`` who took it down, empty when it came by the link.
    ``settled_fen`` is what is charged, from the lines of what was really used; never above ``total_fen``.
    """

    __tablename__ = "quote"
    __table_args__ = (
        UniqueConstraint("ticket_id", "revision"),
        Index("ix_quote_estate_id_settled_on", "estate_id", "settled_on"),
    )

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("ticket.id"))
    revision: Mapped[int]
    state: Mapped[QuoteState]
    total_fen: Mapped[int]
    note: Mapped[str]
    offered_at: Mapped[datetime]
    offered_by: Mapped[str]
    offered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    valid_until: Mapped[date]
    consent: Mapped[Consent | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    words: Mapped[str | None]
    recorded_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    settled_on: Mapped[date | None]
    settled_fen: Mapped[int | None]

    ticket: Mapped["Ticket"] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["QuoteLine"]] = relationship(
        lambda: QuoteLine,
        lazy="raise_on_sql",
        order_by=lambda: QuoteLine.position,
        back_populates="quote",
        cascade="all, delete-orphan",
    )

    @property
    def quoted(self) -> list["QuoteLine"]:
        return [line for line in self.lines if not line.actual]

    @property
    def used(self) -> list["QuoteLine"]:
        return [line for line in self.lines if line.actual]

    def expired(self, day: date) -> bool:
        return self.state is QuoteState.OFFERED and day > self.valid_until


class QuoteLine(Identified, EstateOwned, Base):
    """A line of a quote, with its price as it was then; ``actual``: what was really used of it, or besides.

    ``item_id`` is the item of the price list with which the line is reckoned: a part or an hour with the first service
    of its quote. ``cost_fen`` and ``cost_amount_fen``, what it cost us, are None while nobody has said.
    """

    __tablename__ = "quote_line"

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    quote_id: Mapped[UUID] = mapped_column(ForeignKey("quote.id"), index=True)
    quoted_id: Mapped[UUID | None] = mapped_column(ForeignKey("quote_line.id"))
    actual: Mapped[bool]
    position: Mapped[int]
    kind: Mapped[LineKind]
    item_id: Mapped[UUID | None]
    name: Mapped[str]
    unit: Mapped[str]
    hundredths: Mapped[int]
    price_fen: Mapped[int]
    amount_fen: Mapped[int]
    cost_fen: Mapped[int | None]
    cost_amount_fen: Mapped[int | None]

    quote: Mapped[Quote] = relationship(lazy="raise_on_sql", back_populates="lines")


def amount(hundredths: int, unit_fen: int) -> int:
    """In fen, a half rounded up, as people reckon."""
    return (hundredths * unit_fen + 50) // 100


def standing(quotes: Sequence[Quote]) -> QuoteState | None:
    """What the quotes of a ticket, in their order, come to; None when nothing is charged.

    One that waits goes before the one in force, which stays in force until the resident agrees to its successor.
    """
    states = [quote.state for quote in quotes if quote.state not in (QuoteState.REPLACED, QuoteState.WITHDRAWN)]
    for state in (QuoteState.OFFERED, QuoteState.CONFIRMED):
        if state in states:
            return state
    return states[-1] if states else None
