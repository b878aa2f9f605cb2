"""Keeping the copies of ticketing's people and estates."""

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.models import ApiClient, Customer, Estate, Staff
from shared import copies


def keep_estate(session: Session, state: contracts.EstateChanged) -> None:
    copies.keep(session, Estate, state)


def keep_customer(session: Session, state: contracts.CustomerChanged) -> None:
    copies.keep(session, Customer, state)


def keep_staff(session: Session, state: contracts.StaffChanged) -> None:
    copies.keep(session, Staff, state)


def keep_api_client(session: Session, state: contracts.ApiClientChanged) -> None:
    copies.keep(session, ApiClient, state)
