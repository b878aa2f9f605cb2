"""Keeping the words by which a household is found while typing."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.ticketing.models import Customer, CustomerTerm
from services.ticketing.models.terms import household_terms


def store_terms(session: Session, customer: Customer) -> None:
    """Renews the search words of ``customer``, which must have been flushed."""
    terms = household_terms(customer.name, customer.phone, customer.unit_path)
    renew_terms(session, customer.estate_id, {customer.id: terms})


def renew_terms(session: Session, estate_id: UUID, terms: Mapping[UUID, Collection[str]]) -> None:
    """Replaces the search words of these households of the estate, which must have been flushed."""
    connection = session.connection()
    connection.execute(delete(CustomerTerm).where(CustomerTerm.customer_id.in_(terms)))
    connection.execute(
        insert(CustomerTerm),
        [{"customer_id": key, "estate_id": estate_id, "term": term} for key, words in terms.items() for term in words],
    )
