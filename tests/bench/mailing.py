"""A notice to 100,000 households: from its publication until the last message has left and stands in the ledger.

Two of notify's workers write, send and record; the floor is the same durable work by hand, by two processes too. In the
middle an urgent message is added, and must overtake what is left.
"""

import json
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import func, insert, select

from services.notify import handlers
from services.notify.handlers import NoticeContent
from services.notify.handlers.dispatch import send_onward
from services.notify.models import (
    Customer,
    Delivery,
    DeliveryState,
    Estate,
    Message,
    MessageState,
    NoticeKind,
    RecipientKind,
)
from shared import clock
from shared.actors import Actor
from shared.db import Database, act_as
from shared.ids import new_id
from tests.bench import floors_mailing
from tests.bench.installation import Installation, installation
from tests.bench.memory import held_by
from tests.bench.surroundings import Figure, Surroundings, dsn
from tests.integration.notify_office import settings

HOUSEHOLDS = int(os.environ.get("BENCH_HOUSEHOLDS", "100000"))
WORKERS, PATIENCE_SECONDS = 2, 900
LEAST_RATE, MOST_OVERTAKING_SECONDS = 2000, 2.0
TITLE = "消防演练通知"
BODY = "本周六 **9:00** 举行消防演练，届时警报会响，请不要惊慌。" * 5
CHANNELS = {"sink": "sink://here"}


def measure(place: Surroundings) -> Iterator[Figure]:
    with TemporaryDirectory() as folder, patch.dict(os.environ, _channel(Path(folder))), installation(place) as running:
        database, sink = running.databases["notify"], Path(folder) / "sink"
        database.settings = settings(CHANNELS)
        estate_id = furnish(database)
        started = time.monotonic()
        publish(database, estate_id)
        for number in range(WORKERS):
            running.start_worker("notify", f"notify worker {number}", "tests.bench.sink_worker")
        wait_for(lambda: sent(database) > HOUSEHOLDS // 10)
        early = held(running)
        wait_for(lambda: sent(database) > HOUSEHOLDS // 2)
        overtook = seconds_until_sent(database, urgent(database, estate_id))
        wait_for(lambda: sent(database) > HOUSEHOLDS)
        seconds = time.monotonic() - started
        late = held(running)
        running.stop()
        if (lines := len(sink.read_bytes().splitlines())) != HOUSEHOLDS + 1:
            raise AssertionError(f"{HOUSEHOLDS + 1} messages stand in the ledger as sent, {lines} left")
        least = floors_mailing.run(dsn(database), HOUSEHOLDS, TITLE, BODY, Path(folder) / "floor")
    ours, theirs = HOUSEHOLDS / seconds, HOUSEHOLDS / least
    yield Figure(
        f"a notice to {HOUSEHOLDS:,} households, messages/s",
        f"{ours:,.0f}",
        f"{theirs:,.0f}",
        f"{ours / theirs:.2f}",
        f"≥ {LEAST_RATE:,}",
        ours >= LEAST_RATE,
    )
    yield Figure(
        "an urgent message overtakes them, s", f"{overtook:.2f}", "", "", "≤ 2", overtook <= MOST_OVERTAKING_SECONDS
    )
    grown = f"{early:.0f} → {late:.0f}"
    yield Figure("memory of both workers, at 10 % and at the end, MB", grown, "", "", "≤ +10 %", late <= 1.1 * early)


def _channel(folder: Path) -> dict[str, str]:
    return {"NOTIFY_CHANNEL_URLS": json.dumps(CHANNELS), "SINK": str(folder / "sink")}


def furnish(database: Database) -> UUID:
    estate_id = new_id()
    with database.write() as session:
        session.add(Estate(id=estate_id, code="LX", name="邻香苑"))
        rows = [_household(estate_id, number) for number in range(HOUSEHOLDS)]
        session.execute(insert(Customer), rows)
    return estate_id


def _household(estate_id: UUID, number: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "estate_id": estate_id,
        "name": f"住户{number}",
        "phone": f"+86138{number:08}",
        "language": "zh",
        "channels": ["sink"],
        "unit_path": f"{number // 400}栋 {number % 400 // 8}层 {number % 8:02}",
        "kind": "owner",
    }


def publish(database: Database, estate_id: UUID) -> None:
    with database.write() as session:
        notice = handlers.draft_notice(
            session, estate_id=estate_id, content=NoticeContent(kind=NoticeKind.NOTICE, title=TITLE, body=BODY)
        )
        handlers.submit_notice(session, notice_id=notice.id)
        act_as(session, Actor("staff", id=new_id(), name="approver"))
        handlers.approve_notice(session, notice_id=notice.id)


def urgent(database: Database, estate_id: UUID) -> UUID:
    """One message that goes first, as the step of an emergency makes it."""
    now, message_id = clock.now(), new_id()
    with database.write() as session:
        household = session.scalars(select(Customer).limit(1)).one()
        message = Message(
            id=message_id,
            estate_id=estate_id,
            event_id=new_id(),
            event="ticketing.ticket_opened.v1",
            subject=str(new_id()),
            reference="BX-1",
            place="",
            recipient_kind=RecipientKind.CUSTOMER,
            recipient_id=household.id,
            recipient_name=household.name,
            language="zh",
            title="urgent",
            body="urgent",
            link="",
            urgent=True,
            state=MessageState.QUEUED,
            created_at=now,
            deliveries=[],
        )
        session.add(message)
        send_onward(session, message, household)
    return message_id


def sent(database: Database) -> int:
    with database.read() as session:
        found = select(func.count()).where(Message.state == MessageState.SENT)
        return session.scalar(found) or 0


def seconds_until_sent(database: Database, message_id: UUID) -> float:
    with database.read() as session:
        created_at = session.scalars(select(Message.created_at).where(Message.id == message_id)).one()
    settled = select(Delivery.settled_at).where(Delivery.message_id == message_id, Delivery.state == DeliveryState.SENT)
    wait_for(lambda: _first(database, settled) is not None)
    took: timedelta = _first(database, settled) - created_at
    return took.total_seconds()


def _first(database: Database, found: Any) -> Any:
    with database.read() as session:
        return session.scalars(found).first()


def held(running: Installation) -> float:
    return sum(held_by(running, f"notify worker {number}") for number in range(WORKERS))


def wait_for(condition: Any) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > until:
            raise AssertionError("It took too long.")
        time.sleep(0.2)
