"""The event log: every envelope that a service applied, so that its views can be built anew.

It only grows; what it tells of somebody who is erased leaves it through ``erase``.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, Row, Select, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.db import MechanismBase, RowKey, repeating
from shared.errors import N_
from shared.events import Envelope, Event, read_envelope, read_payload, stripped
from shared.redaction import Redaction
from shared.service import Service

PAGE = 1000
Kept = Mapping[type[Event], Collection[str]]  # of each event, the fields whose texts tell of nobody
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
    applied = select(EventLogRow.key, EventLogRow.applied_at).where(_about(subjects))
    return session.execute(applied.order_by(EventLogRow.seq)).all()


def told(session: Session, subjects: Collection[UUID], fields: Collection[str]) -> set[str]:
    """What events about these have ever told in these fields."""
    bodies = session.scalars(select(EventLogRow.body).where(_about(subjects)))
    payloads = (json.loads(body)["data"] for body in bodies)
    return {str(payload[name]) for payload in payloads for name in fields if payload.get(name)}


def erase(session: Session, subjects: Collection[UUID], kept: Kept) -> None:
    """Who these are leaves the log: of each event stays what its reader needs, with the texts that are ``kept``.

    It can still be applied again, with nobody in it.
    """
    contracts = {contract.key: contract for contract in kept}
    for seq, key, body in session.execute(_rows(subjects)).all():
        contract = contracts.get(key)
        _write(session, seq, stripped(read_envelope(body), contract, kept[contract] if contract else ()))


def rewrite(session: Session, subjects: Collection[UUID], redaction: Redaction) -> None:
    """Takes somebody out of events that are about others."""
    for seq, _key, body in session.execute(_rows(subjects)).all():
        _write(session, seq, redaction.value(body))


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


def _about(subjects: Collection[UUID]) -> ColumnElement[bool]:
    return EventLogRow.subject.in_(list(map(str, subjects)))


def _rows(subjects: Collection[UUID]) -> Select[int, str, bytes]:
    return select(EventLogRow.seq, EventLogRow.key, EventLogRow.body).where(_about(subjects))


def _write(session: Session, seq: int, body: bytes) -> None:
    session.execute(update(EventLogRow).where(EventLogRow.seq == seq).values(body=body))


def _bodies(session: Session) -> Iterator[bytes]:
    last = 0
    while page := session.execute(
        select(EventLogRow.seq, EventLogRow.body).where(EventLogRow.seq > last).order_by(EventLogRow.seq).limit(PAGE)
    ).all():
        yield from (body for _seq, body in page)
        last = page[-1].seq
