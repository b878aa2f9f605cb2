"""Erasing a household: the people go, the tickets stay. It is final, and recorded with its reason.

What identifies them gives way to a mark in every text that hangs on the household: its rows, its tickets and what
belongs to those, search words, the audit trail, events that wait or failed, answers kept for a repeat.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session, selectinload

from services.ticketing import config
from services.ticketing.handlers.erasure_of_texts import Trace, erase_texts
from services.ticketing.handlers.files import drop_import_files, drop_photos
from services.ticketing.handlers.search_terms import renew_words
from services.ticketing.handlers.state_events import customer_state, erased_event, member_state
from services.ticketing.models import (
    Customer,
    CustomerTerm,
    Erasure,
    Member,
    Relation,
    Reporter,
    Status,
    Ticket,
    check_not_erased,
    told_from,
)
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.erasure import texts_of
from shared.errors import N_, DomainError, existing
from shared.redaction import MARK, Redaction


class LivesHere(DomainError):
    message = N_("The household lives here. Record first that it has moved out.")


class RequestsOpen(DomainError):
    message = N_("These requests are not closed yet: %(numbers)s. Close them first.")


def erase_customer(
    session: Session, *, customer_id: UUID, reason: str, delete_photos: bool = False, ticket_ids: Collection[UUID] = ()
) -> Erasure:
    """Erases the people of a household that has moved out and waits for nothing.

    ``ticket_ids`` are others in which somebody found them named. Raises ``NotFound``, ``Erased``, ``LivesHere``,
    ``RequestsOpen``.
    """
    household = existing(session.get(Customer, customer_id, with_for_update=True))
    check_not_erased(household)
    trace = _trace(session, household, ticket_ids)
    _check_gone(session, trace)
    redaction = erase_texts(session, trace)
    photos = drop_photos(session, trace.own) if delete_photos else 0
    drop_import_files(session, household)
    erasure = _record(session, trace, redaction.text(reason), photos)
    _empty(session, trace)
    for ticket in trace.tickets:
        _take_out(session, ticket, redaction, own=ticket in trace.own)
    renew_words(session, trace.tickets)
    _tell(session, trace, erasure)
    return erasure


def _trace(session: Session, household: Customer, ticket_ids: Collection[UUID]) -> Trace:
    """All that is about the household; its tickets are locked, so that nobody adds a word meanwhile.

    Of ``ticket_ids`` those of nobody's home count as its own.
    """
    people = session.scalars(select(Member).where(Member.customer_id == household.id)).all()
    named = Ticket.id.in_(ticket_ids) & (Ticket.estate_id == household.estate_id)
    of_nobody = named & Ticket.customer_id.is_(None)
    own = _tickets(session, or_(Ticket.customer_id == household.id, told_from(household, people), of_nobody))
    reported = select(Reporter.ticket_id).where(Reporter.customer_id == household.id)
    others = _tickets(session, or_(Ticket.id.in_(reported), named))
    return Trace(household, people, own, [ticket for ticket in others if ticket not in own])


def _tickets(session: Session, condition: ColumnElement[bool]) -> Sequence[Ticket]:
    found = select(Ticket).where(condition).options(selectinload(Ticket.customer))
    return session.scalars(found.order_by(Ticket.id).with_for_update()).all()


def _check_gone(session: Session, trace: Trace) -> None:
    today, left = clock.today(config.settings_of(session).site_zone), trace.household.moved_out_on
    if left is None or left > today:
        raise LivesHere
    if still_open := [ticket.number for ticket in trace.tickets if ticket.status is not Status.CLOSED]:
        raise RequestsOpen(numbers=", ".join(still_open))


def _record(session: Session, trace: Trace, reason: str, photos: int) -> Erasure:
    """The row that proves it; its audit row stands for the household's too, whose own would tell what was erased."""
    erasure = Erasure(
        id=trace.household.id,
        estate_id=trace.household.estate_id,
        erased_at=clock.now(),
        erased_by=actor_of(session).name,
        reason=reason,
        member_ids=[str(row.id) for row in trace.people],
        ticket_ids=[str(row.id) for row in trace.own],
        told_ids=[str(row.id) for row in trace.others],
        photos=photos,
    )
    session.add(erasure)
    audit.record(session, "customer.erase", erasure)
    return erasure


def _empty(session: Session, trace: Trace) -> None:
    """Rows that others refer to stay, with nothing of anybody in them."""
    household, now = trace.household, clock.now()
    household.name, household.phone, household.email = MARK, "", None
    household.channels, household.key_customer, household.moved_in_on = [], False, None
    household.erased_at = now
    for member in trace.people:
        member.name, member.phone, member.relation, member.committee_role = MARK, None, Relation.OTHER, None
        member.since, member.until, member.erased_at = None, household.moved_out_on, now
        audit.bare_record(session, "member.erase", member)
    session.flush()
    session.execute(delete(CustomerTerm).where(CustomerTerm.customer_id == household.id))


def _take_out(session: Session, ticket: Ticket, redaction: Redaction, *, own: bool) -> None:
    timers.cancel(session, ticket.id)
    if own:
        ticket.reporter_name, ticket.reporter_phone = (MARK if ticket.reporter_name else ""), ""
    for name in texts_of(Ticket):
        setattr(ticket, name, redaction.value(getattr(ticket, name)))
    if own or session.is_modified(ticket):
        audit.bare_record(session, "ticket.erase", ticket)


def _tell(session: Session, trace: Trace, erasure: Erasure) -> None:
    """First that they were erased, while readers still have what tells them what to look for."""
    outbox.add(session, erased_event(erasure), erasure)
    outbox.add(session, customer_state(trace.household), trace.household)
    for member in trace.people:
        outbox.add(session, member_state(member), member)
