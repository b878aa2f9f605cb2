"""Staff are told what a meeting decided for them, and when its day has passed (A2.3, B5)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers.inbox import settle_items
from services.notify.handlers.tell import tell_those_named
from services.notify.handlers.wording import of_meeting_action, of_missing_summaries, of_weekly_summary
from services.notify.models import Message


def tell_of_meeting_action(session: Session, event: contracts.MeetingActionTold, *, event_id: UUID) -> list[Message]:
    """Into the inbox of whoever is to do it. Raises ``NotKnownYet``."""
    link = f"/visits/meetings/{event.meeting_id}"
    say = partial(of_meeting_action, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.action_id, link=link)


def tell_of_weekly_summary(
    session: Session, event: contracts.WeeklySummaryReminded, *, event_id: UUID
) -> list[Message]:
    """Into the inboxes of the department (B4.2.2). Raises ``NotKnownYet``."""
    link = f"/visits/summaries/{event.estate_id}/{event.team}/{event.week}"
    say = partial(of_weekly_summary, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.summary_id, link=link)


def tell_of_missing_summaries(
    session: Session, event: contracts.WeeklySummaryMissing, *, event_id: UUID
) -> list[Message]:
    """Into the inboxes of those above (B4.2.2). Raises ``NotKnownYet``."""
    link = f"/visits/summaries?estate_id={event.estate_id}&week={event.week}"
    say = partial(of_missing_summaries, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.week_id, link=link)


def settle_summary(session: Session, event: contracts.WeeklySummarySubmitted) -> None:
    """The department has nothing more to do, and those above neither once nobody is missing."""
    settle_items(session, subject=event.summary_id)
    if not event.missing:
        settle_items(session, subject=event.week_id)
