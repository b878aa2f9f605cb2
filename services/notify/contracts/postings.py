"""Events of paper at a place: that it hung, that it was taken down, that it is late (A1.2, C2.1)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class PostingEvent(Event):
    """What every event of a posting tells. ``number``, ``kind`` and ``title`` are the notice's.

    ``place_kind`` is ``board`` or ``lobby``; a place without ``building_id`` belongs to the whole estate. ``due_at``
    is when it had to hang, or to be taken down. ``by`` is who recorded it.
    """

    posting_id: UUID
    estate_id: UUID
    notice_id: UUID
    number: str
    kind: str
    title: str
    place_id: UUID
    place: str
    place_kind: str
    building_id: UUID | None
    state: str
    due_at: Moment
    posted_at: Moment | None
    posted_by: str | None
    removed_at: Moment | None
    removed_by: str | None
    by: str
    at: Moment


class NoticePosted(PostingEvent):
    """It hangs at the place since ``posted_at``, as a photo proves."""

    key: ClassVar[str] = "notify.notice_posted.v1"


class NoticeTakenDown(PostingEvent):
    """It hangs at the place no longer since ``removed_at``."""

    key: ClassVar[str] = "notify.notice_taken_down.v1"


class PostingLate(PostingEvent):
    """At ``due_at`` nobody had posted it, or taken it down."""

    key: ClassVar[str] = "notify.posting_late.v1"


EMITS: tuple[type[Event], ...] = (NoticePosted, NoticeTakenDown, PostingLate)
