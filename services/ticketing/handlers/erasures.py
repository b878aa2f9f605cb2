"""Erasing a household: the people go, the tickets stay. It is final, and recorded with its reason.

What identifies them gives way to a mark in every text that hangs on the household: its rows, its tickets and what
belongs to those, search words, the audit trail, events that wait or failed, answers kept for a repeat.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from services.ticketing import config
from services.ticketing.handlers.erasure_of_texts import PLACE, Trace, erase_texts
from services.ticketing.handlers.files import drop_import_files, drop_photos
from services.ticketing.handlers.loading import household_of
from services.ticketing.handlers.search_terms import drop_terms, renew_words
from services.ticketing.handlers.state_events import customer_state, erased_event, member_state
from services.ticketing.models import (
    Customer,
    Erasure,
    Member,
    Relation,
    Reporter,
    Status,
    Ticket,
    told_from,
)
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.erasure import table_of, texts_of
from shared.errors import N_, DomainError
from shared.redaction import MARK, Redaction


class LivesHere(DomainError):
    message = N_("The household lives here. Record first that it has moved out.")


class RequestsOpen(DomainError):
    message = N_("These requests are not closed yet: %(numbers)s. Close them first.")


def erase_customer(
    session: Session, *, customer_id: UUID, reason: str, delete_photos: bool = False, ticket_ids: Collection[UUID] = ()
) -> Erasure:
    """Erases the people of a household that has moved out and waits for nothing.

    ``ticket_ids`` are others in which somebody found them named. Raises ``NotFound``, ``Erased``, ``MergedHousehold``,
    ``LivesHere``, ``RequestsOpen``.
    """
    session.get(Customer, customer_id, with_for_update=True)
    trace = _trace(session, household_of(session, customer_id), ticket_ids)
    _check_gone(session, trace)
    redaction = erase_texts(session, trace)
    photos = drop_photos(session, trace.own) if delete_photos else 0
    drop_import_files(session, trace.household)
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
    merged = session.scalars(select(Customer).where(Customer.merged_into_id == household.id)).all()
    records = [household.id, *(row.id for row in merged)]
    people = session.scalars(select(Member).where(Member.customer_id.in_(records))).all()
    named = Ticket.id.in_(ticket_ids) & (Ticket.estate_id == household.estate_id)
    of_nobody = named & Ticket.customer_id.is_(None)
    own = _tickets(session, or_(Ticket.customer_id.in_(records), told_from([household, *merged], people), of_nobody))
    reported = select(Reporter.ticket_id).where(Reporter.customer_id.in_(records))
    others = _tickets(session, or_(Ticket.id.in_(reported), named))
    return Trace([household, *merged], people, own, [ticket for ticket in others if ticket not in own])


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
    kept = _proof(session, trace.household, reason)
    kept.member_ids, kept.photos = [str(row.id) for row in trace.people], photos
    kept.ticket_ids, kept.told_ids = [str(row.id) for row in trace.own], [str(row.id) for row in trace.others]
    for erasure in (kept, *(_proof(session, record, reason) for record in trace.records[1:])):
        session.add(erasure)
        audit.record(session, "customer.erase", erasure)
    return kept


def _proof(session: Session, household: Customer, reason: str) -> Erasure:
    return Erasure(
        id=household.id,
        estate_id=household.estate_id,
        erased_at=clock.now(),
        erased_by=actor_of(session).name,
        reason=reason,
        member_ids=[],
        ticket_ids=[],
        told_ids=[],
        photos=0,
    )


def _empty(session: Session, trace: Trace) -> None:
    """Rows that others refer to stay, with nothing of anybody in them."""
    now = clock.now()
    for record in trace.records:
        _blank(record)
        record.key_customer, record.moved_in_on, record.erased_at = False, None, now
    for member in trace.people:
        _blank(member)
        member.relation, member.committee_role, member.since = Relation.OTHER, None, None
        member.until, member.erased_at = trace.household.moved_out_on, now
        audit.bare_record(session, "member.erase", member)
    session.flush()
    drop_terms(session, trace.household)


def _blank(row: Customer | Member) -> None:
    """Every text but the place, those of columns that are yet to come too."""
    for name in set(texts_of(type(row))) - {PLACE}:
        nullable = table_of(type(row)).columns[name].nullable
        setattr(row, name, None if nullable else type(getattr(row, name))())
    row.name = MARK


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
    for record in trace.records:
        if record is not trace.household:
            proof = session.get_one(Erasure, record.id)
            outbox.add(session, erased_event(proof), proof)
        outbox.add(session, customer_state(record), record)
    for member in trace.people:
        outbox.add(session, member_state(member), member)
