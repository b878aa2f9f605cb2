"""The steps of a ticket between its acceptance and its solution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.clocks import meet
from services.ticketing.handlers.loading import check_works_on, ticket_of
from services.ticketing.handlers.noted import moment_of
from services.ticketing.handlers.pauses import drop_pause
from services.ticketing.handlers.ticket_events import add_acknowledged, facts
from services.ticketing.models import UNSETTLED, Attachment, ClockKind, Step, Ticket
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError


class AlreadyArrived(DomainError):
    message = N_("The arrival has already been noted.")


class NotAgreedTo(DomainError):
    """A paid service whose quote is open; the message says what is to be done."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__()


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that the attachment store keeps under ``key``; ``size`` in bytes."""

    key: str
    content_type: str
    size: int


def acknowledge(session: Session, *, ticket_id: UUID) -> Ticket:
    """有求必应: somebody has taken note. Raises ``IllegalStep``."""
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.ACKNOWLEDGE)
    ticket.acknowledged_at = clock.now()
    meet(ticket, ticket.acknowledged_at, ClockKind.ACKNOWLEDGE)
    audit.record(session, "ticket.acknowledge", ticket)
    add_acknowledged(session, ticket)
    return ticket


def arrive(session: Session, *, ticket_id: UUID, noted_at: datetime | None = None) -> Ticket:
    """Somebody is on the spot, which meets the ``respond`` clock (C2.5); ``noted_at`` as of ``moment_of``.

    Raises ``IllegalStep``, ``NotedTooLongAgo``.
    """
    ticket = ticket_of(session, ticket_id)
    check_works_on(session, ticket)
    ticket.take(Step.ARRIVE)
    if ticket.arrived_at is not None:
        raise AlreadyArrived
    ticket.arrived_at = moment_of(ticket, noted_at)
    meet(ticket, ticket.arrived_at, ClockKind.RESPOND)
    audit.record(session, "ticket.arrive", ticket)
    told = facts(session, ticket, at=ticket.arrived_at)
    outbox.add(session, contracts.TicketArrived(**told, by=actor_of(session).name), ticket)
    return ticket


def resolve(
    session: Session,
    *,
    ticket_id: UUID,
    resolution: str,
    photos: Sequence[Photo] = (),
    noted_at: datetime | None = None,
) -> Ticket:
    """有应必解: what was done. Meets the ``respond`` clock too when nobody arrived before.

    Raises ``IllegalStep``, ``NotAgreedTo`` (C2.2), ``NotedTooLongAgo``.
    """
    ticket = ticket_of(session, ticket_id)
    check_works_on(session, ticket)
    ticket.take(Step.RESOLVE)
    _check_charge(ticket)
    ticket.resolved_at = moment_of(ticket, noted_at)
    ticket.resolution = resolution
    ticket.referred_to_id = None  # what is solved needs no proposal any more
    drop_pause(session, ticket, ticket.resolved_at)
    meet(ticket, ticket.resolved_at, ClockKind.RESPOND, ClockKind.RESOLVE)
    for photo in photos:
        ticket.attachments.append(_attachment(session, ticket, photo))
    audit.record(session, "ticket.resolve", ticket)
    told = facts(session, ticket, at=ticket.resolved_at)
    event = contracts.TicketResolved(**told, by=actor_of(session).name, resolution=resolution)
    outbox.add(session, event, ticket)
    return ticket


def _check_charge(ticket: Ticket) -> None:
    """Nobody is charged for what was not agreed to (C2.2)."""
    if ticket.quote_state in UNSETTLED:
        raise NotAgreedTo(UNSETTLED[ticket.quote_state])


def _attachment(session: Session, ticket: Ticket, photo: Photo) -> Attachment:
    return Attachment(
        estate_id=ticket.estate_id,
        step=Step.RESOLVE,
        key=photo.key,
        content_type=photo.content_type,
        size=photo.size,
        added_at=clock.now(),
        added_by=actor_of(session).name,
    )
