"""Both services inside the test's own process, and what can be seen of them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import msgspec
import pika
from sqlalchemy import func, select

from shared import clock
from shared.broker import Publisher
from shared.db import Database
from shared.events import Envelope, Event, encode, payload
from shared.ids import new_id
from shared.inbox import Inbox
from shared.local.processes import wait_until
from shared.outbox import OutboxRow
from shared.parking import ParkedEvent
from shared.service import Service
from shared.testing.brokers import Broker
from shared.topology import EXCHANGE
from tests.faults.sample_service import handlers
from tests.faults.sample_service.contracts import LockerChanged, ParcelArrived
from tests.faults.sample_service.models import Arrival, Locker, LockerCopy, Parcel, create_tables
from tests.faults.sample_service.services import BOARD

Wire = tuple[str, bytes]
PATIENCE_SECONDS = 40.0


def eventually(holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether the condition came true in time; asked again and again."""
    return wait_until(holds, lambda: True, seconds)


class Parcels:
    """The writing service on its database."""

    def __init__(self, database: Database) -> None:
        create_tables(database)
        self.database = database

    def take_in(self, *numbers: int, remark: str = "") -> list[Parcel]:
        """One transaction for each parcel."""
        taken = []
        for number in numbers:
            with self.database.write() as session:
                taken.append(handlers.take_in(session, number, remark=remark))
        return taken

    def say_again(self, parcel: Parcel, *numbers: int) -> None:
        with self.database.write() as session:
            for number in numbers:
                handlers.say_again(session, session.get_one(Parcel, parcel.id), number)

    def place_locker(self, label: str) -> Locker:
        with self.database.write() as session:
            return handlers.place_locker(session, label)

    def outbox(self) -> list[OutboxRow]:
        with self.database.read() as session:
            return list(session.scalars(select(OutboxRow).order_by(OutboxRow.seq)))

    def numbers(self) -> list[int]:
        """Every parcel that was committed."""
        with self.database.read() as session:
            return sorted(session.scalars(select(Parcel.number)))


class Board:
    """The reading service on its database."""

    def __init__(self, database: Database, service: Service = BOARD) -> None:
        create_tables(database)
        self.database = database
        self.inbox = Inbox(database, service)

    def receive(self, *events: Wire) -> None:
        """One delivery of all these events together."""
        self.inbox.apply(events)

    def numbers(self) -> list[int]:
        """The parcels that it shows, in the order in which they were applied."""
        with self.database.read() as session:
            return list(session.scalars(select(Arrival.number).order_by(Arrival.seq)))

    def shown(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(Arrival)) or 0

    def lockers(self) -> dict[UUID, str]:
        with self.database.read() as session:
            return {copy.id: copy.label for copy in session.scalars(select(LockerCopy))}

    def parked(self) -> list[ParkedEvent]:
        with self.database.read() as session:
            return list(session.scalars(select(ParkedEvent).order_by(ParkedEvent.seq)))

    def states(self) -> list[str]:
        return [parked.state for parked in self.parked()]


def parcel(number: int, *, subject: object = None, remark: str = "") -> Wire:
    """An event as the broker delivers it; each call makes one with an id of its own."""
    return wire(ParcelArrived(number=number, remark=remark), subject or new_id(), 1)


def locker(locker_id: UUID, label: str, version: int, *, deleted: bool = False) -> Wire:
    return wire(LockerChanged(id=locker_id, label=label, deleted=deleted), locker_id, version)


def wire(event: Event, subject: object, version: int) -> Wire:
    envelope = Envelope(
        id=new_id(),
        source="/linli/parcels",
        type=event.key,
        time=clock.now(),
        subject=str(subject),
        subjectversion=version,
        dataschema=f"urn:linli:schema:{event.key}",
        data=payload(event),
    )
    return event.key, encode(envelope)


class Tap:
    """A queue of the test's own that gets every event of ``parcels`` while it is bound."""

    def __init__(self, broker: Broker, name: str = "tap") -> None:
        self.name = name
        self.connection = pika.BlockingConnection(pika.URLParameters(broker.amqp_url))
        self.channel = self.connection.channel()
        self.channel.queue_declare(name, durable=True, arguments={"x-queue-type": "quorum"})

    def bind(self, key: str = "parcels.#") -> None:
        self.channel.queue_bind(self.name, EXCHANGE, key)

    def unbind(self, key: str = "parcels.#") -> None:
        self.channel.queue_unbind(self.name, EXCHANGE, key)

    def take(self) -> list[dict[str, Any]]:
        """The envelopes that came, in order; they are gone from the queue then."""
        return [msgspec.json.decode(body) for _properties, body in self.take_raw()]

    def take_raw(self) -> list[tuple[pika.BasicProperties, bytes]]:
        taken = []
        while (got := self.channel.basic_get(self.name, auto_ack=True))[0] is not None:
            taken.append(got[1:])
        return taken

    def numbers(self) -> list[int]:
        return [envelope["data"]["number"] for envelope in self.take()]

    def close(self) -> None:
        self.connection.close()


@contextmanager
def tap(broker: Broker) -> Iterator[Tap]:
    opened = Tap(broker)
    opened.bind()
    yield opened
    opened.close()


@contextmanager
def publisher(broker: Broker) -> Iterator[Publisher]:
    opened = Publisher(broker.amqp_url)
    yield opened
    opened.close()


@contextmanager
def running(loop: Callable[[threading.Event], None]) -> Iterator[threading.Event]:
    """Runs a loop of the worker in a thread of the test until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=loop, args=(stop,), daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()
