"""Readings that several clauses share."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.visits.clauses.cadences import Cadence, day_of
from services.visits.clauses.clause import Reading, Step
from services.visits.models.duties import FactKind
from shared.events import Envelope


def ticket_step(event: Any, kind: FactKind, **more: Any) -> Step:
    """A step of the duty that a ticket is."""
    facts: dict[str, Any] = {
        "estate_id": event.estate_id,
        "subject_id": event.ticket_id,
        "at": event.at,
        "number": getattr(event, "number", ""),
        "href": f"/ticketing/tickets/{event.ticket_id}",
        "by": getattr(event, "by", ""),
    }
    return Step(kind=kind, **facts | more)


def ticket_ends(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    """The ticket goes on in another one, where it is owed."""
    yield ticket_step(event, FactKind.LAPSED, words=event.into_number)


def ticket_proves(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.PROOF)


def ticket_taken(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield ticket_step(event, FactKind.TAKEN, owner_id=event.assignee_id, by=event.assignee_name)


def clock_broken(clock: str) -> Reading:
    """The ticket's clock of this kind ran out."""

    def reading(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
        if event.clock == clock:
            yield ticket_step(event, FactKind.BROKEN, at=event.due_at, due_at=event.due_at)

    return reading


def in_period(
    cadence: Cadence, zone: ZoneInfo, estate_id: UUID, at: datetime, subject_id: UUID | None = None, **more: Any
) -> Step:
    """Evidence for the period in which it came about."""
    period = cadence.key_of(day_of(at, zone))
    subject = subject_id or estate_id
    return Step(kind=FactKind.PROOF, estate_id=estate_id, subject_id=subject, at=at, period=period, **more)
