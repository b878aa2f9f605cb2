"""The ledger of messages after years of notices: 5,000,000 rows in ten estates; server time and queries of each page.

The floor is the same rows read by hand: one indexed query for fifty messages, and one for their deliveries.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

import psycopg
from sqlalchemy import text

from services.notify.app import create_app
from services.notify.models import Estate, Staff
from shared import clock
from shared.db import Database
from shared.ids import new_id
from shared.web.identity import SESSION_COOKIE
from tests.bench.surroundings import Figure, Surroundings, dsn
from tests.integration.notify_office import settings
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import counted_queries
from tests.integration.ticketing_site import Visitor

ROWS, ESTATES, HOUSEHOLDS, ROUNDS = int(os.environ.get("BENCH_LEDGER", "5000000")), 10, 100_000, 9
MOST_MS, MOST_QUERIES = 150, 12
KEY = "('019ad5c0' || lpad(to_hex({}), 24, '0'))::uuid"
MESSAGES = f"""
INSERT INTO message (id, estate_id, event_id, event, subject, reference, place, recipient_kind, recipient_id,
    recipient_name, language, title, body, link, urgent, for_everybody, state, created_at)
SELECT {KEY.format("n")}, (CAST(:estates AS uuid[]))[1 + n % {ESTATES}], {KEY.format(f"n / {HOUSEHOLDS}")},
    'notify.notice_published.v1', n / {HOUSEHOLDS}, 'LX-2026-' || n / {HOUSEHOLDS}, '2栋 1层 0101', 'customer',
    {KEY.format(f"n % {HOUSEHOLDS}")}, '住户' || n % {HOUSEHOLDS}, 'zh', '消防演练通知', '本周六举行。', '',
    false, false, CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'sent' END, now()
FROM generate_series(1, :rows) AS n"""  # noqa: S608 - made of constants alone
DELIVERIES = """
INSERT INTO delivery (id, version, estate_id, message_id, channel, address, priority, state, attempts, failures,
    created_at, settled_at)
SELECT id, 1, estate_id, id, CASE WHEN state = 'failed' THEN 'sms' ELSE 'email' END, 'home@example.com', 2, state, 1,
    0, created_at, created_at FROM message"""
FLOOR = (
    "SELECT * FROM message WHERE estate_id = %s ORDER BY id DESC LIMIT 51",
    "SELECT * FROM delivery WHERE message_id = ANY(%s)",
)


def measure(place: Surroundings) -> Iterator[Figure]:
    with place.database("notify") as database, TemporaryDirectory() as folder:
        database.settings = replace(settings({}), data_dir=Path(folder))
        estates = _fill(database)
        app = create_app(database.settings, database)
        least = _floor(database, estates[0])
        for reader, seen in {"lead": [str(estates[0])], "company": None}.items():
            visitor = Visitor(app, base="/notify")
            visitor.client.set_cookie(SESSION_COOKIE, _token(database, reader, seen))
            for name, path in _paths().items():
                yield _figure(f"ledger of {ROWS:,}: {name}, {reader}", database, visitor, path, least)


def _fill(database: Database) -> list[UUID]:
    estates = [new_id() for _estate in range(ESTATES)]
    with database.write() as session:
        session.add_all(Estate(id=key, code=f"E{number}", name=f"小区{number}") for number, key in enumerate(estates))
        session.execute(text(MESSAGES), {"estates": [str(key) for key in estates], "rows": ROWS})
        session.execute(text(DELIVERIES))
    with psycopg.connect(dsn(database), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return estates


def _token(database: Database, role: str, estates: list[str] | None) -> str:
    roles = ["project_lead" if role == "lead" else "company"]
    told = {"name": role, "roles": roles, "estates": estates, "active": True, "language": "zh"}
    with database.write() as session:
        staff = Staff(id=new_id(), sessions_valid_from=clock.now() - timedelta(days=1), email=None, phone=None, **told)
        session.add(staff)
    return token_of(staff)


def _paths() -> dict[str, str]:
    notice = UUID(f"019ad5c0{1:024x}")
    return {
        "newest": "/messages",
        "failed": "/messages?state=failed",
        "over a rare channel": "/messages?channel=sms",
        "over a channel that nothing left by": "/messages?channel=wecom",
        "by name": f"/messages?text=住户{HOUSEHOLDS // 2}",
        "by number": "/messages?text=LX-2026-1",
        "of one notice": f"/messages?event_id={notice}",
        "failed of one notice": f"/messages?event_id={notice}&state=failed",
    }


def _floor(database: Database, estate_id: UUID) -> float:
    """Milliseconds."""
    took = []
    with psycopg.connect(dsn(database)) as connection:
        for _round in range(ROUNDS):
            started = time.perf_counter()
            rows = connection.execute(FLOOR[0], (estate_id,)).fetchall()
            connection.execute(FLOOR[1], ([row[0] for row in rows],)).fetchall()
            took.append(time.perf_counter() - started)
    return median(took) * 1000


def _figure(what: str, database: Database, visitor: Visitor, path: str, least: float) -> Figure:
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
        what,
        f"{took:.0f} ms, {queries} queries",
        f"{least:.1f} ms",
        f"{took / least:.0f}",
        f"≤ {MOST_MS} ms, ≤ {MOST_QUERIES}",
        took <= MOST_MS and queries <= MOST_QUERIES,
    )
