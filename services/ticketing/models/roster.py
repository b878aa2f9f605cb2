"""值班表: who is on duty at the hotline and in the teams (C2.4: the hotline is open 24 hours a day)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import TEAM_NAMES, Team
from services.ticketing.models.staff import Staff
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_

DAYS_AHEAD = 14  # so far ahead an hour without anybody at the hotline is told
MOST_WEEKS = 12


class Post(StrEnum):
    """Where somebody is on duty: at the hotline, or in a team."""

    HOTLINE = "hotline"
    ENGINEERING = Team.ENGINEERING.value
    CLEANING = Team.CLEANING.value
    SECURITY = Team.SECURITY.value
    GREENING = Team.GREENING.value
    CUSTOMER_SERVICE = Team.CUSTOMER_SERVICE.value


POST_NAMES = {Post.HOTLINE: N_("hotline"), **{Post(team.value): name for team, name in TEAM_NAMES.items()}}


class Duty(Versioned, EstateOwned, Audited, Base):
    """A shift of one person at one post; ``removed_at`` is set for one that does not take place."""

    __tablename__ = "duty"
    __table_args__ = (Index("ix_duty_estate_id_ends_at", "estate_id", "ends_at"),)

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    post: Mapped[Post]
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    staff: Mapped[Staff] = relationship(lazy="raise_on_sql")

    @classmethod
    def between(cls, start: datetime, end: datetime) -> ColumnElement[bool]:
        """It takes place, and some of it between the two moments."""
        return and_(cls.removed_at.is_(None), cls.starts_at < end, cls.ends_at > start)

    @classmethod
    def at(cls, moment: datetime) -> ColumnElement[bool]:
        """It takes place, and runs at ``moment``."""
        return cls.between(moment, moment + timedelta.resolution)


Period = tuple[datetime, datetime]


def gaps(shifts: Iterable[Period], start: datetime, end: datetime) -> Iterator[Period]:
    """The times from ``start`` to ``end`` in which none of the shifts runs, in their order."""
    covered_until = start
    for begins, ends in sorted(shifts):
        if begins >= end:
            break
        if begins > covered_until:
            yield covered_until, begins
        covered_until = max(covered_until, ends)
    if covered_until < end:
        yield covered_until, end
