"""What meetings decide: who does what by when, until it is done (A2.3, B5)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.config import settings_of
from services.visits.handlers.meetings import works_here
from services.visits.models import ActionState, Meeting, MeetingAction
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, Forbidden, Invalid, existing
from shared.permissions import permits

ACTION_OVERDUE = "meeting.action_overdue"
RUNS = "meetings.run"
LATEST = timedelta(days=366)


class NotYourAction(Forbidden):
    message = N_("Only whoever is to do it, or who runs the meetings, says that it is done.")


def set_action(session: Session, *, meeting_id: UUID, what: str, owner_id: UUID, due_on: date) -> MeetingAction:
    """The meeting decided it. Raises ``NotFound``, ``NotBegun``, ``Invalid``."""
    meeting = existing(session.get(Meeting, meeting_id))
    meeting.check_begun()
    owner = works_here(session, owner_id, meeting.estate_id)
    if owner is None:
        raise Invalid({"owner_id": [N_("Choose somebody who works in this estate.")]})
    _check_day(session, due_on)
    last = session.scalar(select(func.max(MeetingAction.number)).where(MeetingAction.meeting_id == meeting.id))
    facts = {"what": what, "owner_id": owner.id, "owner": owner.name, "due_on": due_on, "number": (last or 0) + 1}
    action = MeetingAction(
        estate_id=meeting.estate_id,
        meeting_id=meeting.id,
        kind=meeting.kind,
        state=ActionState.OPEN,
        set_at=clock.now(),
        ended_by="",
        result="",
        **facts,
    )
    session.add(action)
    audit.record(session, "meeting_action.set", action)
    session.flush()
    _tell(session, action, meeting, contracts.MeetingActionSet)
    overdue_at = datetime.combine(due_on + timedelta(days=1), time(), settings_of(session).site_zone)
    timers.schedule(session, ACTION_OVERDUE, action.id, overdue_at)
    return action


def finish_action(session: Session, *, action_id: UUID, result: str = "") -> MeetingAction:
    """It is done. Raises ``NotFound``, ``ActionIsOver``, ``NotYourAction``."""
    action = existing(session.get(MeetingAction, action_id))
    actor = actor_of(session)
    if actor.id != action.owner_id and not permits(actor, RUNS):
        raise NotYourAction
    meeting = _end(session, action, ActionState.DONE, result)
    audit.record(session, "meeting_action.finish", action)
    _tell(session, action, meeting, contracts.MeetingActionDone, result=result)
    return action


def drop_action(session: Session, *, action_id: UUID, reason: str) -> MeetingAction:
    """It need not be done any more. Raises ``NotFound``, ``ActionIsOver``."""
    action = existing(session.get(MeetingAction, action_id))
    meeting = _end(session, action, ActionState.DROPPED, reason)
    audit.record(session, "meeting_action.drop", action, reason)
    _tell(session, action, meeting, contracts.MeetingActionDropped, reason=reason)
    return action


def remind_of_action(session: Session, *, action_id: UUID) -> None:
    """Its day has passed: whoever is to do it is told."""
    action = session.get(MeetingAction, action_id)
    if action is not None and action.state is ActionState.OPEN:
        meeting = session.get_one(Meeting, action.meeting_id)
        _tell(session, action, meeting, contracts.MeetingActionOverdue)


def _end(session: Session, action: MeetingAction, state: ActionState, result: str) -> Meeting:
    action.check_open()
    meeting = session.get_one(Meeting, action.meeting_id)
    action.state, action.ended_at, action.ended_by = state, clock.now(), actor_of(session).name
    action.result = result
    return meeting


def _check_day(session: Session, due_on: date) -> None:
    today = clock.today(settings_of(session).site_zone)
    if not today <= due_on <= today + LATEST:
        raise Invalid({"due_on": [N_("Choose a day from today on, within a year.")]})


def _tell(
    session: Session, action: MeetingAction, meeting: Meeting, event: type[contracts.MeetingActionEvent], **more: Any
) -> None:
    told = ("meeting_id", "estate_id", "number", "what", "owner_id", "owner", "due_on")
    facts = {name: getattr(action, name) for name in told}
    facts |= {"action_id": action.id, "kind": action.kind.value, "meeting_at": meeting.starts_at}
    outbox.add(session, event(**facts, **more, by=actor_of(session).name, at=clock.now()), action)
