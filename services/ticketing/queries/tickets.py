"""Reads of tickets: the queue, one ticket with all that belongs to it, the resident's view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, literal_column, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from services.ticketing import config
from services.ticketing.models import Absence, Referral, Reporter, Staff, Status, Team, Ticket, TicketKind, Tier
from services.ticketing.queries.ticket_search import is_about
from shared import clock
from shared.audit import AuditRow
from shared.errors import existing
from shared.paging import Page, page

OPEN = frozenset(Status) - {Status.CLOSED}
TO_DO = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED})
TO_ANSWER = frozenset({Status.RESOLVED, Status.DECLINED})
STATES: dict[str, frozenset[Status]] = {"open": OPEN, "closed": frozenset({Status.CLOSED}), "all": frozenset()}
SOON = timedelta(hours=1)
NOT_CLOSED = Ticket.status != literal_column("'closed'")  # literally the condition of the partial index


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What a list of tickets shows; None, empty or False filters nothing."""

    statuses: frozenset[Status] = frozenset()
    kind: TicketKind | None = None
    tier: Tier | None = None
    team: Team | None = None
    assignee_id: UUID | None = None
    referred_to_id: UUID | None = None
    unassigned: bool = False
    stranded: bool = False
    late: bool = False
    soon: bool = False
    customer_id: UUID | None = None
    text: str = ""

    @classmethod
    def of(cls, *, state: str = "all", status: Status | None = None, **others: Any) -> "QueueFilter":
        """The filter as a query of the API or of a page tells it; ``status`` is narrower than ``state``."""
        return cls(statuses=frozenset({status}) if status else STATES[state], **others)

    @property
    def only_open(self) -> bool:
        return (bool(self.statuses) and self.statuses <= OPEN) or self.late or self.soon


def queue(session: Session, chosen: QueueFilter, *, after: str | None = None, limit: int = 50) -> Page[Ticket]:
    """Tickets with household, assignee and clocks, in two queries.

    Open ones come in the order in which their clocks run out; a list that includes closed ones newest first.
    """
    found = select(Ticket).options(*row_parts()).where(*_conditions(session, chosen))
    order = [Ticket.next_due_at, Ticket.id] if chosen.only_open else [Ticket.id.desc()]
    return page(session, found, order, after=after, limit=limit)


def ticket(session: Session, ticket_id: UUID) -> Ticket:
    """The ticket with household, assignee, clocks, pauses, photos and the one it follows. Raises ``NotFound``."""
    parts = [
        *row_parts(),
        joinedload(Ticket.follows),
        joinedload(Ticket.filed_under),
        joinedload(Ticket.merged_into),
        joinedload(Ticket.rating),
        selectinload(Ticket.pauses),
        selectinload(Ticket.referrals).joinedload(Referral.superior),
        selectinload(Ticket.attachments),
    ]
    return existing(session.get(Ticket, ticket_id, options=parts))


def tickets(session: Session, ticket_ids: Sequence[UUID]) -> list[Ticket]:
    """Those of them that the reader sees, as rows of a list, in this order."""
    found = select(Ticket).where(Ticket.id.in_(ticket_ids)).options(*row_parts())
    by_id = {row.id: row for row in session.scalars(found.execution_options(populate_existing=True)).unique()}
    return [by_id[ticket_id] for ticket_id in dict.fromkeys(ticket_ids) if ticket_id in by_id]


def followers(session: Session, ticket_id: UUID) -> Sequence[Ticket]:
    """Later tickets about the same, in their order."""
    return session.scalars(select(Ticket).where(Ticket.follows_id == ticket_id).order_by(Ticket.id)).all()


def timeline(session: Session, ticket_id: UUID) -> Sequence[AuditRow]:
    """Who did what to the ticket, oldest first; the caller has made sure that the reader may see the ticket."""
    rows = select(AuditRow).where(AuditRow.subject == ticket_id).order_by(AuditRow.at, AuditRow.id)
    return session.scalars(rows).all()


def is_late(now: datetime) -> ColumnElement[bool]:
    """A clock still runs beyond its time."""
    return Ticket.next_due_at < now


def is_due_soon(now: datetime) -> ColumnElement[bool]:
    """A clock runs out within the hour."""
    return Ticket.next_due_at.between(now, now + SOON)


def is_stranded(session: Session) -> ColumnElement[bool]:
    """With somebody who is away today, or has left."""
    today = clock.today(config.settings_of(session).site_zone)
    away = select(Absence.staff_id).where(Absence.between(today, today))
    gone = select(Staff.id).where(or_(Staff.active.is_(False), Staff.id.in_(away)))
    return Ticket.assignee_id.in_(gone)


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the resident sees of a ticket by a link: no names of staff, no phone numbers.

    ``unit_path`` is None for who told it too: whose home it is about is not for neighbours.
    """

    number: str
    kind: TicketKind
    tier: Tier
    title: str
    unit_path: str | None
    status: Status
    opened_at: datetime
    acknowledged_at: datetime | None
    arrived_at: datetime | None
    resolved_at: datetime | None
    declined_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    resolution: str | None
    decline_reason: str | None
    answer: str | None


def status_view(session: Session, ticket_id: UUID, *, own: bool = True) -> StatusView:
    """Of a merged ticket, how the one stands where it is handled now. Raises ``NotFound``."""
    found = existing(session.get(Ticket, ticket_id))
    while found.merged_into_id is not None:
        found, own = existing(session.get(Ticket, found.merged_into_id)), False
    seen = {name: getattr(found, name) for name in StatusView.__slots__}
    return StatusView(**seen | {"unit_path": found.unit_path if own else None})


def reported_view(session: Session, reporter_id: UUID) -> StatusView:
    """What a household sees of a ticket that it told too. Raises ``NotFound``."""
    return status_view(session, existing(session.get(Reporter, reporter_id)).ticket_id, own=False)


def row_parts() -> list[ORMOption]:
    """What a list shows of each ticket, in one more query."""
    return [joinedload(Ticket.customer), joinedload(Ticket.assignee), selectinload(Ticket.clocks)]


def _conditions(session: Session, chosen: QueueFilter) -> list[ColumnElement[bool]]:
    equal = {
        Ticket.kind: chosen.kind,
        Ticket.tier: chosen.tier,
        Ticket.team: chosen.team,
        Ticket.assignee_id: chosen.assignee_id,
        Ticket.referred_to_id: chosen.referred_to_id,
        Ticket.customer_id: chosen.customer_id,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if chosen.statuses:
        conditions.append(Ticket.status.in_(chosen.statuses))
    if chosen.only_open:
        conditions.append(NOT_CLOSED)
    if chosen.unassigned:
        conditions.append(Ticket.assignee_id.is_(None))
    if chosen.stranded:
        conditions.append(is_stranded(session))
    if chosen.late:
        conditions.append(is_late(clock.now()))
    if chosen.soon:
        conditions.append(is_due_soon(clock.now()))
    if chosen.text.strip():
        conditions.append(is_about(session, chosen.text.strip()))
    return conditions
