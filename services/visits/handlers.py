"""The visits service's verbs, its only writers."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.models import ApiClient, Customer, Estate, Premises, Staff
from shared import copies


def keep_estate(session: Session, state: contracts.EstateChanged) -> None:
    copies.keep(session, Estate, state)


def keep_premises(session: Session, state: contracts.PremisesChanged) -> None:
    copies.keep(session, Premises, state)


def keep_customer(session: Session, state: contracts.CustomerChanged) -> None:
    copies.keep(session, Customer, state)


def keep_staff(session: Session, state: contracts.StaffChanged) -> None:
    copies.keep(session, Staff, state)


def keep_api_client(session: Session, state: contracts.ApiClientChanged) -> None:
    copies.keep(session, ApiClient, state)


def forget(session: Session) -> None:
    """Empties the copies, to be filled again from the event log."""
    for table in (Estate, Premises, Customer, Staff, ApiClient):
        session.execute(delete(table))
