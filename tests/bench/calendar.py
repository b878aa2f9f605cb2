"""The compliance calendar over a year of 20 estates: server time and queries of each page, and the bare SQL beneath."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from services.visits.app import create_app
from services.visits.clauses import LIVE, begins, ends
from services.visits.config import Settings
from services.visits.models import Duty, DutyState, Estate, Staff
from shared import clock
from shared.db import Database
from shared.ids import new_id
from shared.web.identity import SESSION_COOKIE
from tests.bench.surroundings import Figure, Surroundings
from tests.integration.reference_data import settings
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import counted_queries
from tests.integration.ticketing_site import Visitor

ESTATES, EACH, YEAR = 20, 10_500, 2027
ROUNDS, MOST_MS, MOST_QUERIES = 15, 200, 10
STATES = (*[DutyState.KEPT] * 17, DutyState.LATE, DutyState.MISSED, DutyState.WAIVED)
CHUNK = 5_000
PAGES = {
    "month": f"/calendar?month={YEAR}-06",
    "month of a person": f"/calendar?month={YEAR}-06&person={{person}}",
    "list": "/calendar/list",
    "missed": f"/calendar/list?state=missed&since={YEAR}-01-01&until={YEAR}-12-31",
    "of a clause": "/calendar/list?clause=C2.5",
    "clause × month": f"/calendar/matrix?year={YEAR}",
    "person × month": f"/calendar/matrix?year={YEAR}&by=person",
    "audit report of a year": f"/calendar/report?since={YEAR}-01-01&until={YEAR}-12-31",
}
BARE = text("SELECT clause, month, state, count(*) FROM duty WHERE month BETWEEN :first AND :last GROUP BY 1, 2, 3")


def measure(place: Surroundings) -> Iterator[Figure]:
    with place.database("visits") as database:
        database.settings = settings(Settings, "visits")
        people = build(database)
        app = create_app(replace(database.settings), database)
        floor = _median(lambda: _bare(database))
        for reader, staff in people.items():
            visitor = Visitor(app, base="/visits")
            visitor.client.set_cookie(SESSION_COOKIE, token_of(staff))
            for name, path in PAGES.items():
                yield _figure(f"{name}, {reader}", database, visitor, path.format(person=people["lead"].id), floor)


def build(database: Database) -> dict[str, Staff]:
    """A lead of one estate and the company's approver, and what everybody owed in the year."""
    estates, chance = [new_id() for _number in range(ESTATES)], random.Random(6)
    people = {"lead": _staff("lead", "project_lead", [str(estates[0])]), "company": _staff("company", "company", None)}
    officers = [_staff(f"officer {number}", "officer", [str(estates[number % ESTATES])]) for number in range(100)]
    with database.write() as session:
        session.add_all(Estate(id=key, code=f"E{number}", name=f"小区{number}") for number, key in enumerate(estates))
        session.add_all([*people.values(), *officers])
        session.flush()
        rows: list[dict[str, Any]] = []
        for number in range(ESTATES * EACH):
            rows.append(_duty(chance, estates[number % ESTATES], officers[number % len(officers)].id, number))
            if len(rows) == CHUNK:
                session.connection().execute(insert(Duty), rows)
                rows = []
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself once in a while
    return people


def _staff(name: str, role: str, estates: list[str] | None) -> Staff:
    since = clock.now() - timedelta(days=1)
    facts = {"name": name, "roles": [role], "estates": estates, "active": True, "language": "zh", "phone": None}
    return Staff(id=new_id(), sessions_valid_from=since, **facts)


def _duty(chance: random.Random, estate_id: UUID, officer: UUID, number: int) -> dict[str, Any]:
    zone, clause = settings(Settings, "visits").site_zone, LIVE[number // ESTATES % len(LIVE)]
    day = date(YEAR, 1, 1) + timedelta(days=chance.randrange(365))
    state, own = chance.choice(STATES), clause.role == "officer"
    done = begins(day, zone) + timedelta(hours=9) if state in (DutyState.KEPT, DutyState.LATE) else None
    facts = {"id": new_id(), "estate_id": estate_id, "clause": clause.id, "subject_id": new_id(), "role": clause.role}
    facts |= {"label": f"WX{number:06}", "period": "", "owner_id": officer if own else None, "state": state}
    times = {"opens_at": begins(day, zone), "due_at": ends(day, zone), "limit_at": ends(day, zone), "done_at": done}
    shown = {"day": day, "month": day.year * 100 + day.month, "proof": f"WX{number:06}" if done else ""}
    return {**facts, **times, **shown, "proofs": 1 if done else 0}


def _bare(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.execute(BARE, {"first": YEAR * 100 + 1, "last": YEAR * 100 + 12}).all()


def _median(act: Callable[[], object]) -> float:
    seconds = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - started)
    return median(seconds) * 1000


def _figure(what: str, database: Database, visitor: Visitor, path: str, floor: float) -> Figure:
    with counted_queries(database) as statements:
        status = visitor.get(path).status_code
    if status != 200:
        raise AssertionError(f"{what}: {status}")
    took, queries = _median(lambda: visitor.get(path)), len(statements)
    return Figure(
        f"calendar: {what}",
        f"{took:.0f} ms, {queries} queries",
        f"{floor:.0f} ms",
        "",
        f"≤ {MOST_MS} ms, ≤ {MOST_QUERIES}",
        took <= MOST_MS and queries <= MOST_QUERIES,
    )
