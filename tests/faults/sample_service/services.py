"""The two services, as the edges see them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import outbox
from shared.events import Envelope
from shared.service import EventFunction, Service
from shared.timers import Deadline
from tests.faults.sample_service import handlers
from tests.faults.sample_service.contracts import LockerChanged, ParcelArrived
from tests.faults.sample_service.models import Base, Locker


def parcel_arrived(session: Session, event: ParcelArrived, envelope: Envelope) -> None:
    handlers.show_arrival(session, event, envelope.subject)


def locker_changed(session: Session, event: LockerChanged, _envelope: Envelope) -> None:
    handlers.keep_locker(session, event)


def remind(session: Session, deadline: Deadline) -> None:
    handlers.remind(session, deadline.subject)


def republish(session: Session) -> int:
    lockers = session.scalars(select(Locker)).all()
    for locker in lockers:
        outbox.add(session, handlers.locker_state(locker), locker)
    return len(lockers)


PARCELS = Service(name="parcels", metadata=Base.metadata, emits=(ParcelArrived, LockerChanged), republish=republish)


def board(on_parcel: EventFunction = parcel_arrived, *, keeps_event_log: bool = False) -> Service:
    """The reading service; ``on_parcel`` is what it does when a parcel arrives."""
    return Service(
        name="board",
        metadata=Base.metadata,
        subscriptions={ParcelArrived: on_parcel, LockerChanged: locker_changed},
        timers={"remind": remind},
        keeps_event_log=keeps_event_log,
    )


BOARD = board()
