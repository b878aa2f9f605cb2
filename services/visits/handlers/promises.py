"""What was promised on visits: who promised is reminded on the day, the project lead when it is not kept (C1.4.5)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.due_days import NEXT, promise_stage
from services.visits.handlers.people import lead_of
from services.visits.models import Visit, VisitRecord
from shared import audit, clock, outbox
from shared.errors import N_, DomainError, existing

PROMISE_DUE = "visit.promise_due"


class NothingPromised(DomainError):
    message = N_("Nothing is promised here, or it has been kept already.")


def watch_promise(session: Session, record: VisitRecord) -> None:
    if record.promised and record.promised_until is not None:
        promise_stage(session, PROMISE_DUE, record.id, record.promised_until)


def keep_promise(session: Session, *, visit_id: UUID) -> VisitRecord:
    """What was promised on the visit has been done. Raises ``NotFound``, ``NothingPromised``."""
    record = existing(session.scalars(select(VisitRecord).where(VisitRecord.visit_id == visit_id)).first())
    if not record.promised or record.kept_at is not None:
        raise NothingPromised
    record.kept_at = clock.now()
    audit.record(session, "visit_record.keep_promise", record)
    event = contracts.PromiseKept(record_id=record.id, visit_id=visit_id, estate_id=record.estate_id, at=record.kept_at)
    outbox.add(session, event, record)
    return record


def remind_of_promise(session: Session, *, record_id: UUID, due_on: date, stage: str) -> None:
    """Nobody is reminded of what was kept, or of a household that was erased."""
    open_ = VisitRecord.kept_at.is_(None), VisitRecord.promised != "", VisitRecord.promised_until == due_on
    record = session.scalars(select(VisitRecord).where(VisitRecord.id == record_id, *open_)).first()
    if record is None:
        return
    visit = existing(session.get(Visit, record.visit_id))
    lead = lead_of(session, record.estate_id)
    above = [lead] if lead and (stage == "escalated" or visit.officer_id is None) else []
    readers = [*above, *([visit.officer_id] if visit.officer_id else [])]
    if readers:
        _tell(session, record, visit, due_on, stage, readers)
    if stage in NEXT:
        promise_stage(session, PROMISE_DUE, record.id, due_on, NEXT[stage])


def _tell(session: Session, record: VisitRecord, visit: Visit, due_on: date, stage: str, readers: list[UUID]) -> None:

    event = contracts.PromiseReminded(
        record_id=record.id,
        visit_id=visit.id,
        estate_id=visit.estate_id,
        unit_path=visit.unit_path,
        promised_until=due_on,
        stage=stage,
        staff_ids=list(dict.fromkeys(readers)),
        at=clock.now(),
    )
    outbox.add(session, event, record)
