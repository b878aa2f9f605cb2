"""What a paid service costs, and the resident's word on it (C2.2). Amounts are in fen."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from services.ticketing.contracts.tickets import TicketEvent
from shared.events import Event


class QuoteOffered(TicketEvent):
    """A quote, or a new version of it; the household agrees or not at ``quote_url`` until the day ``valid_until``."""

    key: ClassVar[str] = "ticketing.quote_offered.v1"

    quote_id: UUID
    revision: int
    total_fen: int
    valid_until: date
    quote_url: str
    by: str


class QuoteDecision(TicketEvent):
    """``by`` is the resident, ``recorded_by`` who took it down, empty when it came by the link (``consent``).

    ``staff_ids``, who does the work, are to be told.
    """

    quote_id: UUID
    revision: int
    total_fen: int
    consent: str
    by: str
    recorded_by: str
    words: str
    staff_ids: list[UUID]


class QuoteConfirmed(QuoteDecision):
    """The resident agrees: the work may be done, for at most ``total_fen``."""

    key: ClassVar[str] = "ticketing.quote_confirmed.v1"


class QuoteDeclined(QuoteDecision):
    """The resident does not agree; ``words`` may say why."""

    key: ClassVar[str] = "ticketing.quote_declined.v1"


class QuoteWithdrawn(TicketEvent):
    """Nothing is charged by this version."""

    key: ClassVar[str] = "ticketing.quote_withdrawn.v1"

    quote_id: UUID
    revision: int
    by: str
    reason: str


class QuoteSettled(TicketEvent):
    """What was really used comes to ``total_fen``, within the ``agreed_fen``; told again, it corrects what was told."""

    key: ClassVar[str] = "ticketing.quote_settled.v1"

    quote_id: UUID
    revision: int
    agreed_fen: int
    total_fen: int
    by: str


EMITS: tuple[type[Event], ...] = (QuoteOffered, QuoteConfirmed, QuoteDeclined, QuoteWithdrawn, QuoteSettled)
