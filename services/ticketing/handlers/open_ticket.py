"""Accepting a request (C1.4.2): the ticket gets its number and its clocks start."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import config, contracts
from services.ticketing.handlers.categories import file_under, offered_category
from services.ticketing.handlers.clocks import start_clocks
from services.ticketing.handlers.loading import kept_household
from services.ticketing.handlers.numbers import next_number
from services.ticketing.handlers.promises import check_agreed
from services.ticketing.handlers.search_terms import store_words
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import (
    NEVER,
    Area,
    Channel,
    Customer,
    Estate,
    Premises,
    Status,
    Ticket,
    TicketKind,
    Tier,
)
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Invalid


@dataclass(frozen=True, slots=True)
class _Place:
    estate_id: UUID
    unit_id: UUID | None = None
    unit_path: str = ""
    customer: Customer | None = None


def open_ticket(
    session: Session,
    *,
    kind: TicketKind,
    title: str,
    description: str = "",
    tier: Tier | None = None,
    area: Area | None = None,
    category_id: UUID | None = None,
    channel: Channel = Channel.PHONE,
    customer_id: UUID | None = None,
    unit_id: UUID | None = None,
    estate_id: UUID | None = None,
    reporter_name: str = "",
    reporter_phone: str = "",
    agreed_at: datetime | None = None,
    follows_id: UUID | None = None,
    ticket_id: UUID | None = None,
    origin_id: UUID | None = None,
) -> Ticket:
    """Opens a ticket for a household, a unit, or (``estate_id``) a place that all share.

    Without a customer the reporter's name is needed, since every request is answered (C1.4.3). ``agreed_at`` is
    the time agreed with the resident for a normal request (C2.5). The category proposes the team, and the tier where
    none is said; without both it is a normal request. ``follows_id`` names an earlier ticket about the same;
    ``origin_id`` what another service told, which may follow the ticket by ``ticket_id``. Raises ``Invalid``.
    """
    now = clock.now()
    place = _place(session, customer_id, unit_id, estate_id)
    _check_reporter(customer_id, reporter_name)
    category = offered_category(session, category_id, kind)
    tier = tier or (category.tier if category else Tier.NORMAL)
    check_agreed(tier, agreed_at, now)
    ticket = _received(session, place, kind, now)
    ticket.id, ticket.follows_id = ticket_id or ticket.id, _followed(session, follows_id, place)
    ticket.area, ticket.tier = _area(kind, area, place), tier
    file_under(ticket, category)
    ticket.title, ticket.description, ticket.channel = title, description, channel
    ticket.reporter_name, ticket.reporter_phone, ticket.agreed_at = reporter_name, reporter_phone, agreed_at
    start_clocks(session, ticket, now)
    session.add(ticket)
    audit.record(session, "ticket.open", ticket)
    outbox.add(session, _opened(session, ticket, origin_id), ticket)
    store_words(session, ticket)
    return ticket


def _received(session: Session, place: _Place, kind: TicketKind, now: datetime) -> Ticket:
    """What a ticket starts with, before anything is told of it."""
    today = now.astimezone(config.settings_of(session).site_zone).date()
    customer = place.customer
    return Ticket(
        estate_id=place.estate_id,
        number=next_number(session, place.estate_id, kind, today),
        kind=kind,
        status=Status.RECEIVED,
        customer=customer,
        customer_id=customer.id if customer else None,
        unit_id=place.unit_id,
        unit_path=place.unit_path,
        opened_by=actor_of(session).name,
        opened_at=now,
        reopened=0,
        next_due_at=NEVER,
        merged_into=None,
        rating=None,
        referrals=[],
        clocks=[],
        pauses=[],
        attachments=[],
    )


def _opened(session: Session, ticket: Ticket, origin_id: UUID | None) -> contracts.TicketOpened:
    return contracts.TicketOpened(
        **facts(session, ticket),
        channel=ticket.channel,
        description=ticket.description,
        opened_by=ticket.opened_by,
        category=ticket.category,
        category_id=ticket.category_id,
        due_at=ticket.due_at,
        origin_id=origin_id,
    )


def _place(session: Session, customer_id: UUID | None, unit_id: UUID | None, estate_id: UUID | None) -> _Place:
    if customer_id is not None:
        customer = kept_household(session, customer_id)
        if customer is None:
            raise Invalid({"customer_id": [N_("There is no such household.")]})
        return _Place(customer.estate_id, customer.unit_id, customer.unit_path, customer)
    if unit_id is not None:
        unit = session.get(Premises, unit_id)
        if unit is None:
            raise Invalid({"unit_id": [N_("There is no such building, floor or unit.")]})
        return _Place(unit.estate_id, unit.id, unit.path)
    if estate_id is None:
        raise Invalid({"customer_id": [N_("Say whom or where it is about: a household, a unit or an estate.")]})
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    return _Place(estate_id)


def _followed(session: Session, follows_id: UUID | None, place: _Place) -> UUID | None:
    if follows_id is None:
        return None
    with session.no_autoflush:
        earlier = session.get(Ticket, follows_id)
    if earlier is None or earlier.estate_id != place.estate_id:
        raise Invalid({"follows_id": [N_("There is no such ticket in this estate.")]})
    return follows_id


def _check_reporter(customer_id: UUID | None, reporter_name: str) -> None:
    if customer_id is None and not reporter_name:
        raise Invalid({"reporter_name": [N_("Name the person to be answered, or choose a household.")]})


def _area(kind: TicketKind, area: Area | None, place: _Place) -> Area | None:
    if kind is not TicketKind.REPAIR:
        if area is not None:
            raise Invalid({"area": [N_("Only a repair has an area.")]})
        return None
    if area is None:
        return Area.INDOOR if place.unit_id else Area.PUBLIC
    if area is Area.INDOOR and place.unit_id is None:
        raise Invalid({"area": [N_("An indoor repair needs a household or a unit.")]})
    return area
