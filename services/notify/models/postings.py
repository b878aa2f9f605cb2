"""张贴: the places where paper hangs, and the proof that each notice did (A1.2, C2.1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.notify.models.base import Base
from services.notify.models.notices import Notice
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_

POST_WITHIN = timedelta(hours=24)
EMERGENCY_POST_WITHIN = timedelta(hours=2)
REMOVE_WITHIN = timedelta(hours=24)
LONGEST_PLACE = 100


class PlaceKind(StrEnum):
    """宣传栏/公告栏, or a 大堂."""

    BOARD = "board"
    LOBBY = "lobby"


class PostingState(StrEnum):
    """``to_post`` → ``posted`` → ``to_remove`` → ``removed``; ``needless`` when it ended before it hung."""

    TO_POST = "to_post"
    POSTED = "posted"
    TO_REMOVE = "to_remove"
    REMOVED = "removed"
    NEEDLESS = "needless"


UNDONE = frozenset({PostingState.TO_POST, PostingState.TO_REMOVE})


class PostingPlace(Versioned, EstateOwned, Audited, Base):
    """A board or a lobby. Without ``building_id`` it belongs to the whole estate; ``building`` is its label."""

    __tablename__ = "posting_place"

    estate_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[PlaceKind]
    name: Mapped[str] = mapped_column(Text)
    building_id: Mapped[UUID | None]
    building: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime | None]


class Posting(Versioned, EstateOwned, Audited, Base):
    """One notice at one place. ``due_at`` is when it must hang, or be off, as ``state`` says.

    ``posted_at`` and ``removed_at`` are when that was done, ``*_noted_at`` when it was recorded;
    the photos are keys of the attachment store.
    """

    __tablename__ = "posting"
    __table_args__ = (
        UniqueConstraint("notice_id", "place_id"),
        Index("ix_posting_estate_id_state_due_at", "estate_id", "state", "due_at"),
        Index("ix_posting_place_id", "place_id"),
    )

    estate_id: Mapped[UUID] = mapped_column()
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"))
    place_id: Mapped[UUID] = mapped_column(ForeignKey("posting_place.id"))
    state: Mapped[PostingState]
    due_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
    posted_noted_at: Mapped[datetime | None]
    posted_by: Mapped[str | None] = mapped_column(Text)
    posted_photo: Mapped[str | None] = mapped_column(Text)
    removed_at: Mapped[datetime | None]
    removed_noted_at: Mapped[datetime | None]
    removed_by: Mapped[str | None] = mapped_column(Text)
    removed_photo: Mapped[str | None] = mapped_column(Text)

    notice: Mapped[Notice] = relationship(lazy="raise_on_sql")
    place: Mapped[PostingPlace] = relationship(lazy="raise_on_sql")


def announced_in_time(notice: Notice, postings: Iterable[Posting]) -> bool:
    """Whether a planned outage counts as announced: each lobby's posting was recorded 24 hours ahead (C2.1)."""
    lobbies = [row for row in postings if row.place.kind is PlaceKind.LOBBY and row.state is not PostingState.NEEDLESS]
    by = notice.announce_by
    noted = [row.posted_noted_at for row in lobbies]
    return by is not None and bool(noted) and all(at is not None and at <= by for at in noted)


PLACE_KIND_NAMES = {PlaceKind.BOARD: N_("bulletin board"), PlaceKind.LOBBY: N_("lobby")}
POSTING_STATE_NAMES = {
    PostingState.TO_POST: N_("to be posted"),
    PostingState.POSTED: N_("posted"),
    PostingState.TO_REMOVE: N_("to be taken down"),
    PostingState.REMOVED: N_("taken down"),
    PostingState.NEEDLESS: N_("no longer needed"),
}
POSTING_LABELS: dict[str, str] = {
    str(value): name for names in (PLACE_KIND_NAMES, POSTING_STATE_NAMES) for value, name in names.items()
}
