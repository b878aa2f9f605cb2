"""The steps of a ticket between its acceptance and its solution."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.clocks import meet
from services.ticketing.handlers.loading import check_works_on, ticket_of
from services.ticketing.handlers.pauses import drop_pause
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import Attachment, ClockKind, Staff, Status, Step, Ticket
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid


class AlreadyArrived(DomainError):
    message = N_("The arrival has already been noted.")


class AlreadyAssigned(DomainError):
    message = N_("The ticket is already assigned to %(name)s.")


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
    _add_acknowledged(session, ticket)
    return ticket


def assign(session: Session, *, ticket_id: UUID, assignee_id: UUID) -> Ticket:
    """Dispatches the ticket to a member of staff, or hands it on; a new ticket is thereby acknowledged.

    Raises ``IllegalStep``, ``AlreadyAssigned``, ``Invalid`` when the person does not work in the estate.
    """
    ticket = ticket_of(session, ticket_id)
    newly_acknowledged, previous = ticket.status is Status.RECEIVED, ticket.assignee_id
    ticket.take(Step.ASSIGN)
    with session.no_autoflush:  # the ticket's changes are flushed only once they are recorded
        assignee = _assignee(session, assignee_id, ticket)
    if newly_acknowledged:
        ticket.acknowledged_at = clock.now()
        meet(ticket, ticket.acknowledged_at, ClockKind.ACKNOWLEDGE)
    ticket.assignee, ticket.assignee_id, ticket.team = assignee, assignee.id, assignee.team
    audit.record(session, "ticket.assign", ticket, note=assignee.name)
    if newly_acknowledged:
        _add_acknowledged(session, ticket)
    event = contracts.TicketAssigned(
        **facts(session, ticket),
        assignee_id=assignee.id,
        assignee_name=assignee.name,
        previous_assignee_id=previous,
        due_at=ticket.due_at,
    )
    outbox.add(session, event, ticket)
    return ticket


def arrive(session: Session, *, ticket_id: UUID) -> Ticket:
    """Somebody is on the spot, which meets the ``respond`` clock (C2.5). Raises ``IllegalStep``."""
    ticket = ticket_of(session, ticket_id)
    check_works_on(session, ticket)
    ticket.take(Step.ARRIVE)
    if ticket.arrived_at is not None:
        raise AlreadyArrived
    ticket.arrived_at = clock.now()
    meet(ticket, ticket.arrived_at, ClockKind.RESPOND)
    audit.record(session, "ticket.arrive", ticket)
    outbox.add(session, contracts.TicketArrived(**facts(session, ticket), by=actor_of(session).name), ticket)
    return ticket


def resolve(session: Session, *, ticket_id: UUID, resolution: str, photos: Sequence[Photo] = ()) -> Ticket:
    """有应必解: what was done. Meets the ``respond`` clock too when nobody arrived before. Raises ``IllegalStep``."""
    ticket = ticket_of(session, ticket_id)
    check_works_on(session, ticket)
    ticket.take(Step.RESOLVE)
    ticket.resolved_at = clock.now()
    ticket.resolution = resolution
    ticket.referred_to_id = None  # what is solved needs no proposal any more
    drop_pause(session, ticket, ticket.resolved_at)
    meet(ticket, ticket.resolved_at, ClockKind.RESPOND, ClockKind.RESOLVE)
    for photo in photos:
        ticket.attachments.append(_attachment(session, ticket, photo))
    audit.record(session, "ticket.resolve", ticket)
    event = contracts.TicketResolved(**facts(session, ticket), by=actor_of(session).name, resolution=resolution)
    outbox.add(session, event, ticket)
    return ticket


def _assignee(session: Session, assignee_id: UUID, ticket: Ticket) -> Staff:
    assignee = session.get(Staff, assignee_id)
    if assignee is None or not assignee.active or not assignee.works_in(ticket.estate_id):
        raise Invalid({"assignee_id": [N_("Nobody with this account works in the ticket's estate.")]})
    if assignee.id == ticket.assignee_id:
        raise AlreadyAssigned(name=assignee.name)
    return assignee


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


def _add_acknowledged(session: Session, ticket: Ticket) -> None:
    outbox.add(session, contracts.TicketAcknowledged(**facts(session, ticket), by=actor_of(session).name), ticket)
