"""Telling others of a notice's step, and the staff whom it concerns."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.contracts import NoticeEvent
from services.notify.handlers.staff_items import put_into_inbox
from services.notify.handlers.wording import Voice, notice_step
from services.notify.models import Estate, Notice, Staff
from shared import clock, outbox
from shared.db import actor_of
from shared.permissions import allowed


def announce(session: Session, event: type[NoticeEvent], notice: Notice, **more: Any) -> UUID:
    """Queues the event with the whole notice; returns its id."""
    return outbox.add(session, event(**_facts(session, notice), **more), notice)


def tell_approvers(session: Session, notice: Notice, event: type[NoticeEvent], event_id: UUID) -> None:
    """Each who may approve in this estate, but not who submitted it; company approvers only where there is none."""
    may = [
        row for row in _active(session) if allowed(row.roles, "notices.approve") and row.id != notice.submitted_by_id
    ]
    near = [row for row in may if str(notice.estate_id) in (row.estates or ())]
    _tell(session, near or [row for row in may if row.estates is None], notice, event, event_id)


def tell_writer(session: Session, notice: Notice, event: type[NoticeEvent], event_id: UUID) -> None:
    """Who wrote it, unless they took the step themselves."""
    writer = session.get(Staff, notice.drafted_by_id) if notice.drafted_by_id else None
    if writer is not None and writer.active and writer.id != actor_of(session).id:
        _tell(session, [writer], notice, event, event_id)


def public_address(session: Session, notice: Notice) -> str:
    """Where everybody reads it."""
    code = session.get_one(Estate, notice.estate_id).code
    return f"{settings_of(session).public_url}/notify/board/{code}/notices/{notice.id}"


def own_address(session: Session, message_id: UUID) -> str:
    """The same for one household: that it was opened stands in the ledger."""
    return f"{settings_of(session).public_url}/notify/m/{message_id}"


def _active(session: Session) -> Iterable[Staff]:
    return session.scalars(select(Staff).where(Staff.active.is_(True)).order_by(Staff.id))


def _tell(session: Session, readers: Iterable[Staff], notice: Notice, event: type[NoticeEvent], event_id: UUID) -> None:
    estate = session.get_one(Estate, notice.estate_id)
    for reader in readers:
        voice = Voice(reader.language, settings_of(session).site_zone, clock.now(), estate.name)
        put_into_inbox(
            session,
            reader,
            notice_step(event, notice, voice),
            event_id=event_id,
            event=event.key,
            estate_id=notice.estate_id,
            subject=notice.id,
            reference=notice.number or "",
            place="、".join(notice.place_paths) or estate.name,
            link=f"/notify/notices/{notice.id}",
        )


def _facts(session: Session, notice: Notice) -> dict[str, Any]:
    told: tuple[str, ...] = (
        *("estate_id", "number", "kind", "state", "title", "body", "title_en", "body_en", "place_paths", "audience"),
        *("starts_at", "ends_at", "emergency_reason", "all_clear_at"),
        *("on_paper", "publish_at", "expires_at", "published_at", "ended_at", "replaces_id"),
    )
    actor = actor_of(session)
    facts: dict[str, Any] = {name: getattr(notice, name) for name in told}
    places = [UUID(place) for place in notice.places]
    who: dict[str, Any] = {"by": actor.name, "by_id": actor.id, "at": clock.now()}
    return {**facts, **who, "notice_id": notice.id, "places": places, "url": public_address(session, notice)}
