"""A symposium of an approved plan: held and recorded, moved, called off; what was said there becomes a ticket."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.visits import contracts
from services.visits.handlers.symposium_events import tell_symposium
from services.visits.models import NotHeldYet, OpinionKind, Symposium, SymposiumOpinion, SymposiumState
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Invalid, existing

TITLE = 60  # characters of what was said that head its ticket


def record_symposium(
    session: Session, *, symposium_id: UUID, held_at: datetime, present: str, minutes: str
) -> Symposium:
    """It was held: who signed in, and the minutes. Raises ``NotFound``, ``NotToBeHeld``, ``Invalid``."""
    symposium = _ahead(session, symposium_id)
    if held_at > clock.now():
        raise Invalid({"held_at": [N_("A symposium is recorded after it took place.")]})
    symposium.state, symposium.held_at = SymposiumState.HELD, held_at
    symposium.present, symposium.minutes = _lines(present), minutes
    symposium.recorded_by = actor_of(session).name
    audit.record(session, "symposium.record", symposium)
    tell_symposium(session, symposium)
    return symposium


def move_symposium(session: Session, *, symposium_id: UUID, starts_at: datetime, place: str, reason: str) -> Symposium:
    """Another time or place than was approved, for a reason. Raises ``NotFound``, ``NotToBeHeld``."""
    symposium = _ahead(session, symposium_id)
    symposium.starts_at, symposium.place, symposium.reason = starts_at, place, reason
    audit.record(session, "symposium.move", symposium, reason)
    tell_symposium(session, symposium)
    return symposium


def call_off_symposium(session: Session, *, symposium_id: UUID, reason: str) -> Symposium:
    """It won't be held. Raises ``NotFound``, ``NotToBeHeld``."""
    symposium = _ahead(session, symposium_id)
    symposium.state, symposium.reason = SymposiumState.CALLED_OFF, reason
    audit.record(session, "symposium.call_off", symposium, reason)
    tell_symposium(session, symposium)
    return symposium


def take_opinion(
    session: Session, *, symposium_id: UUID, kind: OpinionKind, said_by: str, words: str
) -> SymposiumOpinion:
    """Takes down what somebody said; the front desk makes a ticket of it. Raises ``NotFound``, ``NotHeldYet``."""
    symposium = _symposium(session, symposium_id)
    if symposium.state is not SymposiumState.HELD:
        raise NotHeldYet
    facts = {"symposium_id": symposium.id, "kind": kind, "said_by": said_by, "words": words}
    opinion = SymposiumOpinion(estate_id=symposium.estate_id, ticket_number="", **facts)
    session.add(opinion)
    audit.record(session, "symposium.take_opinion", opinion)
    outbox.add_raw(session, _taken(session, opinion), subject=str(opinion.id), version=1)
    return opinion


def follow_opinion(session: Session, *, opinion_id: UUID, ticket_id: UUID, number: str) -> None:
    """The front desk has opened this ticket for what was said; it may be for something that was said elsewhere."""
    opinion = session.get(SymposiumOpinion, opinion_id)
    if opinion is not None and opinion.ticket_id != ticket_id:
        opinion.ticket_id, opinion.ticket_number = ticket_id, number
        audit.record(session, "symposium.file_opinion", opinion)


def _taken(session: Session, opinion: SymposiumOpinion) -> contracts.OpinionTaken:
    first = opinion.words.strip().splitlines()[0]
    return contracts.OpinionTaken(
        opinion_id=opinion.id,
        estate_id=opinion.estate_id,
        symposium_id=opinion.symposium_id,
        kind=opinion.kind.value,
        title=first if len(first) <= TITLE else f"{first[: TITLE - 1]}…",
        words=opinion.words,
        said_by=opinion.said_by,
        by=actor_of(session).name,
        at=clock.now(),
    )


def _ahead(session: Session, symposium_id: UUID) -> Symposium:
    symposium = _symposium(session, symposium_id)
    symposium.check_ahead()
    return symposium


def _symposium(session: Session, symposium_id: UUID) -> Symposium:
    found = select(Symposium).where(Symposium.id == symposium_id).options(joinedload(Symposium.plan))
    return existing(session.scalars(found).first())


def _lines(text: str) -> str:
    """One name in each line, without the empty ones."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
