"""What residents think of how their request was handled."""

from typing import ClassVar
from uuid import UUID

from services.ticketing.contracts.tickets import TicketEvent
from shared.events import Event


class RatingReminded(TicketEvent):
    """The household has not rated the closed ticket yet and is asked once more; ``rating_url`` is its link."""

    key: ClassVar[str] = "ticketing.rating_reminded.v1"

    rating_url: str


class TicketRated(TicketEvent):
    """``score`` is from 1 to 5; a low one has opened the ticket ``follow_up_id``."""

    key: ClassVar[str] = "ticketing.ticket_rated.v1"

    score: int
    words: str
    follow_up_id: UUID | None


EMITS: tuple[type[Event], ...] = (RatingReminded, TicketRated)
