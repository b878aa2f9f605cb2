"""Who gets a ticket: assigned by somebody, whose turn it is, or who takes it (C1.4.2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.absences import away_today, check_present
from services.ticketing.handlers.categories import file_under, offered_category
from services.ticketing.handlers.clocks import meet
from services.ticketing.handlers.loading import check_works_on, ticket_of
from services.ticketing.handlers.ticket_events import add_acknowledged, facts
from services.ticketing.models import ClockKind, Duty, Post, Staff, Status, Step, Team, Ticket
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid
from shared.ids import earliest_id
from shared.permissions import allowed

LOOKS_BACK = timedelta(days=60)


class AlreadyAssigned(DomainError):
    message = N_("The ticket is already assigned to %(name)s.")


def assign(session: Session, *, ticket_id: UUID, assignee_id: UUID) -> Ticket:
    """Dispatches the ticket to a member of staff, or hands it on; a new ticket is thereby acknowledged.

    Raises ``IllegalStep``, ``AlreadyAssigned``, ``Away``, ``Invalid`` when the person does not work in the estate.
    """
    ticket = ticket_of(session, ticket_id)
    return _given_to(session, ticket, check_assign(session, ticket, assignee_id), Step.ASSIGN)


def check_assign(session: Session, ticket: Ticket, assignee_id: UUID) -> Staff:
    """Whom ``assign`` would give it to. Raises what it would raise."""
    ticket.after(Step.ASSIGN)
    assignee = session.get(Staff, assignee_id)
    if assignee is None or not assignee.active or not assignee.works_in(ticket.estate_id):
        raise Invalid({"assignee_id": [N_("Nobody with this account works in the ticket's estate.")]})
    check_present(session, assignee)
    _check_new(ticket, assignee)
    return assignee


def assign_in_turn(session: Session, *, ticket_id: UUID, team: Team | None = None) -> Ticket:
    """Dispatches the ticket within ``team``, or the team it has: to the least busy, of those on duty if there are any.

    Raises ``IllegalStep``, ``Invalid`` when nobody can be sent.
    """
    ticket = ticket_of(session, ticket_id)
    ticket.after(Step.ASSIGN_IN_TURN)
    chosen = team or ticket.team
    members = [member for member in _members(session, chosen, ticket) if member.id != ticket.assignee_id]
    if not members:
        raise Invalid({"team": [N_("Nobody of this team can be sent in the ticket's estate.")]})
    return _given_to(session, ticket, _next_in_turn(session, members, chosen), Step.ASSIGN_IN_TURN)


def take(session: Session, *, ticket_id: UUID) -> Ticket:
    """The actor takes what nobody has yet. Raises ``IllegalStep``, ``AlreadyAssigned``, ``NotYourTicket``, ``Away``."""
    ticket = ticket_of(session, ticket_id)
    check_works_on(session, ticket)
    ticket.after(Step.TAKE)
    if ticket.assignee is not None:
        raise AlreadyAssigned(name=ticket.assignee.name)
    me = session.get(Staff, cast(UUID, actor_of(session).id))
    if me is None:
        raise Invalid({"": [N_("Only a member of staff can take a ticket.")]})
    check_present(session, me)
    return _given_to(session, ticket, me, Step.TAKE)


def classify(session: Session, *, ticket_id: UUID, category_id: UUID | None) -> Ticket:
    """It is about something else than was said. Raises ``IllegalStep``, ``Invalid``."""
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.CLASSIFY)
    file_under(ticket, offered_category(session, category_id, ticket.kind))
    audit.record(session, "ticket.classify", ticket)
    event = contracts.TicketClassified(
        **facts(session, ticket),
        by=actor_of(session).name,
        category=ticket.category,
        category_id=ticket.category_id,
    )
    outbox.add(session, event, ticket)
    return ticket


def _given_to(session: Session, ticket: Ticket, assignee: Staff, step: Step) -> Ticket:
    _check_new(ticket, assignee)
    newly_acknowledged, previous = ticket.status is Status.RECEIVED, ticket.assignee_id
    ticket.take(step)
    if newly_acknowledged:
        ticket.acknowledged_at = clock.now()
        meet(ticket, ticket.acknowledged_at, ClockKind.ACKNOWLEDGE)
    ticket.assignee, ticket.assignee_id, ticket.team = assignee, assignee.id, assignee.team
    audit.record(session, "ticket.assign", ticket, note=assignee.name)
    if newly_acknowledged:
        add_acknowledged(session, ticket)
    event = contracts.TicketAssigned(
        **facts(session, ticket),
        assignee_id=assignee.id,
        assignee_name=assignee.name,
        previous_assignee_id=previous,
        due_at=ticket.due_at,
    )
    outbox.add(session, event, ticket)
    return ticket


def _check_new(ticket: Ticket, assignee: Staff) -> None:
    if assignee.id == ticket.assignee_id:
        raise AlreadyAssigned(name=assignee.name)


def _members(session: Session, team: Team | None, ticket: Ticket) -> list[Staff]:
    found, away = session.scalars(select(Staff).where(Staff.active, Staff.team == team)), away_today(session)
    present = [row for row in found if row.id not in away and row.works_in(ticket.estate_id)]
    return [row for row in present if allowed(row.roles, "tickets.work")]


def _next_in_turn(session: Session, members: Sequence[Staff], team: Team | None) -> Staff:
    """The least busy, among them who was given something longest ago; those on duty before all others."""
    ids = [member.id for member in members]
    now = clock.now()
    on_duty = _on_duty(session, ids, team, now)
    history = (
        select(Ticket.assignee_id, func.count().filter(Ticket.closed_at.is_(None)), func.max(Ticket.opened_at))
        .where(Ticket.assignee_id.in_(ids), Ticket.id > earliest_id(now - LOOKS_BACK))
        .group_by(Ticket.assignee_id)
    )
    busy = {assignee: (count, last.timestamp()) for assignee, count, last in session.execute(history)}
    return min(members, key=lambda row: (row.id not in on_duty, busy.get(row.id, (0, 0.0)), row.name))


def _on_duty(session: Session, ids: Sequence[UUID], team: Team | None, now: datetime) -> set[UUID]:
    if team is None:
        return set()
    shifts = select(Duty.staff_id).where(Duty.staff_id.in_(ids), Duty.post == Post(team), Duty.at(now))
    return set(session.scalars(shifts))
