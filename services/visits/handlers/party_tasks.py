"""What is to be done after a contact or a talk: followed up, verified, reminded of, escalated (B4.1)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.config import settings_of
from services.visits.handlers.due_days import NEXT, promise_stage
from services.visits.models import Party, PartyTask, Staff, TaskIsOver, TaskKind, TaskState
from shared import audit, clock, outbox
from shared.actors import staff_actor
from shared.db import actor_of
from shared.errors import N_, Invalid, existing

TASK_DUE = "party.task_due"
OVERSEERS = {
    TaskKind.NEXT_STEP: ("venue_manager", "project_lead"),
    TaskKind.IMPROVEMENT: ("service_centre_manager", "project_lead"),
    TaskKind.REQUIREMENT: ("venue_manager", "project_lead"),
}


def add_task(
    session: Session,
    party: Party,
    kind: TaskKind,
    *,
    source_id: UUID,
    title: str,
    owner: str,
    due_on: date,
    follower_id: UUID | None,
) -> PartyTask:
    """Whoever follows it up is told, unless it is who noted it. Raises ``Invalid``."""
    _check_due(session, due_on)
    follower = _follower(session, party.estate_id, follower_id)
    facts: dict[str, Any] = {"kind": kind, "source_id": source_id, "title": title, "owner": owner, "due_on": due_on}
    blank = {"outcome": "", "done_by": "", "checked_by": "", "reason": ""}
    task = PartyTask(estate_id=party.estate_id, party_id=party.id, state=TaskState.OPEN, **facts, **blank)
    task.party, task.follower_id = party, follower
    session.add(task)
    audit.record(session, "party_task.add", task)
    if follower is not None and follower != actor_of(session).id:
        _tell(session, task, "given", [follower])
    promise_stage(session, TASK_DUE, task.id, task.due_on)
    return task


def finish_task(session: Session, *, task_id: UUID, outcome: str) -> PartyTask:
    """It is done, as far as is known. Raises ``NotFound``, ``TaskIsOver``."""
    task = task_of(session, task_id)
    task.check_open()
    task.state, task.outcome = TaskState.FINISHED, outcome
    task.done_at, task.done_by = clock.now(), actor_of(session).name
    audit.record(session, "party_task.finish", task)
    _settle(session, task)
    return task


def verify_task(session: Session, *, task_id: UUID) -> PartyTask:
    """Staff have seen that the improvement was made. Raises ``NotFound``, ``NothingToVerify``."""
    task = task_of(session, task_id)
    task.check_to_verify()
    task.state, task.checked_at, task.checked_by = TaskState.VERIFIED, clock.now(), actor_of(session).name
    audit.record(session, "party_task.verify", task)
    return task


def put_off_task(session: Session, *, task_id: UUID, due_on: date, reason: str) -> PartyTask:
    """It was not done, or not well: until another day. Raises ``NotFound``, ``TaskIsOver``, ``Invalid``."""
    task = task_of(session, task_id)
    if task.state not in (TaskState.OPEN, TaskState.FINISHED):
        raise TaskIsOver
    _check_due(session, due_on)
    task.state, task.due_on, task.reason = TaskState.OPEN, due_on, reason
    task.done_at, task.done_by = None, ""
    audit.record(session, "party_task.put_off", task, reason)
    _settle(session, task)
    promise_stage(session, TASK_DUE, task.id, task.due_on)
    return task


def drop_task(session: Session, *, task_id: UUID, reason: str) -> PartyTask:
    """Nobody needs it any more. Raises ``NotFound``, ``TaskIsOver``."""
    task = task_of(session, task_id)
    task.check_open()
    task.state, task.reason = TaskState.DROPPED, reason
    audit.record(session, "party_task.drop", task, reason)
    _settle(session, task)
    return task


def end_tasks(session: Session, source_id: UUID, reason: str) -> None:
    """Whatever of it is still open is not needed any more."""
    still_open = PartyTask.source_id == source_id, PartyTask.state == TaskState.OPEN
    for task in session.scalars(select(PartyTask).where(*still_open).order_by(PartyTask.id)).all():
        drop_task(session, task_id=task.id, reason=reason)


def remind_of_task(session: Session, *, task_id: UUID, due_on: date, stage: str) -> None:
    """On its day, the day after, and two days later to those above; not once it is done or put off."""
    found = select(PartyTask).where(PartyTask.id == task_id, PartyTask.due_on == due_on)
    task = session.scalars(found.where(PartyTask.state == TaskState.OPEN)).first()
    if task is None:
        return
    above = stage == "escalated" or task.follower_id is None
    readers = overseers(session, task.estate_id, OVERSEERS[task.kind]) if above else []
    _tell(session, task, stage, [*readers, *([task.follower_id] if task.follower_id else [])])
    if stage in NEXT:
        promise_stage(session, TASK_DUE, task.id, task.due_on, NEXT[stage])


def overseers(session: Session, estate_id: UUID, roles: tuple[str, ...]) -> list[UUID]:
    """Who of the estate's staff has one of these roles."""
    members = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id))
    return [row.id for row in members if set(roles) & set(row.roles) and staff_actor(row).sees(estate_id)]


def worker_of(session: Session, estate_id: UUID, staff_id: UUID, field: str) -> UUID:
    """Somebody who works in the estate. Raises ``Invalid`` for the field."""
    member = session.get(Staff, staff_id)
    if member is None or not member.active or not staff_actor(member).sees(estate_id):
        raise Invalid({field: [N_("Choose somebody who works in this estate.")]})
    return staff_id


def task_of(session: Session, task_id: UUID) -> PartyTask:
    """Raises ``NotFound``."""
    return existing(session.get(PartyTask, task_id))


def _follower(session: Session, estate_id: UUID, follower_id: UUID | None) -> UUID | None:
    """Who was named, or who notes it. Raises ``Invalid``."""
    if follower_id is None:
        return actor_of(session).id if actor_of(session).kind == "staff" else None
    return worker_of(session, estate_id, follower_id, "follower_id")


def _check_due(session: Session, due_on: date) -> None:
    if due_on < clock.today(settings_of(session).site_zone):
        raise Invalid({"due_on": [N_("This day is over already.")]})


def _tell(session: Session, task: PartyTask, stage: str, readers: list[UUID]) -> None:
    if not readers:
        return
    party = existing(session.get(Party, task.party_id))
    told = ("estate_id", "party_id", "title", "owner", "due_on")
    facts = {name: getattr(task, name) for name in told}
    event = contracts.PartyTaskReminded(
        task_id=task.id,
        **facts,
        party=party.name,
        kind=task.kind.value,
        stage=stage,
        staff_ids=list(dict.fromkeys(readers)),
        at=clock.now(),
    )
    outbox.add(session, event, task)


def _settle(session: Session, task: PartyTask) -> None:
    event = contracts.PartyTaskSettled(task_id=task.id, estate_id=task.estate_id, at=clock.now())
    outbox.add(session, event, task)
