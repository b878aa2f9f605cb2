"""Several households, one fault: further reporters of a ticket, and tickets merged into another (C1.4.2, C1.4.3)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing import contracts
from services.ticketing.handlers.clocks import meet
from services.ticketing.handlers.loading import kept_household, ticket_of
from services.ticketing.handlers.pauses import drop_pause
from services.ticketing.handlers.promises import change_tier
from services.ticketing.handlers.signed_links import reporter_url
from services.ticketing.handlers.state_events import reporter_state
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import (
    UNSOLVED,
    Channel,
    ClockKind,
    Customer,
    QuoteState,
    Reporter,
    Step,
    Ticket,
    Tier,
)
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid

URGENCY = list(Tier)


@dataclass(frozen=True, slots=True)
class _Told:
    customer: Customer | None
    name: str
    phone: str
    channel: Channel
    words: str


class AlreadyReported(DomainError):
    message = N_("This household has told it already.")


class MajorMerged(DomainError):
    message = N_("A major problem is not merged into another ticket. Merge the other one into it.")


class QuoteMerged(DomainError):
    message = N_("A ticket with an open quote is not merged into another. Withdraw the quote, or merge the other way.")


def add_reporter(
    session: Session,
    *,
    ticket_id: UUID,
    customer_id: UUID | None = None,
    name: str = "",
    phone: str = "",
    channel: Channel = Channel.PHONE,
    words: str = "",
) -> Reporter:
    """Somebody told the same: a household of the estate, who hears of every step from now on, or somebody by name.

    Raises ``IllegalStep``, ``AlreadyReported``, ``Invalid``.
    """
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.ADD_REPORTER)
    customer = _customer(session, ticket, customer_id)
    if customer is None and not name:
        raise Invalid({"name": [N_("Name the person to be answered, or choose a household.")]})
    reporter = _reporter(session, ticket, _Told(customer, name, phone, channel, words))
    audit.record(session, "ticket.add_reporter", ticket, note=": ".join(filter(None, [_called(reporter), words])))
    event = contracts.ReporterAdded(
        **facts(session, ticket),
        by=actor_of(session).name,
        reporter_id=reporter.customer_id,
        reporter_url=reporter_url(reporter),
    )
    outbox.add(session, event, ticket)
    return reporter


def merge(session: Session, *, ticket_id: UUID, into_id: UUID) -> Ticket:
    """The ticket is about the same as another of the estate: it ends here, and its reporters are answered there.

    The more urgent of the two counts. Raises ``IllegalStep``, ``MajorMerged``, ``QuoteMerged``, ``Invalid``.
    """
    ticket, into = ticket_of(session, ticket_id), ticket_of(session, into_id)
    ticket.after(Step.MERGE)
    if ticket.id == into.id or ticket.estate_id != into.estate_id:
        raise Invalid({"into_id": [N_("Choose another ticket of the same estate.")]})
    if ticket.major_since is not None:
        raise MajorMerged
    if ticket.quote_state in (QuoteState.OFFERED, QuoteState.CONFIRMED):
        raise QuoteMerged
    into.take(Step.ADD_REPORTER)
    _take_along(session, ticket, into)
    if into.status in UNSOLVED and URGENCY.index(ticket.tier) < URGENCY.index(into.tier):
        change_tier(session, ticket_id=into.id, tier=ticket.tier, reason=ticket.number)
    return _ended(session, ticket, into)


def _customer(session: Session, ticket: Ticket, customer_id: UUID | None) -> Customer | None:
    if customer_id is None:
        return None
    customer = kept_household(session, customer_id)
    if customer is None or customer.estate_id != ticket.estate_id:
        raise Invalid({"customer_id": [N_("There is no such household.")]})
    told = exists().where(Reporter.ticket_id == ticket.id, Reporter.customer_id == customer.id)
    if ticket.customer_id == customer.id or session.scalar(select(told)):
        raise AlreadyReported
    return customer


def _reporter(session: Session, ticket: Ticket, told: _Told, merged_from_id: UUID | None = None) -> Reporter:
    row = Reporter(
        estate_id=ticket.estate_id,
        ticket_id=ticket.id,
        customer=told.customer,
        customer_id=told.customer.id if told.customer else None,
        name=told.name,
        phone=told.phone,
        channel=told.channel,
        words=told.words,
        added_at=clock.now(),
        added_by=actor_of(session).name,
        merged_from_id=merged_from_id,
    )
    session.add(row)
    session.flush()
    outbox.add(session, reporter_state(row), row)
    return row


def _take_along(session: Session, ticket: Ticket, into: Ticket) -> None:
    """Those who told ``ticket`` become reporters of ``into``, unless they are already."""
    known = {into.customer_id, *session.scalars(select(Reporter.customer_id).where(Reporter.ticket_id == into.id))}
    for told in _who_told(session, ticket):
        if told.customer is None or (told.customer.id not in known and told.customer.merged_into_id is None):
            _reporter(session, into, told, merged_from_id=ticket.id)
    audit.record(session, "ticket.take_over", into, note=ticket.number)


def _who_told(session: Session, ticket: Ticket) -> list[_Told]:
    found = select(Reporter).where(Reporter.ticket_id == ticket.id).options(joinedload(Reporter.customer))
    others = [_Told(row.customer, row.name, row.phone, row.channel, row.words) for row in session.scalars(found)]
    return [_Told(ticket.customer, ticket.reporter_name, ticket.reporter_phone, ticket.channel, ticket.title), *others]


def _ended(session: Session, ticket: Ticket, into: Ticket) -> Ticket:
    ticket.take(Step.MERGE)
    ticket.closed_at, ticket.referred_to_id = clock.now(), None
    ticket.merged_into, ticket.merged_into_id = into, into.id
    drop_pause(session, ticket, ticket.closed_at)
    meet(ticket, ticket.closed_at, *ClockKind)
    audit.record(session, "ticket.merge", ticket, note=into.number)
    event = contracts.TicketMerged(
        **facts(session, ticket), by=actor_of(session).name, into_id=into.id, into_number=into.number
    )
    outbox.add(session, event, ticket)
    return ticket


def _called(reporter: Reporter) -> str:
    return reporter.customer.name if reporter.customer else reporter.name
