"""Routing key → function: what the visits service does with the events it reads."""

from sqlalchemy.orm import Session

from services.visits import contracts, handlers
from shared.events import Envelope
from shared.service import Subscriptions


def estate_changed(session: Session, event: contracts.EstateChanged, _envelope: Envelope) -> None:
    handlers.keep_estate(session, event)


def premises_changed(session: Session, event: contracts.PremisesChanged, _envelope: Envelope) -> None:
    handlers.keep_premises(session, event)


def customer_changed(session: Session, event: contracts.CustomerChanged, _envelope: Envelope) -> None:
    handlers.keep_customer(session, event)


def staff_changed(session: Session, event: contracts.StaffChanged, _envelope: Envelope) -> None:
    handlers.keep_staff(session, event)


def api_client_changed(session: Session, event: contracts.ApiClientChanged, _envelope: Envelope) -> None:
    handlers.keep_api_client(session, event)


SUBSCRIPTIONS: Subscriptions = {
    contracts.EstateChanged: estate_changed,
    contracts.PremisesChanged: premises_changed,
    contracts.CustomerChanged: customer_changed,
    contracts.StaffChanged: staff_changed,
    contracts.ApiClientChanged: api_client_changed,
}
