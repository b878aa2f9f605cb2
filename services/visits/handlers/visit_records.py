"""What was said on a visit: its record, the needs that become tickets, the promises (C1.4.4, C1.4.5, C1.4.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.promises import watch_promise
from services.visits.handlers.visit_steps import ahead
from services.visits.models import NeedKind, Visit, VisitKind, VisitNeed, VisitRecord, VisitState
from shared import audit, clock, outbox
from shared.db import actor_of, repeats
from shared.errors import N_, Invalid

EARLIEST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Need:
    kind: NeedKind
    title: str


def record_visit(
    session: Session,
    *,
    visit_id: UUID,
    visited_at: datetime,
    met: str,
    words: str = "",
    evaluation: int | None = None,
    promised: str = "",
    promised_until: date | None = None,
    needs: Sequence[Need] = (),
) -> VisitRecord:
    """The household was met. Each need becomes a ticket. Raises ``NotFound``, ``NotAhead``, ``Invalid``."""
    visit = ahead(session, visit_id)
    _check(visit, visited_at, evaluation, promised, promised_until)
    visit.state = VisitState.DONE
    audit.record(session, "visit.record", visit)
    record = VisitRecord(
        estate_id=visit.estate_id,
        visit_id=visit.id,
        customer_id=visit.customer_id,
        visited_at=visited_at,
        recorded_at=clock.now(),
        visited_by=actor_of(session).name,
        met=met,
        words=words,
        evaluation=evaluation,
        promised=promised,
        promised_until=promised_until,
        kept_at=None,
    )
    session.add(record)
    audit.record(session, "visit_record.write", record)
    watch_promise(session, record)
    outbox.add(session, _recorded(visit, record, len(needs), actor_of(session).id), visit)
    for need in needs:
        _raise(session, visit, need)
    return record


def follow_need(session: Session, event: contracts.TicketTold) -> None:
    """What the front desk made of a need returns to the record."""
    need = session.get(VisitNeed, event.ticket_id)
    if need is None or repeats(session):
        return
    need.number, need.status = event.number, event.status
    if isinstance(event, contracts.TicketAnswered):
        need.answer = event.answer
    if session.is_modified(need):
        audit.record(session, "need.follow", need)


def _check(
    visit: Visit, visited_at: datetime, evaluation: int | None, promised: str, promised_until: date | None
) -> None:
    age = clock.now() - visited_at
    if age.days < 0 or age.days > EARLIEST_DAYS:
        raise Invalid({"visited_at": [N_("A visit is recorded after it took place, within a month.")]})
    if visit.kind is VisitKind.MOVE_IN and evaluation is None:
        raise Invalid({"evaluation": [N_("A new household is asked for its evaluation.")]})
    if promised and promised_until is None:
        raise Invalid({"promised_until": [N_("Say until when it is promised.")]})


def _raise(session: Session, visit: Visit, need: Need) -> None:
    row = VisitNeed(
        estate_id=visit.estate_id, visit_id=visit.id, customer_id=visit.customer_id, kind=need.kind, title=need.title
    )
    session.add(row)
    audit.record(session, "need.raise", row)
    event = contracts.NeedRaised(
        need_id=row.id,
        visit_id=visit.id,
        estate_id=visit.estate_id,
        customer_id=visit.customer_id,
        kind=need.kind,
        title=need.title,
        by=actor_of(session).name,
        at=clock.now(),
    )
    outbox.add_raw(session, event, subject=str(row.id), version=1)


def _recorded(visit: Visit, record: VisitRecord, needs: int, by_id: UUID | None) -> contracts.VisitRecorded:
    told = ("estate_id", "kind", "round_id", "customer_id", "unit_path")
    said = ("visited_at", "met", "words", "evaluation", "promised")
    return contracts.VisitRecorded(
        **{name: getattr(visit, name) for name in told},
        **{name: getattr(record, name) for name in said},
        visit_id=visit.id,
        by_id=by_id,
        by=record.visited_by,
        needs=needs,
        at=record.recorded_at,
    )
