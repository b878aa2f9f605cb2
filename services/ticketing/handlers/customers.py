"""Households: registered at move-in (C1.4.1), changed."""

from datetime import date
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing.handlers.loading import check_version, household_of
from services.ticketing.handlers.search_terms import store_terms
from services.ticketing.handlers.state_events import customer_state
from services.ticketing.models import Customer, CustomerKind, Language, Premises, PremisesKind
from shared import audit, outbox
from shared.errors import N_, DomainError, Invalid
from shared.phones import e164


class MovedOut(DomainError):
    message = N_("This household has already moved out.")


class CustomerChanges(TypedDict, total=False):
    """What may be changed of a household; what is absent stays."""

    kind: CustomerKind
    name: str
    phone: str
    email: str | None
    language: Language
    channels: list[str]
    key_customer: bool
    moved_in_on: date | None


class Household(TypedDict):
    """What is told of a household at move-in."""

    kind: CustomerKind
    name: str
    phone: str
    email: NotRequired[str | None]
    language: NotRequired[Language]
    channels: NotRequired[list[str]]
    key_customer: NotRequired[bool]


def register_customer(
    session: Session, *, unit_id: UUID, moved_in_on: date | None = None, **told: Unpack[Household]
) -> Customer:
    """Registers the household of a unit. Raises ``Invalid``."""
    unit = session.get(Premises, unit_id)
    if unit is None or unit.kind is not PremisesKind.UNIT:
        raise Invalid({"unit_id": [N_("There is no such unit.")]})
    customer = Customer(
        estate_id=unit.estate_id,
        unit_id=unit.id,
        unit_path=unit.path,
        kind=told["kind"],
        name=told["name"],
        phone=e164(told["phone"]),
        email=told.get("email"),
        language=told.get("language", Language.ZH),
        channels=list(told.get("channels", ())),
        key_customer=told.get("key_customer", False),
        moved_in_on=moved_in_on,
    )
    session.add(customer)
    audit.record(session, "customer.register", customer)
    outbox.add(session, customer_state(customer), customer)
    store_terms(session, customer)
    return customer


def change_customer(
    session: Session, *, customer_id: UUID, version: int | None = None, **changes: Unpack[CustomerChanges]
) -> Customer:
    """Changes what is named; a change to the same values is no change and tells nobody.

    ``version`` is what the person saw. Raises ``StaleVersion``, ``Erased``, ``Invalid``.
    """
    customer = household_of(session, customer_id)
    check_version(customer, version)
    if "phone" in changes:
        changes["phone"] = e164(changes["phone"])
    for field, value in changes.items():
        setattr(customer, field, value)
    if session.is_modified(customer):
        audit.record(session, "customer.change", customer)
        outbox.add(session, customer_state(customer), customer)
        store_terms(session, customer)
    return customer
