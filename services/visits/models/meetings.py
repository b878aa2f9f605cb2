"""会议: their series, each meeting with its minutes, what it decided, the needs it heard (A2.3, B4.2, B5)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned
from shared.errors import N_, DomainError


class MeetingKind(StrEnum):
    STAND_UP = "stand_up"
    BRANCH = "branch"
    OFFICE = "office"
    COMMITTEE = "committee"


class MeetingState(StrEnum):
    """``planned`` → ``open`` (it has begun) → ``held``; or ``cancelled``."""

    PLANNED = "planned"
    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


class ActionState(StrEnum):
    OPEN = "to_do"
    DONE = "finished"
    DROPPED = "dropped"


MEETING_NAMES = {
    MeetingKind.STAND_UP: N_("daily stand-up"),
    MeetingKind.BRANCH: N_("weekly branch meeting"),
    MeetingKind.OFFICE: N_("weekly office meeting"),
    MeetingKind.COMMITTEE: N_("meeting with the owners' committee"),
    MeetingState.PLANNED: N_("planned"),
    MeetingState.OPEN: N_("under way"),
    MeetingState.HELD: N_("held"),
    MeetingState.CANCELLED: N_("cancelled"),
    ActionState.OPEN: N_("to be done"),
    ActionState.DONE: N_("done"),
    ActionState.DROPPED: N_("dropped"),
}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
HEARD_WITHIN = timedelta(days=28)  # needs that no meeting has heard come up again that long
RECURRING = (MeetingKind.STAND_UP, MeetingKind.OFFICE, MeetingKind.BRANCH)


class MeetingIsOver(DomainError):
    message = N_("Only a meeting that is still ahead is moved, opened, held or cancelled.")


class MinutesNotYet(DomainError):
    message = N_("Minutes are filed once the meeting was held.")


class NotBegun(DomainError):
    message = N_("This is written down once the meeting has begun.")


class NeedsNotDiscussed(DomainError):
    message = N_("Record the discussion of every team's needs first.")


class ActionIsOver(DomainError):
    message = N_("This action was done or dropped already.")


class MeetingSeries(Versioned, EstateOwned, Audited, Base):
    """When an estate holds its meetings of a kind, where it was said; ``weekday`` None: every working day."""

    __tablename__ = "meeting_series"
    __table_args__ = (UniqueConstraint("estate_id", "kind"),)

    kind: Mapped[MeetingKind]
    active: Mapped[bool]
    weekday: Mapped[int | None]
    begins: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)


class Meeting(Versioned, EstateOwned, Audited, Base):
    """``series_on`` is the first day of the period for which its series made it; None for one planned by hand.

    ``present`` and ``committee`` name who came, one in each line; ``reason``: why it was moved or cancelled.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("estate_id", "kind", "series_on"),
        Index("ix_meeting_starts_at_id", "starts_at", "id"),
    )

    kind: Mapped[MeetingKind]
    state: Mapped[MeetingState]
    series_on: Mapped[date | None]
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(Text)
    agenda: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    present: Mapped[str] = mapped_column(Text)
    committee: Mapped[str] = mapped_column(Text)
    minutes: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime | None]
    recorded_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)

    @property
    def staff_present(self) -> list[str]:
        return self.present.splitlines()

    @property
    def committee_present(self) -> list[str]:
        return self.committee.splitlines()

    @property
    def attended(self) -> int:
        return len(self.staff_present) + len(self.committee_present)

    @property
    def ahead(self) -> bool:
        return self.state in (MeetingState.PLANNED, MeetingState.OPEN)

    @property
    def begun(self) -> bool:
        return self.state in (MeetingState.OPEN, MeetingState.HELD)

    def check_ahead(self) -> None:
        if not self.ahead:
            raise MeetingIsOver

    def check_begun(self) -> None:
        if not self.begun:
            raise NotBegun


class MeetingAction(Versioned, EstateOwned, Audited, Base):
    """What somebody is to do by ``due_on``; while it is open, the next meetings of the same kind see it again.

    ``number`` counts those of a meeting; ``result`` is what came of it, or why it was dropped.
    """

    __tablename__ = "meeting_action"
    __table_args__ = (Index("ix_meeting_action_state_due_on", "state", "due_on", "id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[MeetingKind]
    number: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[UUID] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    state: Mapped[ActionState]
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)

    def check_open(self) -> None:
        if self.state is not ActionState.OPEN:
            raise ActionIsOver


class NeedsDigest(Identified, EstateOwned, Base):
    """The front desk's week of one team, as it was told; ``adjustment`` is what the team changes because of it."""

    __tablename__ = "needs_digest"
    __table_args__ = (Index("ix_needs_digest_estate_id_ends_at", "estate_id", "ends_at"),)

    team: Mapped[str | None] = mapped_column(Text)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    complaints: Mapped[int]
    repairs: Mapped[int]
    suggestions: Mapped[int]
    enquiries: Mapped[int]
    praise: Mapped[int]
    open: Mapped[int]
    late: Mapped[int]
    repeated: Mapped[int]
    adjustment: Mapped[str] = mapped_column(Text)
    adjusted_by: Mapped[str] = mapped_column(Text)

    @property
    def asked(self) -> int:
        return self.complaints + self.repairs + self.suggestions + self.enquiries + self.praise


class MeetingTopic(Versioned, EstateOwned, Audited, Base):
    """What an office meeting said about the needs of one team (A2.3)."""

    __tablename__ = "meeting_topic"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    digest_id: Mapped[UUID] = mapped_column(unique=True)
    discussion: Mapped[str] = mapped_column(Text)
    discussed_by: Mapped[str] = mapped_column(Text)


def unheard(meeting: Meeting) -> ColumnElement[bool]:
    """The needs of the estate's teams, told until then, that no office meeting has talked about."""
    until = max(meeting.starts_at, meeting.held_at or meeting.starts_at)
    told = (NeedsDigest.ends_at <= until) & (NeedsDigest.ends_at > meeting.starts_at - HEARD_WITHIN)
    heard = select(MeetingTopic.id).where(MeetingTopic.digest_id == NeedsDigest.id)
    return (NeedsDigest.estate_id == meeting.estate_id) & told & ~heard.exists()
