"""告示: what residents are told by the boards (A1.2); each version is a row of its own."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.notify.models.base import Base
from services.notify.models.notice_choices import OUTAGES, SHOWN, Audience, NoticeKind, NoticeState
from services.notify.models.notice_steps import NoticeStep, next_state
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned

ANNOUNCED_AHEAD = timedelta(hours=24)
LONGEST_TITLE = 120
LONGEST_BODY = 20_000
MOST_PLACES = 200
MOST_FILES = 9


class Notice(Versioned, EstateOwned, Audited, Base):
    """One version of a notice. What was published is never altered: a new version replaces it (``replaces_id``).

    ``number`` is given with the approval. Without ``places`` (ids of premises, with their ``place_paths``) it concerns
    the whole estate. ``starts_at`` and ``ends_at`` are of what it announces; an outage with an ``emergency_reason`` was
    not planned, one with ``all_clear_at`` is over. ``publish_at`` and ``expires_at`` are what was planned,
    ``ended_at`` is when it left the board.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_estate_id_state_published_at", "estate_id", "state", "published_at"),
        Index("ix_notice_estate_id_id", "estate_id", "id"),
        UniqueConstraint("estate_id", "number"),
    )

    estate_id: Mapped[UUID] = mapped_column()
    kind: Mapped[NoticeKind]
    state: Mapped[NoticeState]
    number: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)
    places: Mapped[list[str]]
    place_paths: Mapped[list[str]]
    audience: Mapped[Audience]
    on_paper: Mapped[bool]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    emergency_reason: Mapped[str] = mapped_column(Text, server_default="")
    all_clear_at: Mapped[datetime | None]
    publish_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("notice.id"), index=True)
    drafted_by: Mapped[str] = mapped_column(Text)
    drafted_by_id: Mapped[UUID | None]
    submitted_by: Mapped[str | None] = mapped_column(Text)
    submitted_by_id: Mapped[UUID | None]
    submitted_at: Mapped[datetime | None]
    returned_reason: Mapped[str | None] = mapped_column(Text)
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)

    files: Mapped[list["NoticeFile"]] = relationship(
        lambda: NoticeFile, lazy="raise_on_sql", order_by=lambda: NoticeFile.id, back_populates="notice"
    )
    replaces: Mapped["Notice | None"] = relationship(
        lambda: Notice, lazy="raise_on_sql", remote_side=lambda: Notice.id, viewonly=True
    )

    def take(self, step: NoticeStep) -> None:
        """Moves on by the graph of states. Raises ``IllegalNoticeStep``."""
        self.state = next_state(self.state, step)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: what was once on the board stays in its archive."""
        return self.state in SHOWN and self.published_at is not None

    @property
    def is_outage(self) -> bool:
        return self.kind in OUTAGES

    @property
    def announce_by(self) -> datetime | None:
        """Until when a planned outage must hang in every lobby (C2.1); None for everything else."""
        planned = self.is_outage and not self.emergency_reason
        return self.starts_at - ANNOUNCED_AHEAD if planned and self.starts_at else None

    def title_in(self, language: str) -> str:
        """In the reader's language where it was written in it."""
        return (language == "en" and self.title_en) or self.title

    def body_in(self, language: str) -> str:
        return (language == "en" and self.body_en) or self.body


class NoticeFile(Identified, EstateOwned, Audited, Base):
    """A picture or document that belongs to a notice, kept under ``key``; ``name`` is the sender's."""

    __tablename__ = "notice_file"

    estate_id: Mapped[UUID] = mapped_column()
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]

    notice: Mapped[Notice] = relationship(lazy="raise_on_sql", back_populates="files")


class NoticeCounter(Base):
    """The last number of an estate's year."""

    __tablename__ = "notice_counter"

    estate_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class NoticeReads(Base):
    """How often a notice was opened on a day; who opened it is not known."""

    __tablename__ = "notice_reads"

    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
