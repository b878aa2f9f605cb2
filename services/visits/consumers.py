"""Routing key → function: what the visits service does with the events it reads."""

from sqlalchemy.orm import Session

from services.visits import contracts, handlers
from shared import copies
from shared.events import Envelope
from shared.service import Subscriptions


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


def customer_changed(session: Session, event: contracts.CustomerChanged, _envelope: Envelope) -> None:
    copies.keep(session, handlers.COPIES[contracts.CustomerChanged], event)
    handlers.keep_household_visits(session, event)


def ticket_merged(session: Session, event: contracts.TicketTold, _envelope: Envelope) -> None:
    handlers.end_concern(session, event)


SUBSCRIPTIONS: Subscriptions = {
    **copies.subscriptions(handlers.COPIES),
    contracts.CustomerErased: customer_erased,
    **dict.fromkeys(contracts.OF_TICKETS, ticket_told),
    contracts.TicketClosed: ticket_closed,
    contracts.TicketMerged: ticket_merged,
    contracts.CustomerChanged: customer_changed,
    contracts.MajorProblemFlagged: major_problem_flagged,
    contracts.MajorProblemWithdrawn: major_problem_withdrawn,
}
