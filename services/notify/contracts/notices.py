"""Events of a notice: each tells the whole version as it stands after the step (A1.2)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class NoticeEvent(Event):
    """What every event of a notice tells; texts are Markdown, ``title_en`` and ``body_en`` may be empty.

    Without ``places`` (ids of premises) it concerns the whole estate; ``audience`` is ``everybody``, ``owners`` or
    ``tenants``. ``number`` is null before the approval. ``url`` is its public page; ``by`` is who took the step.
    """

    notice_id: UUID
    estate_id: UUID
    number: str | None
    kind: str
    state: str
    title: str
    body: str
    title_en: str
    body_en: str
    places: list[UUID]
    place_paths: list[str]
    audience: str
    on_paper: bool
    publish_at: Moment | None
    expires_at: Moment | None
    published_at: Moment | None
    ended_at: Moment | None
    replaces_id: UUID | None
    url: str
    by: str
    by_id: UUID | None
    at: Moment


class NoticeSubmitted(NoticeEvent):
    key: ClassVar[str] = "notify.notice_submitted.v1"


class NoticeReturned(NoticeEvent):
    """Sent back to whoever wrote it, with the ``reason``."""

    key: ClassVar[str] = "notify.notice_returned.v1"

    reason: str


class NoticeApproved(NoticeEvent):
    key: ClassVar[str] = "notify.notice_approved.v1"


class NoticeScheduled(NoticeEvent):
    """It goes to the boards by itself at ``publish_at``."""

    key: ClassVar[str] = "notify.notice_scheduled.v1"


class NoticePublished(NoticeEvent):
    """It is on the boards from now on; the one that it ``replaces_id`` no longer is."""

    key: ClassVar[str] = "notify.notice_published.v1"


class NoticeExpired(NoticeEvent):
    key: ClassVar[str] = "notify.notice_expired.v1"


class NoticeWithdrawn(NoticeEvent):
    """Taken off the boards before its time, for the ``reason``."""

    key: ClassVar[str] = "notify.notice_withdrawn.v1"

    reason: str


class NoticeReplaced(NoticeEvent):
    """Corrected by the version ``replaced_by_id``, which is on the boards now."""

    key: ClassVar[str] = "notify.notice_replaced.v1"

    replaced_by_id: UUID


EMITS: tuple[type[Event], ...] = (
    NoticeSubmitted,
    NoticeReturned,
    NoticeApproved,
    NoticeScheduled,
    NoticePublished,
    NoticeExpired,
    NoticeWithdrawn,
    NoticeReplaced,
)
