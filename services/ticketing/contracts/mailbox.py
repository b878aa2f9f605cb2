"""Letters to the project lead, and the emptying of the paper boxes (A2.9)."""

from typing import ClassVar
from uuid import UUID

from services.ticketing.contracts.tickets import TicketEvent
from shared.events import Event, Moment


class MailboxLetterReceived(TicketEvent):
    """A letter has become a ticket; ``on_paper`` or by the web form. ``staff_ids`` are to be told."""

    key: ClassVar[str] = "ticketing.mailbox_letter_received.v1"

    on_paper: bool
    staff_ids: list[UUID]


class MailboxEmptied(Event):
    """Somebody took ``letters`` out of the box at ``place``; none is proven too."""

    key: ClassVar[str] = "ticketing.mailbox_emptied.v1"

    emptying_id: UUID
    box_id: UUID
    estate_id: UUID
    place: str
    emptied_at: Moment
    by: str
    letters: int


EMITS: tuple[type[Event], ...] = (MailboxLetterReceived, MailboxEmptied)
