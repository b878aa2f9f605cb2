"""The staff directory, sign-ins, and the brake on guessed passwords."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.ticketing.models.base import Base
from services.ticketing.models.choices import Language, Team
from shared.audit import Audited
from shared.db import Identified, Versioned
from shared.directory import StaffRights

SIGN_IN_LASTS = timedelta(hours=12)
LADDER = ("officer", "supervisor", "property_manager", "project_lead")


class Staff(StaffRights, Versioned, Audited, Base):
    """A member of staff, without a password before choosing one.

    ``estates`` are ids as text, None for all; ``sessions_valid_from`` is in whole seconds.
    """

    __tablename__ = "staff"

    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column()
    team: Mapped[Team | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    language: Mapped[Language]
    password_hash: Mapped[str | None]

    def works_in(self, estate_id: UUID) -> bool:
        return self.estates is None or str(estate_id) in self.estates

    @property
    def has_password(self) -> bool:
        return self.password_hash is not None

    @property
    def rung(self) -> int:
        """The highest place on the escalation ladder that one of the roles gives; 0 when none does."""
        return max((LADDER.index(role) for role in self.roles if role in LADDER), default=0)


class SignIn(Identified, Base):
    """One sign-in, valid for 12 hours; short-lived session tokens are renewed from it. Only a digest is stored."""

    __tablename__ = "sign_in"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    secret_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]

    staff: Mapped[Staff] = relationship(lazy="raise_on_sql")


class SignInFailures(Base):
    """Wrong passwords in a row for one user name, whether or not the account exists."""

    __tablename__ = "sign_in_failures"

    username: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]
