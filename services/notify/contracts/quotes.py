"""What notify needs of the quotes of paid services, to tell people of them (C2.2). Amounts are in fen."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from services.notify.contracts.tickets import TicketEvent


class QuoteOffered(TicketEvent):
    """The household agrees or not at ``quote_url``."""

    key: ClassVar[str] = "ticketing.quote_offered.v1"

    revision: int
    total_fen: int
    valid_until: date
    quote_url: str


class QuoteDecision(TicketEvent):
    """Each of ``staff_ids``, who does the work, is to be told what ``by`` said."""

    total_fen: int
    by: str
    words: str
    staff_ids: list[UUID]


class QuoteConfirmed(QuoteDecision):
    key: ClassVar[str] = "ticketing.quote_confirmed.v1"


class QuoteDeclined(QuoteDecision):
    key: ClassVar[str] = "ticketing.quote_declined.v1"


class QuoteSettled(TicketEvent):
    """What is charged, within the ``agreed_fen``."""

    key: ClassVar[str] = "ticketing.quote_settled.v1"

    agreed_fen: int
    total_fen: int


class QuoteWithdrawn(TicketEvent):
    key: ClassVar[str] = "ticketing.quote_withdrawn.v1"

    reason: str
