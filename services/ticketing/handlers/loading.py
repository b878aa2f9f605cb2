"""Finding the row that a step is about, and the rights that only the row itself decides."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from services.ticketing.models import Absence, Customer, Member, Referral, Staff, Ticket, check_not_erased
from shared.db import actor_of
from shared.errors import N_, DomainError, Forbidden, StaleVersion, existing
from shared.permissions import allowed

STAYS: Any = {"read": True, "key_share": True}  # nobody erases it while something is filed for it


class NotYourTicket(Forbidden):
    message = N_("Team members work only on tickets assigned to them or to their team.")


class MergedHousehold(DomainError):
    message = N_("It was merged into %(name)s; go on there.")


def household_of(session: Session, customer_id: UUID) -> Customer:
    """The household that is to be changed. Raises ``NotFound``, ``Erased``, ``MergedHousehold``."""
    household = existing(session.get(Customer, customer_id))
    check_not_erased(household)
    if household.merged_into_id is not None:
        raise MergedHousehold(name=session.get_one(Customer, household.merged_into_id).name)
    return household


def kept_household(session: Session, customer_id: UUID) -> Customer | None:
    """The household, or the one that it was merged into; None when there is no such, or it was erased."""
    found = session.get(Customer, customer_id, with_for_update=STAYS)
    if found and found.merged_into_id:
        found = session.get(Customer, found.merged_into_id, with_for_update=STAYS)
    return found if found and found.erased_at is None else None


def ticket_of(session: Session, ticket_id: UUID) -> Ticket:
    """The ticket with all that its steps change. Raises ``NotFound``, also when it is out of sight."""
    return existing(session.get(Ticket, ticket_id, options=_all_that_changes()))


def tickets_of(session: Session, ticket_ids: Sequence[UUID]) -> list[Ticket]:
    """The tickets in this order, each as of ``ticket_of``; as many queries as for one. Raises ``NotFound``."""
    found = session.scalars(select(Ticket).where(Ticket.id.in_(ticket_ids)).options(*_all_that_changes())).unique()
    by_id = {ticket.id: ticket for ticket in found}
    return [existing(by_id.get(ticket_id)) for ticket_id in dict.fromkeys(ticket_ids)]


def _all_that_changes() -> list[ORMOption]:
    return [
        joinedload(Ticket.customer),
        joinedload(Ticket.assignee),
        joinedload(Ticket.rating),
        joinedload(Ticket.filed_under),
        joinedload(Ticket.merged_into),
        selectinload(Ticket.clocks),
        selectinload(Ticket.referrals).joinedload(Referral.superior),
        selectinload(Ticket.pauses),
        selectinload(Ticket.attachments),
    ]


def check_version(row: Absence | Customer | Member | Staff, version: int | None) -> None:
    """``version`` is what the person saw, None when not told. Raises ``StaleVersion``."""
    if version is not None and row.version != version:
        raise StaleVersion


def check_works_on(session: Session, ticket: Ticket) -> None:
    """Raises ``NotYourTicket`` for a team member to whom the ticket was not given."""
    actor = actor_of(session)
    if actor.kind != "staff" or allowed(actor.roles, "tickets.dispatch") or ticket.assignee_id == actor.id:
        return
    member = session.get(Staff, actor.id)
    if member is None or member.team is None or member.team != ticket.team:
        raise NotYourTicket
