"""The compliance calendar in numbers: by clause or by person, month by month or day by day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.visits.clauses import CLAUSES, Clause
from services.visits.models import Duty, DutyState, Staff
from services.visits.queries.duties import DutyFilter, narrowed

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties came to what."""

    by_state: Mapping[DutyState, int]

    @property
    def total(self) -> int:
        """Without those that nobody owes any more."""
        return sum(number for state, number in self.by_state.items() if state is not DutyState.LAPSED)

    def of(self, state: DutyState) -> int:
        return self.by_state.get(state, 0)

    @property
    def kept(self) -> int:
        return self.of(DutyState.KEPT)

    @property
    def percent(self) -> int | None:
        """Of those that were decided; None while none is. A waived duty was neither kept nor missed."""
        decided = self.kept + self.of(DutyState.MISSED) + self.of(DutyState.LATE)
        return 100 * self.kept // decided if decided else None

    @property
    def worst(self) -> DutyState | None:
        """What a reader must know first."""
        order = (DutyState.MISSED, DutyState.LATE, DutyState.DUE, DutyState.KEPT, DutyState.WAIVED)
        return next((state for state in order if self.of(state)), None)


NOTHING = Counts({})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the matrix: a clause, or who owes; ``months`` by number."""

    clause: Clause | None
    role: str
    person: Staff | None
    months: Mapping[int, Counts]

    def of(self, month: int) -> Counts:
        return self.months.get(month, NOTHING)

    @property
    def whole(self) -> Counts:
        return added(self.months.values())


def added(some: Iterable[Counts]) -> Counts:
    total: Counter[DutyState] = Counter()
    for counts in some:
        total.update(counts.by_state)
    return Counts(total)


def by_clause(session: Session, year: int, chosen: DutyFilter) -> Sequence[Line]:
    """Every clause that is carried, with what was owed of it in each month; one query."""
    found: dict[str, dict[int, Counter[DutyState]]] = defaultdict(lambda: defaultdict(Counter))
    counted = select(Duty.clause, Duty.month, Duty.state, func.count()).where(*_of_year(year))
    grouped = narrowed(session, counted, chosen).group_by(Duty.clause, Duty.month, Duty.state)
    for clause, month, state, number in session.execute(grouped):
        found[clause][month % 100][state] += number
    carried = [clause for clause in CLAUSES if not clause.waits or clause.id in found]
    return [Line(clause, clause.role, None, _counts(found[clause.id])) for clause in carried]


def by_person(session: Session, year: int, chosen: DutyFilter) -> Sequence[Line]:
    """Everybody who owes something alone, and every role that owes together; two queries."""
    found: dict[tuple[str, UUID | None], dict[int, Counter[DutyState]]] = defaultdict(lambda: defaultdict(Counter))
    counted = select(Duty.role, Duty.owner_id, Duty.month, Duty.state, func.count()).where(*_of_year(year))
    grouped = narrowed(session, counted, chosen).group_by(Duty.role, Duty.owner_id, Duty.month, Duty.state)
    for role, owner, month, state, number in session.execute(grouped):
        found[role, owner][month % 100][state] += number
    people = {row.id: row for row in session.scalars(select(Staff).where(Staff.id.in_({key[1] for key in found})))}
    known = [(role, owner) for role, owner in found if owner is None or owner in people]
    lines = [Line(None, role, people[owner] if owner else None, _counts(found[role, owner])) for role, owner in known]
    return sorted(lines, key=lambda line: (line.role, line.person.name if line.person else ""))


def by_day(session: Session, since: date, until: date, chosen: DutyFilter) -> Mapping[date, Counts]:
    """What is owed on each day; one query."""
    found: dict[date, Counter[DutyState]] = defaultdict(Counter)
    counted = select(Duty.day, Duty.state, func.count()).where(Duty.day >= since, Duty.day <= until)
    for day, state, number in session.execute(narrowed(session, counted, chosen).group_by(Duty.day, Duty.state)):
        found[day][state] += number
    return {day: Counts(states) for day, states in found.items()}


def _of_year(year: int) -> tuple[ColumnElement[bool], ...]:
    return Duty.month > year * 100, Duty.month <= year * 100 + DECEMBER


def _counts(months: Mapping[int, Counter[DutyState]]) -> Mapping[int, Counts]:
    return {month: Counts(states) for month, states in months.items()}
