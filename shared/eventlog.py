"""The event log: every envelope that a service applied, append-only, so that its views can be built anew."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Row, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.db import MechanismBase, RowKey, repeating
from shared.errors import N_
from shared.events import Envelope, read_envelope, read_payload
from shared.service import Service

PAGE = 1000
TOLD = {"key": N_("Event"), "applied_at": N_("When")}


class EventLogRow(MechanismBase):
    __tablename__ = "event_log"

    seq: Mapped[int] = mapped_column(RowKey, primary_key=True, autoincrement=True)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    applied_at: Mapped[datetime]


def append(session: Session, envelope: Envelope, body: bytes) -> None:
    session.add(
        EventLogRow(
            event_id=envelope.id, key=envelope.type, subject=envelope.subject, body=body, applied_at=clock.now()
        )
    )


def received(session: Session, subjects: Collection[UUID]) -> Sequence[Row[str, datetime]]:
    """Which events about these were applied, and when, in their order."""
    told = select(EventLogRow.key, EventLogRow.applied_at).where(EventLogRow.subject.in_(map(str, subjects)))
    return session.execute(told.order_by(EventLogRow.seq)).all()


def rebuild(session: Session, service: Service) -> int:
    """Empties the service's views and applies its whole log again, in order; returns the number of events.

    Events that the service no longer reads are passed over; nothing is told or promised a second time.
    """
    service.forget(session)
    contracts = {contract.key: contract for contract in service.subscriptions}
    count = 0
    with repeating(session):
        for envelope in map(read_envelope, _bodies(session)):
            if contract := contracts.get(envelope.type):
                service.subscriptions[contract](session, read_payload(envelope, contract), envelope)
                count += 1
    return count


def _bodies(session: Session) -> Iterator[bytes]:
    last = 0
    while page := session.execute(
        select(EventLogRow.seq, EventLogRow.body).where(EventLogRow.seq > last).order_by(EventLogRow.seq).limit(PAGE)
    ).all():
        yield from (body for _seq, body in page)
        last = page[-1].seq
