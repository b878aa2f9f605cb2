"""Writing notices (A1.2): drafts, and new versions that correct what was published."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.notify.models import (
    OUTAGES,
    Audience,
    Estate,
    Notice,
    NoticeFile,
    NoticeKind,
    NoticeState,
    NoticeStep,
    Premises,
)
from shared import audit, clock
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, StaleVersion, existing

COPIED = (
    *("estate_id", "kind", "title", "body", "title_en", "body_en", "places", "place_paths", "audience", "on_paper"),
    *("starts_at", "ends_at", "emergency_reason", "expires_at"),
)


SIGNED_ELSEWHERE = N_("Income and expenditure come to the board from a signed statement only; write that instead.")


class StatementNotice(DomainError):
    message = N_("This notice shows a signed statement: correct the statement, and its new notice replaces this one.")


class AlreadyRevised(DomainError):
    message = N_("A new version of this notice is being written already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """What the writer decides; without ``place_ids`` it concerns the whole estate."""

    kind: NoticeKind
    title: str
    body: str
    title_en: str = ""
    body_en: str = ""
    place_ids: Sequence[UUID] = ()
    audience: Audience = Audience.EVERYBODY
    on_paper: bool = True
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    emergency_reason: str = ""
    publish_at: datetime | None = None
    expires_at: datetime | None = None


def draft_notice(session: Session, *, estate_id: UUID, content: NoticeContent) -> Notice:
    """A new notice, which nobody sees yet. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    return _written(session, estate_id=estate_id, **_columns(session, estate_id, content))


def edit_notice(session: Session, *, notice_id: UUID, content: NoticeContent, version: int | None = None) -> Notice:
    """Changes a draft; ``version`` is what the writer had read.

    Raises ``NotFound``, ``IllegalNoticeStep``, ``Invalid``, ``StaleVersion``.
    """
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.EDIT)
    if version is not None and version != notice.version:
        raise StaleVersion
    for name, value in _columns(session, notice.estate_id, content).items():
        setattr(notice, name, value)
    audit.record(session, "notice.edit", notice)
    return notice


def revise_notice(session: Session, *, notice_id: UUID) -> Notice:
    """A draft that will replace what is published.

    Raises ``NotFound``, ``IllegalNoticeStep``, ``AlreadyRevised``, ``StatementNotice``.
    """
    old = notice_of(session, notice_id)
    old.take(NoticeStep.REVISE)
    if old.kind is NoticeKind.STATEMENT:
        raise StatementNotice
    successors = select(Notice.id).where(Notice.replaces_id == old.id, Notice.state != NoticeState.WITHDRAWN)
    if session.scalars(successors).first():
        raise AlreadyRevised
    facts = {name: getattr(old, name) for name in COPIED}
    new = _written(session, replaces_id=old.id, **facts)
    for file in old.files:
        told = {name: getattr(file, name) for name in ("estate_id", "name", "key", "content_type", "size")}
        new.files.append(NoticeFile(**told))
        audit.record(session, "notice.attach", new.files[-1])
    return new


def discard_notice(session: Session, *, notice_id: UUID) -> Notice:
    """The draft will not be published. Raises ``NotFound``, ``IllegalNoticeStep``."""
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.DISCARD)
    audit.record(session, "notice.discard", notice)
    return notice


def notice_of(session: Session, notice_id: UUID) -> Notice:
    """The notice with its files. Raises ``NotFound``."""
    return existing(session.get(Notice, notice_id, options=[selectinload(Notice.files)]))


def _written(session: Session, **facts: Any) -> Notice:
    actor = actor_of(session)
    notice = Notice(state=NoticeState.DRAFT, drafted_by=actor.name, drafted_by_id=actor.id, files=[], **facts)
    session.add(notice)
    audit.record(session, "notice.draft", notice)
    return notice


def _columns(session: Session, estate_id: UUID, content: NoticeContent) -> dict[str, Any]:
    """Raises ``Invalid``."""
    if content.kind is NoticeKind.STATEMENT:
        raise Invalid({"kind": [SIGNED_ELSEWHERE]})  # only what is signed is published (A2.6)
    if content.expires_at is not None and content.expires_at <= (content.publish_at or clock.now()):
        raise Invalid({"expires_at": [N_("It would be over before it begins.")]})
    _check_times(content)
    told = asdict(content)
    if content.kind in OUTAGES:
        told["on_paper"] = True  # in writing in every lobby (C2.1)
    else:
        told["emergency_reason"] = ""
    return told | _scope(session, estate_id, told.pop("place_ids"))


def _check_times(content: NoticeContent) -> None:
    if content.kind in OUTAGES and content.starts_at is None:
        raise Invalid({"starts_at": [N_("When does the outage start?")]})
    if content.ends_at is not None and content.ends_at <= (content.starts_at or content.ends_at):
        raise Invalid({"ends_at": [N_("It would be over before it begins.")]})


def _scope(session: Session, estate_id: UUID, place_ids: Sequence[UUID]) -> dict[str, list[str]]:
    """The places with their labels. Raises ``Invalid`` for one that the estate does not have."""
    wanted = list(dict.fromkeys(place_ids))
    found = {
        row.id: row.path
        for row in session.scalars(select(Premises).where(Premises.id.in_(wanted), Premises.estate_id == estate_id))
    }
    if len(found) != len(wanted):
        raise Invalid({"place_ids": [N_("One of these places is not in this estate.")]})
    return {"places": [str(place) for place in wanted], "place_paths": [found[place] for place in wanted]}
