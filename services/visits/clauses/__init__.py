"""The registry of clauses: every duty of the procedures that has a cadence, a deadline or a trigger, as data.

To add one, add its entry to the file of what carries it. Pages, the planning ahead, the reading of events and the
audit report follow from the entry alone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from services.visits.clauses import meetings, notices, opinions, parties, tickets, walks
from services.visits.clauses.cadences import add_months, begins, day_of, ends, week_key, works_on
from services.visits.clauses.clause import BEGINS, PER_NAMES, TEAM_NAMES, TEAMS, Clause, Per, Step, team_key
from shared.events import Event


def _place(clause: Clause) -> tuple[object, ...]:
    """Where it stands in the procedures: A2.9 before A2.10."""
    letter, numbers = clause.clause[0], clause.clause[1:].split(".")
    return letter, [int(number) for number in numbers], clause.id


CLAUSES: tuple[Clause, ...] = tuple(
    sorted(
        (
            *tickets.CLAUSES,
            *opinions.CLAUSES,
            *notices.CLAUSES,
            *walks.CLAUSES,
            *meetings.CLAUSES,
            *parties.CLAUSES,
        ),
        key=_place,
    )
)
BY_ID: Mapping[str, Clause] = {clause.id: clause for clause in CLAUSES}
LIVE: tuple[Clause, ...] = tuple(clause for clause in CLAUSES if not clause.waits)


def _by_event() -> Mapping[type[Event], Sequence[Clause]]:
    found: dict[type[Event], list[Clause]] = defaultdict(list)
    for clause in LIVE:
        for event in clause.reads:
            found[event].append(clause)
    return found


BY_EVENT: Mapping[type[Event], Sequence[Clause]] = _by_event()
OF_PARTIES: tuple[Clause, ...] = tuple(clause for clause in LIVE if clause.parties)

__all__ = [
    "BEGINS",
    "BY_EVENT",
    "BY_ID",
    "CLAUSES",
    "LIVE",
    "OF_PARTIES",
    "PER_NAMES",
    "TEAMS",
    "TEAM_NAMES",
    "Clause",
    "Per",
    "Step",
    "add_months",
    "begins",
    "day_of",
    "ends",
    "team_key",
    "week_key",
    "works_on",
]
