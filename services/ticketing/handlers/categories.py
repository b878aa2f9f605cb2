"""Keeping the categories of requests (C1.4.2)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.handlers.state_events import category_state
from services.ticketing.models import Category, Team, Ticket, TicketKind, Tier
from shared import audit, clock, outbox
from shared.errors import N_, DomainError, Invalid, existing


class Retired(DomainError):
    message = N_("This category is no longer in use.")


def add_category(
    session: Session,
    *,
    kind: TicketKind,
    name: str,
    name_en: str = "",
    team: Team | None = None,
    tier: Tier = Tier.NORMAL,
) -> Category:
    """Raises ``Invalid`` when the kind has one of this name."""
    _check_name(session, kind, name)
    row = Category(kind=kind, name=name, name_en=name_en, team=team, tier=tier)
    session.add(row)
    audit.record(session, "category.add", row)
    outbox.add(session, category_state(row), row)
    return row


def change_category(
    session: Session,
    *,
    category_id: UUID,
    name: str,
    name_en: str = "",
    team: Team | None = None,
    tier: Tier = Tier.NORMAL,
) -> Category:
    """Counts for requests filed from now on; the new name is seen everywhere.

    Raises ``NotFound``, ``Retired``, ``Invalid``.
    """
    row = _in_use(session, category_id)
    if name != row.name:
        _check_name(session, row.kind, name)
    row.name, row.name_en, row.team, row.tier = name, name_en, team, tier
    audit.record(session, "category.change", row)
    outbox.add(session, category_state(row), row)
    return row


def retire_category(session: Session, *, category_id: UUID) -> Category:
    """Offered no longer; requests that have it keep it. Raises ``NotFound``, ``Retired``."""
    row = _in_use(session, category_id)
    row.retired_at = clock.now()
    audit.record(session, "category.retire", row)
    outbox.add(session, category_state(row), row)
    return row


def offered_category(session: Session, category_id: UUID | None, kind: TicketKind) -> Category | None:
    """The category that was chosen for a request of ``kind``. Raises ``Invalid``."""
    if category_id is None:
        return None
    with session.no_autoflush:
        row = session.get(Category, category_id)
    if row is None or row.retired_at is not None or row.kind is not kind:
        raise Invalid({"category_id": [N_("There is no such category of this kind of request.")]})
    return row


def file_under(ticket: Ticket, category: Category | None) -> None:
    """Gives the ticket its category, and to the category's team what nobody has yet."""
    ticket.filed_under, ticket.category_id = category, category.id if category else None
    ticket.category = category.name if category else ""
    if category and category.team and ticket.assignee_id is None:
        ticket.team = category.team


def _in_use(session: Session, category_id: UUID) -> Category:
    row = existing(session.get(Category, category_id))
    if row.retired_at is not None:
        raise Retired
    return row


def _check_name(session: Session, kind: TicketKind, name: str) -> None:
    same = select(Category.id).where(Category.kind == kind, Category.name == name, Category.retired_at.is_(None))
    if session.scalars(same).first():
        raise Invalid({"name": [N_("There is a category of this name already.")]})
