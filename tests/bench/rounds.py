"""A quarter's round of fifty thousand households and a hundred officers: planned, planned anew, and its coverage.

The floor of the plan is the bare insertion of as many rows; that of the coverage the statement that counts them.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.visits import handlers, queries
from services.visits.models import Customer, Estate, FloorOfficer, Premises, Staff, Visit, last_day_of, quarter_of
from shared import clock
from shared.db import Database
from shared.ids import new_id
from tests.bench.surroundings import Figure, Surroundings
from tests.integration.visits_office import SETTINGS

BUILDINGS, FLOORS, UNITS, ROUNDS = 100, 25, 20, 9  # an officer for each building
LONGEST_PLAN, LONGEST_PAGE = 20.0, 0.15


def measure(place: Surroundings) -> Iterator[Figure]:
    with place.database("visits") as database:
        database.settings = SETTINGS
        estate_id = _estate(database)
        year, quarter = quarter_of(last_day_of(*quarter_of(clock.today(SETTINGS.site_zone))) + timedelta(days=1))

        def plan(session: Session) -> UUID:
            return handlers.plan_round(session, estate_id=estate_id, year=year, quarter=quarter).id

        first, round_id = _written(database, plan)
        again, _same = _written(database, plan)
        yield _figure("a round planned", first, None, LONGEST_PLAN)
        yield _figure("a round planned anew", again, None, LONGEST_PLAN)
        bare = _read(database, lambda session: session.execute(_counts(round_id)).all())
        page = _read(database, lambda session: queries.coverage(session, round_id))
        yield _figure("coverage of a round", page, bare, LONGEST_PAGE)


def _figure(what: str, seconds: float, bare: float | None, most: float) -> Figure:
    floor, ratio = (f"{1000 * bare:.0f} ms", f"{seconds / bare:.1f}") if bare else ("", "")
    return Figure(what, f"{1000 * seconds:.0f} ms", floor, ratio, f"≤ {1000 * most:.0f} ms", seconds <= most)


def _counts(round_id: UUID) -> Any:
    groups = (Visit.floor_id, Visit.officer_id)
    return select(*groups, func.count()).where(Visit.round_id == round_id).group_by(*groups)


def _written(database: Database, verb: Callable[[Session], UUID]) -> tuple[float, UUID]:
    begun = time.perf_counter()
    with database.write() as session:
        made = verb(session)
    return time.perf_counter() - begun, made


def _read(database: Database, query: Callable[[Session], object]) -> float:
    return median(_once(database, query) for _round in range(ROUNDS))


def _once(database: Database, query: Callable[[Session], object]) -> float:
    begun = time.perf_counter()
    with database.read() as session:
        query(session)
    return time.perf_counter() - begun


def _estate(database: Database) -> UUID:
    """Buildings, floors, units and a household in each, and the officer of every building."""
    estate_id, rows = new_id(), _Rows()
    for number in range(1, BUILDINGS + 1):
        rows.add_building(estate_id, number)
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(Estate), [{"id": estate_id, "code": "B", "name": "B"}])
        for table, made in rows.by_table.items():
            connection.execute(insert(table), made)
    return estate_id


class _Rows:
    def __init__(self) -> None:
        self.by_table: dict[Any, list[dict[str, Any]]] = {Staff: [], Premises: [], Customer: [], FloorOfficer: []}

    def add_building(self, estate_id: UUID, number: int) -> None:
        officer_id, path = new_id(), f"{number}栋"
        rights = {"roles": ["officer"], "estates": None, "active": True, "sessions_valid_from": clock.now()}
        self.by_table[Staff].append({"id": officer_id, "name": path, "language": "zh", **rights})
        building_id = self._place(estate_id, "building", None, path)
        for level in range(1, FLOORS + 1):
            floor_id = self._place(estate_id, "floor", building_id, f"{path} {level}层")
            facts = {"floor_id": floor_id, "staff_id": officer_id, "first_day": date(2026, 1, 1), "version": 1}
            assigned = {"assigned_by": "", "assigned_at": clock.now()}
            self.by_table[FloorOfficer].append({"id": new_id(), "estate_id": estate_id, **facts, **assigned})
            for unit in range(1, UNITS + 1):
                self._household(estate_id, floor_id, f"{path} {level}层 {level:02}{unit:02}")

    def _household(self, estate_id: UUID, floor_id: UUID, path: str) -> None:
        unit_id = self._place(estate_id, "unit", floor_id, path)
        facts = {"unit_id": unit_id, "unit_path": path, "kind": "owner", "name": path, "language": "zh"}
        self.by_table[Customer].append({"id": new_id(), "estate_id": estate_id, "key_customer": False, **facts})

    def _place(self, estate_id: UUID, kind: str, parent_id: UUID | None, path: str) -> UUID:
        facts = {
            "id": new_id(),
            "kind": kind,
            "parent_id": parent_id,
            "name": path.rsplit(maxsplit=1)[-1],
            "path": path,
        }
        self.by_table[Premises].append({"estate_id": estate_id, **facts})
        return UUID(str(facts["id"]))
