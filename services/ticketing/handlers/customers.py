"""Households: registered at move-in (C1.4.1), changed."""

from datetime import date
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import select
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


class AlreadyRegistered(DomainError):
    message = N_("%(name)s is registered in this unit with this phone number already.")


class CustomerChanges(TypedDict, total=False):
    """What may be changed of a household; what is absent stays."""

    kind: CustomerKind
    name: str
    phone: str
    other_phone: str | None
    email: str | None
    language: Language
    channels: list[str]
    preferences: dict[str, str]
    key_customer: bool
    moved_in_on: date | None


class Household(TypedDict):
    """What is told of a household at move-in."""

    kind: CustomerKind
    name: str
    phone: str
    other_phone: NotRequired[str | None]
    email: NotRequired[str | None]
    language: NotRequired[Language]
    channels: NotRequired[list[str]]
    preferences: NotRequired[dict[str, str]]
    key_customer: NotRequired[bool]


def register_customer(
    session: Session, *, unit_id: UUID, moved_in_on: date | None = None, **told: Unpack[Household]
) -> Customer:
    """Registers the household of a unit. Raises ``Invalid``, ``AlreadyRegistered``."""
    unit = session.get(Premises, unit_id)
    if unit is None or unit.kind is not PremisesKind.UNIT:
        raise Invalid({"unit_id": [N_("There is no such unit.")]})
    phone = e164(told["phone"])
    _check_new(session, unit, phone)
    customer = Customer(
        estate_id=unit.estate_id,
        unit_id=unit.id,
        unit_path=unit.path,
        kind=told["kind"],
        name=told["name"],
        phone=phone,
        other_phone=_second(told.get("other_phone")),
        email=told.get("email"),
        language=told.get("language", Language.ZH),
        channels=list(told.get("channels", ())),
        preferences=dict(told.get("preferences", {})),
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
    if "other_phone" in changes:
        changes["other_phone"] = _second(changes["other_phone"])
    for field, value in changes.items():
        setattr(customer, field, value)
    if session.is_modified(customer):
        audit.record(session, "customer.change", customer)
        outbox.add(session, customer_state(customer), customer)
        store_terms(session, customer)
    return customer


def _check_new(session: Session, unit: Premises, phone: str) -> None:
    """What is registered twice has to be merged later."""
    known = select(Customer.name).where(Customer.unit_id == unit.id, Customer.phone == phone)
    lives_there = (Customer.moved_out_on.is_(None), Customer.merged_into_id.is_(None))
    if (name := session.scalar(known.where(*lives_there).limit(1))) is not None:
        raise AlreadyRegistered(name=name)


def _second(phone: str | None) -> str | None:
    return e164(phone, "other_phone") if phone else None
