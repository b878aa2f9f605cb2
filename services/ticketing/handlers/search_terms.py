"""Keeping the words by which households are found while typing, and tickets by a search."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.ticketing.models import Customer, CustomerTerm, Member, Ticket, TicketWords
from services.ticketing.models.search_words import searchable
from services.ticketing.models.terms import household_terms, member_terms


def store_terms(session: Session, customer: Customer) -> None:
    """Renews the search words of ``customer``, which must have been flushed."""
    terms = household_terms(customer.name, customer.phone, customer.unit_path, customer.other_phone or "")
    renew_terms(session, customer.estate_id, {customer.id: terms})


def store_words(session: Session, ticket: Ticket) -> None:
    """Makes the new ``ticket``, which must have been flushed, findable by what it tells and by whom it is for."""
    session.connection().execute(insert(TicketWords), _words(ticket))


def renew_words(session: Session, tickets: Sequence[Ticket]) -> None:
    """Makes tickets findable by what they tell now, and by nothing that they told before."""
    session.flush()
    connection = session.connection()
    connection.execute(delete(TicketWords).where(TicketWords.ticket_id.in_(row.id for row in tickets)))
    if tickets:
        connection.execute(insert(TicketWords), [_words(row) for row in tickets])


def renew_terms(session: Session, estate_id: UUID, terms: Mapping[UUID, Collection[str]]) -> None:
    """Replaces the search words of these households of the estate, all flushed; their members' words come along."""
    connection, of_members = session.connection(), _member_terms(session, terms)
    connection.execute(delete(CustomerTerm).where(CustomerTerm.customer_id.in_(terms)))
    connection.execute(
        insert(CustomerTerm),
        [
            {"customer_id": key, "estate_id": estate_id, "term": term}
            for key, words in terms.items()
            for term in {*words, *of_members[key]}
        ],
    )


def drop_terms(session: Session, customer: Customer) -> None:
    """Nothing finds the household any more."""
    session.execute(delete(CustomerTerm).where(CustomerTerm.customer_id == customer.id))


def _words(ticket: Ticket) -> dict[str, Any]:
    told = (ticket.number, ticket.title, ticket.description, ticket.category, ticket.unit_path, ticket.reporter_name)
    words = searchable([*told, ticket.customer.name if ticket.customer else ""])
    return {"ticket_id": ticket.id, "estate_id": ticket.estate_id, "words": words}


def _member_terms(session: Session, households: Collection[UUID]) -> defaultdict[UUID, set[str]]:
    """By household, the words of those who still belong to it."""
    terms: defaultdict[UUID, set[str]] = defaultdict(set)
    for member in session.scalars(select(Member).where(Member.customer_id.in_(households), Member.until.is_(None))):
        terms[member.customer_id] |= member_terms(member.name, member.phone)
    return terms
