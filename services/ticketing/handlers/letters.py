"""A letter to the project lead becomes a ticket (A2.9); whoever wrote it on the web gets a receipt code."""

import hashlib
import secrets
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.escalation import whom_to_tell
from services.ticketing.handlers.open_ticket import open_ticket
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.handlers.work_ticket import Photo
from services.ticketing.models import Attachment, Channel, Letter, Ticket, TicketKind
from shared import clock, outbox
from shared.errors import N_
from shared.i18n import translate

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read as something else
GROUPS, GROUP = 4, 4  # 80 bits: never to be guessed
ANONYMOUS = N_("Anonymous")


def send_letter(
    session: Session,
    *,
    estate_id: UUID,
    kind: TicketKind,
    title: str,
    description: str = "",
    reporter_name: str = "",
    reporter_phone: str = "",
    photos: Sequence[Photo] = (),
) -> tuple[Ticket, str]:
    """A resident writes on the web, with or without a name. Returns the ticket and the receipt code.

    Nothing is kept of where it came from. Raises ``Invalid``.
    """
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    letter = Letter(estate_id=estate_id, receipt_digest=_digest(code))
    ticket = receive(
        session,
        letter,
        kind=kind,
        title=title,
        description=description,
        reporter_name=reporter_name,
        reporter_phone=reporter_phone,
    )
    ticket.attachments += [_attachment(ticket, photo) for photo in photos]
    return ticket, code


def receive(session: Session, letter: Letter, *, reporter_name: str, **told: object) -> Ticket:
    """Makes the letter a ticket of its estate, and tells the project lead. Raises ``Invalid``."""
    name = reporter_name or translate(ANONYMOUS, "zh")
    ticket = open_ticket(
        session,
        estate_id=letter.estate_id,
        channel=Channel.MAILBOX,
        reporter_name=name,
        **told,  # type: ignore[arg-type] # kind, title, description, reporter_phone
    )
    letter.ticket_id = ticket.id
    session.add(letter)
    _role, staff_ids = whom_to_tell(session, ticket.estate_id, "project_lead", None)
    on_paper = letter.emptying_id is not None
    event = contracts.MailboxLetterReceived(**facts(session, ticket), on_paper=on_paper, staff_ids=staff_ids)
    outbox.add(session, event, ticket)
    return ticket


def ticket_of_receipt(session: Session, code: str) -> UUID | None:
    """The ticket of the letter whose receipt has this code, however it was typed; None for an unknown one."""
    return session.scalars(select(Letter.ticket_id).where(Letter.receipt_digest == _digest(code))).first()


def _digest(code: str) -> bytes:
    plain = "".join(character for character in code.upper() if character in ALPHABET)
    return hashlib.sha256(plain.encode()).digest()


def _attachment(ticket: Ticket, photo: Photo) -> Attachment:
    return Attachment(
        estate_id=ticket.estate_id,
        step=None,
        key=photo.key,
        content_type=photo.content_type,
        size=photo.size,
        added_at=clock.now(),
        added_by=ticket.reporter_name,
    )
