"""The verbs of both services."""

from uuid import UUID

from sqlalchemy.orm import Session

from shared import audit, copies, outbox
from shared.ids import new_id
from tests.faults.sample_service.contracts import LockerChanged, ParcelArrived
from tests.faults.sample_service.models import Arrival, Locker, LockerCopy, Parcel, Reminder

ESTATE = UUID("01a20df6-1a07-756e-b50d-9e0ebb669ac2")


class Broken(Exception):
    """What the board's function raises for a parcel with the remark ``broken``."""


def take_in(session: Session, number: int, *, remark: str = "", estate_id: UUID = ESTATE) -> Parcel:
    parcel = Parcel(number=number, remark=remark, estate_id=estate_id)
    session.add(parcel)
    audit.record(session, "parcel.take_in", parcel)
    outbox.add(session, ParcelArrived(number=number, remark=remark), parcel)
    return parcel


def say_again(session: Session, parcel: Parcel, number: int) -> None:
    """Another event about the same parcel."""
    outbox.add(session, ParcelArrived(number=number, remark=parcel.remark), parcel)


def place_locker(session: Session, label: str, *, estate_id: UUID = ESTATE) -> Locker:
    locker = Locker(label=label, estate_id=estate_id)
    session.add(locker)
    audit.record(session, "locker.place", locker)
    outbox.add(session, locker_state(locker), locker)
    return locker


def relabel_locker(session: Session, locker_id: UUID, label: str) -> Locker:
    locker = session.get_one(Locker, locker_id)
    locker.label = label
    audit.record(session, "locker.relabel", locker)
    outbox.add(session, locker_state(locker), locker)
    return locker


def locker_state(locker: Locker) -> LockerChanged:
    return LockerChanged(id=locker.id, label=locker.label, deleted=False)


def show_arrival(session: Session, event: ParcelArrived, subject: str) -> None:
    """Raises ``Broken`` for the remark ``broken``."""
    session.add(Arrival(subject=subject, number=event.number))
    if event.remark == "broken":
        raise Broken


def keep_locker(session: Session, event: LockerChanged) -> None:
    copies.keep(session, LockerCopy, event)


def remind(session: Session, subject: UUID) -> None:
    session.add(Reminder(subject=subject))


def an_estate() -> UUID:
    return new_id()
