"""Reads of the contact log, the talks with contractors, and what is to be done after them (B4.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from services.visits.clauses import begins
from services.visits.config import settings_of
from services.visits.models import (
    Party,
    PartyContact,
    PartyKind,
    PartyTalk,
    PartyTask,
    TaskKind,
    TaskState,
)
from services.visits.queries.floors import staff_names, today
from shared import paging
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Followed:
    """A task, who of the staff follows it up, and whether its day has passed."""

    task: PartyTask
    follower: str
    late: bool


def party_contacts(
    session: Session,
    *,
    party_id: UUID | None = None,
    kind: PartyKind | None = None,
    since: date | None = None,
    until: date | None = None,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[PartyContact]:
    """The latest first, each with its party; one query."""
    found, zone = select(PartyContact).options(joinedload(PartyContact.party)), settings_of(session).site_zone
    if party_id is not None:
        found = found.where(PartyContact.party_id == party_id)
    if kind is not None:
        found = found.join(PartyContact.party).where(Party.kind == kind)
    if since is not None:
        found = found.where(PartyContact.contacted_at >= begins(since, zone))
    if until is not None:
        found = found.where(PartyContact.contacted_at < begins(until + timedelta(days=1), zone))
    order = (PartyContact.contacted_at.desc(), PartyContact.id.desc())
    return paging.page(session, found, order, after=after, limit=limit)


def party_talks(
    session: Session, *, party_id: UUID | None = None, after: str | None = None, limit: int = paging.MOST
) -> Page[PartyTalk]:
    """The latest first, each with its party; one query."""
    found = select(PartyTalk).options(joinedload(PartyTalk.party))
    if party_id is not None:
        found = found.where(PartyTalk.party_id == party_id)
    order = (PartyTalk.held_at.desc(), PartyTalk.id.desc())
    return paging.page(session, found, order, after=after, limit=limit)


def party_talk(session: Session, talk_id: UUID) -> PartyTalk:
    """With its party. Raises ``NotFound``."""
    found = select(PartyTalk).where(PartyTalk.id == talk_id).options(joinedload(PartyTalk.party))
    return existing(session.scalars(found).first())


def party_tasks(
    session: Session,
    *,
    state: TaskState | None = None,
    kind: TaskKind | None = None,
    party_id: UUID | None = None,
    source_id: UUID | None = None,
    mine: bool = False,
    late: bool = False,
    unfinished: bool = False,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Followed]:
    """By their day; ``unfinished``: to be done or to be verified. Two queries."""
    found = select(PartyTask)
    if unfinished:
        to_verify = (PartyTask.state == TaskState.FINISHED) & (PartyTask.kind == TaskKind.IMPROVEMENT)
        found = found.where((PartyTask.state == TaskState.OPEN) | to_verify)
    if late:
        found = found.where(PartyTask.state == TaskState.OPEN, PartyTask.due_on < today(session))
    if mine:
        found = found.where(PartyTask.follower_id == actor_of(session).id)
    equal = {"state": state, "kind": kind, "party_id": party_id, "source_id": source_id}
    found = found.where(*(getattr(PartyTask, name) == value for name, value in equal.items() if value is not None))
    return _followed(session, found, after, limit)


def party_task(session: Session, task_id: UUID) -> Followed:
    """With its party. Raises ``NotFound``."""
    found = select(PartyTask).where(PartyTask.id == task_id).options(joinedload(PartyTask.party))
    task = existing(session.scalars(found).first())
    return _with_follower(task, _names(session, [task]), today(session))


def tasks_due(session: Session) -> int:
    """What the reader follows up and is due today, or was before."""
    due = PartyTask.state == TaskState.OPEN, PartyTask.due_on <= today(session)
    mine = PartyTask.follower_id == actor_of(session).id
    return session.scalar(select(func.count(PartyTask.id)).where(*due, mine)) or 0


def silent_contractors(session: Session) -> list[Party]:
    """Those with whom nobody has talked since Monday (B4.1.3)."""
    day = today(session)
    monday = begins(day - timedelta(days=day.weekday()), settings_of(session).site_zone)
    talked = select(PartyTalk.party_id).where(PartyTalk.held_at >= monday)
    going_on = Party.kind == PartyKind.CONTRACTOR, Party.ended_on.is_(None), Party.id.not_in(talked)
    found = session.scalars(select(Party).where(*going_on).order_by(Party.name, Party.id))
    return [party for party in found if party.lasts_on(day)]


def _followed(session: Session, found: Select[PartyTask], after: str | None, limit: int) -> Page[Followed]:
    loaded, order = found.options(joinedload(PartyTask.party)), (PartyTask.due_on, PartyTask.id)
    listed = paging.page(session, loaded, order, after=after, limit=limit)
    names, day = _names(session, listed.items), today(session)
    return Page([_with_follower(task, names, day) for task in listed.items], listed.next)


def _with_follower(task: PartyTask, names: Mapping[UUID, str], day: date) -> Followed:
    follower = names.get(task.follower_id, "") if task.follower_id else ""
    return Followed(task, follower, task.state is TaskState.OPEN and task.due_on < day)


def _names(session: Session, tasks: Sequence[PartyTask]) -> Mapping[UUID, str]:
    return staff_names(session, {task.follower_id for task in tasks if task.follower_id})
