"""The people of a household: added, changed; who leaves is given the day (C1.4.1)."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.handlers.customers import Household, MovedOut, register_customer
from services.ticketing.handlers.loading import check_version, household_of
from services.ticketing.handlers.search_terms import store_terms
from services.ticketing.handlers.state_events import member_state
from services.ticketing.models import CommitteeRole, Customer, Member, Relation, check_not_erased
from shared import audit, clock, outbox
from shared.errors import N_, Invalid, existing
from shared.phones import e164


class MemberChanges(TypedDict, total=False):
    """What may be changed of a member; what is absent stays."""

    name: str
    phone: str | None
    relation: Relation
    committee_role: CommitteeRole | None
    since: date | None
    until: date | None


def register_household(
    session: Session,
    *,
    unit_id: UUID,
    moved_in_on: date | None = None,
    members: Sequence[MemberChanges] = (),
    **told: Unpack[Household],
) -> Customer:
    """The household of a unit and its people, in one act (C1.4.1). Raises ``Invalid``, ``AlreadyRegistered``."""
    household = register_customer(session, unit_id=unit_id, moved_in_on=moved_in_on, **told)
    for position, member in enumerate(members):
        try:
            add_member(session, customer_id=household.id, **member)
        except Invalid as refused:
            errors = {f"members.{position}.{field}": messages for field, messages in refused.errors.items()}
            raise Invalid(errors) from refused
    return household


def add_member(session: Session, *, customer_id: UUID, **told: Unpack[MemberChanges]) -> Member:
    """Somebody belongs to the household. Raises ``NotFound``, ``MovedOut``, ``Invalid``."""
    household = household_of(session, customer_id)
    if household.moved_out_on is not None:
        raise MovedOut
    member = Member(estate_id=household.estate_id, customer_id=household.id)
    session.add(member)
    _write(session, member, told)
    audit.record(session, "member.add", member)
    audit.record(session, "member.add", household, note=member.name)
    _tell(session, member, household)
    return member


def change_member(
    session: Session, *, member_id: UUID, version: int | None = None, **changes: Unpack[MemberChanges]
) -> Member:
    """Changes what is named; ``until`` tells that somebody left. The same values are no change and tell nobody.

    ``version`` is what the person saw. Raises ``NotFound``, ``StaleVersion``, ``Erased``, ``Invalid``.
    """
    member = existing(session.get(Member, member_id))
    check_version(member, version)
    check_not_erased(member)
    household = session.get_one(Customer, member.customer_id)
    _write(session, member, changes)
    if session.is_modified(member):
        audit.record(session, "member.change", member)
        audit.record(session, "member.change", household, note=member.name)
        _tell(session, member, household)
    return member


def _write(session: Session, member: Member, told: MemberChanges) -> None:
    values = {**told}
    if told.get("phone"):
        values["phone"] = e164(str(told["phone"]))
    for field, value in values.items():
        setattr(member, field, value)
    if member.since and member.until and member.until < member.since:
        raise Invalid({"until": [N_("The last day is not before the first.")]})
    if member.until and member.until > clock.today(config.settings_of(session).site_zone):
        raise Invalid({"until": [N_("This day has not come yet.")]})


def _tell(session: Session, member: Member, household: Customer) -> None:
    outbox.add(session, member_state(member), member)
    store_terms(session, household)
