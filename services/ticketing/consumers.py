"""Routing key → function: what the front desk does with the events it reads."""

from sqlalchemy.orm import Session

from services.ticketing import contracts, handlers
from shared.events import Envelope
from shared.service import Subscriptions


def major_visit_recorded(session: Session, event: contracts.MajorVisitRecorded, _envelope: Envelope) -> None:
    handlers.note_lead_visit(
        session, ticket_id=event.ticket_id, visited_at=event.visited_at, by=event.by, words=event.words
    )


def need_raised(session: Session, event: contracts.NeedRaised, _envelope: Envelope) -> None:
    facts = ("need_id", "estate_id", "customer_id", "kind", "title", "by")
    handlers.open_need(session, **{name: getattr(event, name) for name in facts})


def follow_up_requested(session: Session, event: contracts.FollowUpRequested, _envelope: Envelope) -> None:
    handlers.open_follow_up(session, event)


def sign_defect_found(session: Session, event: contracts.SignDefectFound, _envelope: Envelope) -> None:
    handlers.open_for_sign(session, event)


def opinion_taken(session: Session, event: contracts.OpinionTaken, _envelope: Envelope) -> None:
    handlers.open_for_opinion(session, event)


SUBSCRIPTIONS: Subscriptions = {
    contracts.FollowUpRequested: follow_up_requested,
    contracts.SignDefectFound: sign_defect_found,
    contracts.MajorVisitRecorded: major_visit_recorded,
    contracts.OpinionTaken: opinion_taken,
    contracts.NeedRaised: need_raised,
}
