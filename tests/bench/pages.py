"""The front desk's pages over a million tickets (``city``): server time and queries of each."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from services.ticketing.app import create_app
from services.ticketing.models import Customer, Premises, Staff, Ticket
from shared import clock
from shared.actors import estate_ids
from shared.db import Database
from shared.web.identity import SESSION_COOKIE
from tests.bench import city
from tests.bench.surroundings import Figure, Surroundings
from tests.integration.ticketing_api import KEYS, SIGNING_KEY, token_of
from tests.integration.ticketing_desk import SETTINGS, counted_queries
from tests.integration.ticketing_site import Visitor

ROUNDS = 15
MOST_MS, MOST_QUERIES = 150, 12
READERS = {"lead": "staff0", "company": "company"}  # of one estate, of all


def measure(place: Surroundings) -> Iterator[Figure]:
    with place.database("ticketing") as database, TemporaryDirectory() as folder:
        settings = replace(SETTINGS, session_keys=KEYS, session_signing_key=SIGNING_KEY, data_dir=Path(folder))
        database.settings = settings
        city.build(database)
        app = create_app(settings, database)
        for reader, username in READERS.items():
            visitor = Visitor(app)
            visitor.client.set_cookie(SESSION_COOKIE, _token(database, username))
            for name, path in _paths(database).items():
                yield _figure(f"{name}, {reader}", database, visitor, path)


def _token(database: Database, username: str) -> str:
    with database.read() as session:
        return token_of(session.scalars(select(Staff).where(Staff.username == username)).one())


def _paths(database: Database) -> dict[str, str]:
    with database.read() as session:
        lead = session.scalars(select(Staff).where(Staff.username == READERS["lead"])).one()
        counts = select(Ticket.customer_id, func.count().label("n"))
        counts = counts.where(Ticket.estate_id.in_(estate_ids(lead.estates) or ()))
        busiest = counts.group_by(Ticket.customer_id).order_by(func.count().desc()).limit(1).subquery()
        household = session.scalars(select(Customer).join(busiest, busiest.c.customer_id == Customer.id)).one()
        number = session.scalars(select(Ticket.number).order_by(Ticket.id.desc()).limit(1)).one()
        building = session.scalars(
            select(Premises.id).where(Premises.estate_id == household.estate_id, Premises.parent_id.is_(None)).limit(1)
        ).one()
    today = clock.today(SETTINGS.site_zone)
    year = f"since={today - timedelta(days=364)}&until={today}"
    return {
        "today": "/today",
        "queue": "/tickets",
        "queue, late": "/tickets?due=late",
        "all tickets": "/tickets?state=all",
        "closed complaints": "/tickets?state=closed&kind=complaint",
        "search 漏水": "/tickets?state=all&text=漏水",
        "search a name and a word": f"/tickets?state=all&text={household.name} 灯",
        "search a unit": "/tickets?state=all&text=7栋 1203",
        "search open ones": "/tickets?text=漏水",
        "search a number": f"/tickets?state=all&text={number}",
        "search nothing": "/tickets?state=all&text=没有这样的词",
        "dashboard, 30 days": "/figures",
        "dashboard, a year": f"/figures?{year}",
        "dashboard, a year on paper": f"/figures/print?{year}",
        "a year's missed promises": f"/tickets?state=all&outcome=missed&clock=resolve&{year}",
        "a year's kept promises": f"/tickets?state=all&outcome=kept&{year}",
        "a year's Mondays at nine": f"/tickets?state=all&weekday=0&hour=9&{year}",
        "a year of a building": f"/tickets?state=all&building_id={building}&{year}",
        "a year of a home": f"/tickets?state=all&unit_id={household.unit_id}&{year}",
        "open for a week": "/tickets?age=up_to_a_week",
        "households by name": "/customers?text=王",
        "a household": f"/customers/{household.id}",
        "a caller's household": f"/hotline/households/{household.id}",
    }


def _figure(what: str, database: Database, visitor: Visitor, path: str) -> Figure:
    with counted_queries(database) as statements:
        status = visitor.get(path).status_code
    if status != 200:
        raise AssertionError(f"{what}: {status}")
    seconds = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        visitor.get(path)
        seconds.append(time.perf_counter() - started)
    took, queries = median(seconds) * 1000, len(statements)
    return Figure(
        f"page: {what}",
        f"{took:.0f} ms, {queries} queries",
        "",
        "",
        f"≤ {MOST_MS} ms, ≤ {MOST_QUERIES}",
        took <= MOST_MS and queries <= MOST_QUERIES,
    )
