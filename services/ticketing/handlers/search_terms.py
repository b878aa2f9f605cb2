"""Keeping the words by which households are found while typing, and tickets by a search."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.ticketing.models import Customer, CustomerTerm, Ticket, TicketWords
from services.ticketing.models.search_words import searchable
from services.ticketing.models.terms import household_terms


def store_terms(session: Session, customer: Customer) -> None:
    """Renews the search words of ``customer``, which must have been flushed."""
    terms = household_terms(customer.name, customer.phone, customer.unit_path)
    renew_terms(session, customer.estate_id, {customer.id: terms})


def store_words(session: Session, ticket: Ticket) -> None:
    """Makes the new ``ticket``, which must have been flushed, findable by what it tells and by whom it is for."""
    told = (ticket.number, ticket.title, ticket.description, ticket.category, ticket.unit_path, ticket.reporter_name)
    words = searchable([*told, ticket.customer.name if ticket.customer else ""])
    row = {"ticket_id": ticket.id, "estate_id": ticket.estate_id, "words": words}
    session.connection().execute(insert(TicketWords), row)


def renew_terms(session: Session, estate_id: UUID, terms: Mapping[UUID, Collection[str]]) -> None:
    """Replaces the search words of these households of the estate, which must have been flushed."""
    connection = session.connection()
    connection.execute(delete(CustomerTerm).where(CustomerTerm.customer_id.in_(terms)))
    connection.execute(
        insert(CustomerTerm),
        [{"customer_id": key, "estate_id": estate_id, "term": term} for key, words in terms.items() for term in words],
    )
