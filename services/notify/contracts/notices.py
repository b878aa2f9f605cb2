"""Events of a notice: each tells the whole version as it stands after the step (A1.2)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class NoticeEvent(Event):
    """What every event of a notice tells; texts are Markdown, ``title_en`` and ``body_en`` may be empty.

    Without ``places`` (ids of premises) it concerns the whole estate; ``audience`` is ``everybody``, ``owners`` or
    ``tenants``. ``number`` is null before the approval. ``starts_at`` and ``ends_at`` are of what it
    announces; an outage with an ``emergency_reason`` was not planned. ``url`` is its public page; ``by`` took the step.
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
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    emergency_reason: str = ""
    all_clear_at: Moment | None = None


class NoticeSubmitted(NoticeEvent):
    key: ClassVar[str] = "notify.notice_submitted.v1"


class NoticeReturned(NoticeEvent, kw_only=True):
    """Sent back to whoever wrote it, with the ``reason``."""

    key: ClassVar[str] = "notify.notice_returned.v1"

    reason: str


class NoticeApproved(NoticeEvent):
    key: ClassVar[str] = "notify.notice_approved.v1"


class NoticeScheduled(NoticeEvent):
    """It goes to the boards by itself at ``publish_at``."""

    key: ClassVar[str] = "notify.notice_scheduled.v1"


class NoticeHeldBack(NoticeEvent):
    """Its time had come, but an outage could not be announced in time any more: it waits for a decision (C2.1)."""

    key: ClassVar[str] = "notify.notice_held_back.v1"


class NoticePublished(NoticeEvent):
    """It is on the boards from now on; the one that it ``replaces_id`` no longer is."""

    key: ClassVar[str] = "notify.notice_published.v1"


class NoticeExpired(NoticeEvent):
    key: ClassVar[str] = "notify.notice_expired.v1"


class NoticeWithdrawn(NoticeEvent, kw_only=True):
    """Taken off the boards before its time, for the ``reason``."""

    key: ClassVar[str] = "notify.notice_withdrawn.v1"

    reason: str


class NoticeReplaced(NoticeEvent, kw_only=True):
    """Corrected by the version ``replaced_by_id``, which is on the boards now."""

    key: ClassVar[str] = "notify.notice_replaced.v1"

    replaced_by_id: UUID


class OutageAnnounced(NoticeEvent):
    """A planned outage hangs in every lobby that it concerns, recorded at least 24 hours before its start (C2.1)."""

    key: ClassVar[str] = "notify.outage_announced.v1"


class OutageOver(NoticeEvent):
    """The all-clear: what the notice announced is over since ``all_clear_at``."""

    key: ClassVar[str] = "notify.outage_over.v1"


EMITS: tuple[type[Event], ...] = (
    NoticeSubmitted,
    NoticeReturned,
    NoticeApproved,
    NoticeScheduled,
    NoticeHeldBack,
    NoticePublished,
    NoticeExpired,
    NoticeWithdrawn,
    NoticeReplaced,
    OutageAnnounced,
    OutageOver,
)
