"""The audit report of a time: counts by clause, the numbers of the evidence, and what was not kept (ISO 9001)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from services.visits.clauses import CLAUSES, Clause
from services.visits.models import Duty, DutyFact, DutyState, FactKind
from services.visits.queries.duties import DutyFilter, Owed, narrowed, with_names
from services.visits.queries.duty_counts import Counts, added

NUMBERS = 20  # of the evidence of a clause; the file holds all
MOST_MISSED = 100
PROVEN = (DutyState.KEPT, DutyState.LATE)
NOT_KEPT = (DutyState.MISSED, DutyState.LATE, DutyState.WAIVED)


@dataclass(frozen=True, slots=True)
class Audited:
    """A clause in the report; ``numbers`` are the first of its evidence."""

    clause: Clause
    counts: Counts
    numbers: Sequence[str]

    @property
    def more(self) -> int:
        """Proven duties whose evidence is not among the numbers."""
        proven = sum(self.counts.of(state) for state in PROVEN)
        return max(0, proven - len(self.numbers)) if self.numbers else 0


@dataclass(frozen=True, slots=True)
class NotKept:
    """A duty that was missed, made up late or waived; ``by`` waived it for ``words``."""

    owed: Owed
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    since: date
    until: date
    clauses: Sequence[Audited]
    not_kept: Sequence[NotKept]

    @property
    def whole(self) -> Counts:
        return added(line.counts for line in self.clauses)

    @property
    def not_shown(self) -> int:
        return sum(self.whole.of(state) for state in NOT_KEPT) - len(self.not_kept)


def duty_report(session: Session, since: date, until: date, estate_id: UUID | None) -> Report:
    """Six queries, however many duties there are."""
    chosen = DutyFilter(since=since, until=until, estate_id=estate_id)
    counts, numbers = _counts(session, chosen), _numbers(session, chosen)
    lines = [Audited(row, counts[row.id], numbers.get(row.id, ())) for row in CLAUSES if row.id in counts]
    return Report(since, until, lines, _not_kept(session, chosen))


def _counts(session: Session, chosen: DutyFilter) -> Mapping[str, Counts]:
    found: dict[str, Counter[DutyState]] = defaultdict(Counter)
    counted = narrowed(session, select(Duty.clause, Duty.state, func.count()), chosen)
    for clause, state, number in session.execute(counted.group_by(Duty.clause, Duty.state)):
        found[clause][state] = number
    return {clause: Counts(states) for clause, states in found.items()}


def _numbers(session: Session, chosen: DutyFilter) -> Mapping[str, Sequence[str]]:
    """The first numbers of each clause, each found by the index of its clause."""
    found: dict[str, list[str]] = defaultdict(list)
    parts = []
    for clause in CLAUSES:
        if not clause.waits:
            named = select(Duty.clause, Duty.proof, Duty.day).where(Duty.clause == clause.id, Duty.proof != "")
            some = narrowed(session, named, chosen).order_by(Duty.day, Duty.id).limit(NUMBERS).subquery()
            parts.append(select(some.c.clause, some.c.proof))
    for clause_id, number in session.execute(union_all(*parts)):
        if number not in found[clause_id]:
            found[clause_id].append(number)
    return found


def _not_kept(session: Session, chosen: DutyFilter) -> Sequence[NotKept]:
    missed = narrowed(session, select(Duty).where(Duty.state.in_(NOT_KEPT)), chosen)
    found = session.scalars(missed.order_by(Duty.day, Duty.id).limit(MOST_MISSED)).all()
    ids = [row.id for row in found if row.state is DutyState.WAIVED]
    waived = select(DutyFact).where(DutyFact.duty_id.in_(ids), DutyFact.kind == FactKind.WAIVED)
    waivers = {fact.duty_id: fact for fact in session.scalars(waived)}
    return [_with_waiver(row, waivers.get(row.duty.id)) for row in with_names(session, found)]


def _with_waiver(row: Owed, waiver: DutyFact | None) -> NotKept:
    return NotKept(row, waiver.by if waiver else "", waiver.words if waiver else "")
