"""The compliance calendar: duties as they fall due, and the facts that each follows from.

All of it is built from events, and can be built anew; what a row says never depends on the order of its facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.db import EstateOwned, Identified
from shared.errors import N_

SPACE = UUID("5a3c2f0e-4f6b-5d0a-9a57-6f1d0c5b7e21")  # keys that follow from what a row is about


class DutyState(StrEnum):
    """``late``: proven, but after the deadline; ``lapsed``: nobody owes it any more."""

    DUE = "due"
    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    WAIVED = "waived"
    LAPSED = "lapsed"


DUTY_STATE_NAMES = {
    DutyState.DUE: N_("still due"),
    DutyState.KEPT: N_("fulfilled"),
    DutyState.LATE: N_("made up late"),
    DutyState.MISSED: N_("not fulfilled"),
    DutyState.WAIVED: N_("waived"),
    DutyState.LAPSED: N_("no longer owed"),
}
WAIVABLE = frozenset({DutyState.DUE, DutyState.MISSED, DutyState.LATE})


class FactKind(StrEnum):
    """``again``: owed anew, what was proven before counts no longer; ``broken``: another service saw it missed."""

    OWED = "owed"
    AGAIN = "again"
    MOVED = "moved"
    TAKEN = "taken"
    PROOF = "proof"
    BROKEN = "broken"
    LAPSED = "lapsed"
    WAIVED = "waived"


FACT_NAMES = {
    FactKind.OWED: N_("owed"),
    FactKind.AGAIN: N_("owed anew"),
    FactKind.MOVED: N_("another time agreed"),
    FactKind.TAKEN: N_("taken over"),
    FactKind.PROOF: N_("proven"),
    FactKind.BROKEN: N_("time passed"),
    FactKind.LAPSED: N_("no longer owed"),
    FactKind.WAIVED: N_("waived"),
}
CALLS = frozenset({FactKind.OWED, FactKind.AGAIN})  # what makes a duty of what was told


class Stage(StrEnum):
    """``presales``: as long as a venue manager runs it (B4)."""

    ESTATE = "estate"
    PRESALES = "presales"


class DutyScope(Identified, EstateOwned, Base):
    """Since when, and until when, an estate owes what returns with the calendar."""

    __tablename__ = "duty_scope"

    stage: Mapped[Stage]
    since: Mapped[date]
    until: Mapped[date | None]


class DutySubject(Identified, EstateOwned, Base):
    """An outside party for which duties return, and from when until when; ``until`` None: it goes on."""

    __tablename__ = "duty_subject"

    kind: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    until: Mapped[date | None]


class DutyFact(Identified, EstateOwned, Base):
    """Something that was told of a duty; it may come before the duty itself."""

    __tablename__ = "duty_fact"

    duty_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[FactKind]
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime | None]
    owner_id: Mapped[UUID | None]
    number: Mapped[str] = mapped_column(Text)
    href: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class Duty(Identified, EstateOwned, Base):
    """What somebody owes once. ``day`` is the site's day on which it is due, or was opened where no time is set.

    ``limit_at`` is when it counts as missed by itself: None where another service watches over it. ``month`` is 202611
    for November 2026. ``owner_id`` None: everybody of ``role`` in the estate owes it.
    """

    __tablename__ = "duty"
    __table_args__ = (
        Index("ix_duty_day_id", "day", "id"),
        Index("ix_duty_clause_day_id", "clause", "day", "id"),
        Index("ix_duty_state_day_id", "state", "day", "id"),
        Index("ix_duty_owner_id_day_id", "owner_id", "day", "id"),
        Index("ix_duty_state_limit_at", "state", "limit_at"),
        Index("ix_duty_month_clause", "month", "clause", "state", "estate_id"),
        Index("ix_duty_month_role", "month", "role", "owner_id", "state", "estate_id"),
        Index("ix_duty_day_counts", "day", "state", "clause", "estate_id"),
    )

    clause: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    label: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[UUID | None]
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    limit_at: Mapped[datetime | None]
    day: Mapped[date]
    month: Mapped[int]
    state: Mapped[DutyState]
    done_at: Mapped[datetime | None]
    proof: Mapped[str] = mapped_column(Text)
    proofs: Mapped[int]


def duty_key(clause: str, estate_id: UUID, subject_id: UUID, period: str) -> UUID:
    """The same duty has the same key, whoever meets it first."""
    return uuid5(SPACE, f"{clause}|{estate_id}|{subject_id}|{period}")


def scope_key(estate_id: UUID, stage: Stage) -> UUID:
    return uuid5(SPACE, f"{estate_id}|{stage}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the facts of a duty come to; ``opens_at`` None where the calendar says it."""

    state: DutyState
    opens_at: datetime | None
    due_at: datetime | None
    limit_at: datetime | None
    owner_id: UUID | None
    done_at: datetime | None
    proofs: Sequence[DutyFact]


def outcome(facts: Sequence[DutyFact], due_at: datetime | None, now: datetime, *, watched: bool) -> Outcome:
    """``due_at`` is the time that the calendar gave, None where the facts say it."""
    facts = sorted(facts, key=lambda fact: (fact.at, fact.id))
    due_at = next((fact.due_at for fact in reversed(facts) if fact.due_at is not None), due_at)
    again = max((fact.at for fact in facts if fact.kind is FactKind.AGAIN), default=None)
    counted = [fact for fact in facts if again is None or fact.at >= again]
    proofs = [fact for fact in counted if fact.kind is FactKind.PROOF]
    done_at = proofs[0].at if proofs else None
    limit_at = None if watched else due_at
    broken = [fact.at for fact in counted if fact.kind is FactKind.BROKEN]
    passed_at = min([*broken, *([limit_at] if limit_at else [])], default=None)
    state = _state(facts, done_at, passed_at, now)
    owner_id = next((fact.owner_id for fact in reversed(facts) if fact.owner_id is not None), None)
    opens_at = min((fact.at for fact in facts if fact.kind in CALLS), default=None)
    return Outcome(state, opens_at, due_at, limit_at, owner_id, done_at, proofs)


def _state(facts: Sequence[DutyFact], done_at: datetime | None, passed_at: datetime | None, now: datetime) -> DutyState:
    if done_at is not None and (passed_at is None or done_at <= passed_at):
        return DutyState.KEPT
    if any(fact.kind is FactKind.WAIVED for fact in facts):
        return DutyState.WAIVED
    if _lapsed(facts):
        return DutyState.LAPSED
    if done_at is not None:
        return DutyState.LATE
    return DutyState.MISSED if passed_at is not None and passed_at <= now else DutyState.DUE


def _lapsed(facts: Sequence[DutyFact]) -> bool:
    """Whether it ended, and did not become owed once more after that."""
    changes = [fact.kind for fact in facts if fact.kind in CALLS | {FactKind.LAPSED}]
    return bool(changes) and changes[-1] is FactKind.LAPSED
