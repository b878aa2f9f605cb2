"""Routing key → function: what the visits service does with the events it reads."""

from sqlalchemy.orm import Session

from services.visits import contracts, handlers
from services.visits.clauses import BY_EVENT
from shared import copies
from shared.events import Envelope, Event
from shared.service import EventFunction, Subscriptions

_KEEP = copies.subscriptions(handlers.COPIES)


def estate_changed(session: Session, event: contracts.EstateChanged, envelope: Envelope) -> None:
    _KEEP[contracts.EstateChanged](session, event, envelope)
    handlers.follow_estate(session, event, envelope.time)
    handlers.plan_meetings(session, estate_id=event.id)


def staff_changed(session: Session, event: contracts.StaffChanged, envelope: Envelope) -> None:
    _KEEP[contracts.StaffChanged](session, event, envelope)
    for estate_id in handlers.follow_staff(session, envelope.time):
        handlers.plan_meetings(session, estate_id=estate_id)
        handlers.promise_summaries(session, estate_id=estate_id)


def major_problem_flagged(session: Session, event: contracts.MajorProblemFlagged, _envelope: Envelope) -> None:
    handlers.keep_problem(session, event)


def major_problem_withdrawn(session: Session, event: contracts.MajorProblemWithdrawn, _envelope: Envelope) -> None:
    handlers.withdraw_problem(session, event)


def customer_erased(session: Session, event: contracts.CustomerErased, _envelope: Envelope) -> None:
    handlers.erase_household(session, event)


def ticket_told(session: Session, event: contracts.TicketTold, _envelope: Envelope) -> None:
    handlers.keep_concern(session, event)
    handlers.follow_need(session, event)


def ticket_closed(session: Session, event: contracts.TicketTold, envelope: Envelope) -> None:
    ticket_told(session, event, envelope)
    handlers.follow_complaint(session, event)


def customer_changed(session: Session, event: contracts.CustomerChanged, envelope: Envelope) -> None:
    _KEEP[contracts.CustomerChanged](session, event, envelope)
    handlers.keep_household_visits(session, event)


def ticket_opened(session: Session, event: contracts.TicketOpened, envelope: Envelope) -> None:
    ticket_told(session, event, envelope)
    if event.origin_id is not None:
        handlers.follow_opinion(session, opinion_id=event.origin_id, ticket_id=event.ticket_id, number=event.number)


def ticket_merged(session: Session, event: contracts.TicketTold, _envelope: Envelope) -> None:
    handlers.end_concern(session, event)


def party_changed(session: Session, event: contracts.PartyChanged, _envelope: Envelope) -> None:
    handlers.follow_party(session, event)


def duty_waived(session: Session, event: contracts.DutyWaived, _envelope: Envelope) -> None:
    handlers.keep_waiver(session, event)


def needs_told(session: Session, event: contracts.NeedsDigestPublished, _envelope: Envelope) -> None:
    handlers.keep_digest(session, event)


def needs_adjusted(session: Session, event: contracts.NeedsAdjusted, _envelope: Envelope) -> None:
    handlers.keep_adjustment(session, event)


def _with_calendar(effects: Subscriptions) -> Subscriptions:
    """Whatever an event does besides, the calendar takes account of it."""
    return {**effects, **{contract: _accounted(effects.get(contract)) for contract in BY_EVENT}}


def _accounted(effect: EventFunction | None) -> EventFunction:
    def both(session: Session, event: Event, envelope: Envelope) -> None:
        if effect is not None:
            effect(session, event, envelope)
        handlers.take_account(session, event, envelope)

    return both


SUBSCRIPTIONS: Subscriptions = _with_calendar(
    {
        **_KEEP,
        contracts.CustomerChanged: customer_changed,
        contracts.CustomerErased: customer_erased,
        **dict.fromkeys(contracts.OF_TICKETS, ticket_told),
        contracts.TicketClosed: ticket_closed,
        contracts.TicketOpened: ticket_opened,
        contracts.TicketMerged: ticket_merged,
        contracts.DutyWaived: duty_waived,
        contracts.EstateChanged: estate_changed,
        contracts.MajorProblemFlagged: major_problem_flagged,
        contracts.MajorProblemWithdrawn: major_problem_withdrawn,
        contracts.NeedsDigestPublished: needs_told,
        contracts.NeedsAdjusted: needs_adjusted,
        contracts.PartyChanged: party_changed,
        contracts.StaffChanged: staff_changed,
    }
)
