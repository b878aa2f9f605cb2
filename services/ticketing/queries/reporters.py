"""Who else told a ticket, and tickets that may be about the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing.config import settings_of
from services.ticketing.models import Area, Customer, Premises, Reporter, Ticket, TicketKind
from services.ticketing.queries.tickets import NOT_CLOSED, row_parts
from shared import clock
from shared.errors import N_, Invalid, existing
from shared.ids import earliest_id

MOST_ALIKE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where and what a request is, so far as it is known while it is filed."""

    estate_id: UUID
    kind: TicketKind
    area: Area | None = None
    category_id: UUID | None = None
    unit_path: str = ""


def reporters(session: Session, ticket_id: UUID) -> Sequence[Reporter]:
    """Those who told the ticket too, in their order; the caller has made sure that the reader may see the ticket."""
    rows = select(Reporter).where(Reporter.ticket_id == ticket_id).options(joinedload(Reporter.customer))
    return session.scalars(rows.order_by(Reporter.id)).all()


def told_too(session: Session, ticket_ids: Sequence[UUID]) -> dict[UUID, list[Reporter]]:
    """Those who told each of the tickets too; one query."""
    rows = select(Reporter).where(Reporter.ticket_id.in_(ticket_ids)).options(joinedload(Reporter.customer))
    found: dict[UUID, list[Reporter]] = {}
    for row in session.scalars(rows.order_by(Reporter.id)):
        found.setdefault(row.ticket_id, []).append(row)
    return found


def merged(session: Session, ticket_id: UUID) -> Sequence[Ticket]:
    """The tickets that were merged into this one."""
    return session.scalars(select(Ticket).where(Ticket.merged_into_id == ticket_id).order_by(Ticket.id)).all()


def ticket_of_number(session: Session, estate_id: UUID, number: str) -> UUID:
    """Raises ``Invalid`` when the estate has no such ticket."""
    named = (Ticket.estate_id == estate_id, Ticket.number == number.strip().upper())
    found = session.scalars(select(Ticket.id).where(*named)).first()
    if found is None:
        raise Invalid({"into_number": [N_("There is no ticket with this number.")]})
    return found


def told_of(ticket: Ticket) -> Told:
    return Told(
        estate_id=ticket.estate_id,
        kind=ticket.kind,
        area=ticket.area,
        category_id=ticket.category_id,
        unit_path=ticket.unit_path,
    )


def told_where(
    session: Session, *, customer_id: UUID | None, unit_id: UUID | None, estate_id: UUID | None
) -> tuple[UUID, str] | None:
    """The estate and the full label of a household, a unit, or the whole estate; None while nothing was chosen."""
    if customer_id is not None:
        customer = existing(session.get(Customer, customer_id))
        return customer.estate_id, customer.unit_path
    if unit_id is not None:
        place = existing(session.get(Premises, unit_id))
        return place.estate_id, place.path
    return (estate_id, "") if estate_id is not None else None


def possible_duplicates(session: Session, told: Told, *, besides: UUID | None = None) -> Sequence[Ticket]:
    """Open tickets of the last ``DUPLICATE_HOURS`` that may be about the same, those of the same unit first.

    They are of the same building, and of the same category; without one, of the same kind and area. One query.
    """
    since = clock.now() - timedelta(hours=settings_of(session).duplicate_hours)
    building = told.unit_path.split(" ", 1)[0]
    same_place = or_(Ticket.unit_path == building, Ticket.unit_path.startswith(f"{building} ", autoescape=True))
    alike = (
        [Ticket.category_id == told.category_id]
        if told.category_id
        else [Ticket.kind == told.kind, Ticket.area.is_not_distinct_from(told.area)]
    )
    found = select(Ticket).where(
        *(NOT_CLOSED, Ticket.estate_id == told.estate_id, Ticket.id >= earliest_id(since), Ticket.id != besides),
        *(same_place if building else Ticket.unit_path == "", *alike),
    )
    same_unit_first = case((Ticket.unit_path == told.unit_path, 0), else_=1)
    ordered = found.order_by(same_unit_first, Ticket.id.desc()).options(*row_parts())
    return session.scalars(ordered.limit(MOST_ALIKE)).unique().all()
