"""For tests of the compliance calendar: a visits service that is told what other services tell, at the time they do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import time_machine
from sqlalchemy import select

from deploy import contracts
from services.visits.app import SERVICE
from services.visits.models import Duty, DutyFact, DutyScope, DutySubject
from shared import clock, deadlines
from shared.db import Database
from shared.ids import new_id
from shared.inbox import Inbox
from shared.timers import Deadline
from tests.integration.ticketing_desk import SETTINGS

ZONE = ZoneInfo("Asia/Shanghai")
ESTATE = UUID("018f0000-0000-7000-8000-000000000001")
OTHER = UUID("018f0000-0000-7000-8000-000000000002")
Told = tuple[str, bytes]


def at(day: date | str, hour: str = "10:00") -> datetime:
    """A moment on the clock of the site."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time.fromisoformat(hour), ZONE).astimezone(UTC)


def named(name: str) -> UUID:
    """An id that is the same each time."""
    return uuid5(ESTATE, name)


class DutyCalendar:
    """The service on a database of its own. ``script`` is what will be told, ``told`` what was, in order."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.database.settings = replace(SETTINGS, service="visits")
        self.script: list[tuple[datetime, Told]] = []
        self.told: list[Told] = []
        self.service = SERVICE
        self.version, self.home = 0, ESTATE

    @contextmanager
    def beginning(self, moment: datetime) -> Iterator[None]:
        """The clock stands at ``moment``, until ``until`` moves it."""
        with time_machine.travel(moment, tick=False) as traveller:
            self.traveller = traveller
            yield

    def tell(self, key: str, moment: datetime, *, subject: UUID | None = None, **facts: Any) -> None:
        """The event as its service sends it at ``moment``; what is not said is as in the golden envelope."""
        self.version += 1
        envelope = contracts.golden_envelope(EMITTED[key])
        data = envelope["data"] | {"estate_id": self.home, "at": moment} | facts
        data = {name: value for name, value in data.items() if name in envelope["data"]}
        envelope |= {"id": str(new_id()), "time": moment.isoformat(), "subject": str(subject or new_id())}
        envelope |= {"subjectversion": self.version, "data": data}
        self.script.append((moment, (key, json.dumps(envelope, default=_plain).encode())))

    def estate(self, estate_id: UUID, moment: datetime, *, deleted: bool = False) -> None:
        told = {"id": estate_id, "code": str(estate_id)[-4:], "name": str(estate_id)[-4:], "deleted": deleted}
        told |= {"opens_at": "08:30:00", "closes_at": "17:30:00"}
        self.tell("ticketing.estate_changed.v1", moment, subject=estate_id, **told)

    def ticket(self, key: str, name: str, moment: datetime, **facts: Any) -> None:
        """Something happens to the ticket of that name."""
        told = {"ticket_id": named(name), "number": name, "kind": "repair", "area": "indoor", "tier": "normal"}
        self.tell(f"{key if '.' in key else f'ticketing.{key}'}.v1", moment, subject=named(name), **told | facts)

    def play(self, until: datetime) -> None:
        """Lets the time pass, and everything of it be told in its order."""
        script, self.script = sorted(self.script), [line for line in self.script if line[0] > until]
        for moment, told in script:
            if moment <= until:
                self.pass_by(moment)
                self.take([told])
        self.pass_by(until)

    def take(self, told: list[Told]) -> None:
        self.told += told
        Inbox(self.database, SERVICE).apply(told)

    def until(self, moment: datetime) -> None:
        """Time passes, and what comes due meanwhile is done when it is due."""
        while (due_at := self._next_deadline()) is not None and due_at <= moment:
            if due_at > clock.now():
                self.traveller.move_to(due_at)
            deadlines.fire_due(self.database, SERVICE)
        self.traveller.move_to(moment)

    def pass_by(self, moment: datetime) -> None:
        """Time passes while the worker is down; then it does at once what came due."""
        self.traveller.move_to(moment)
        while deadlines.fire_due(self.database, SERVICE):
            pass

    def states(self, clause: str, estate_id: UUID | None = None) -> dict[str, str]:
        """By what each duty is about, in the order in which they are due."""
        of_clause = Duty.clause == clause, Duty.estate_id == (estate_id or self.home)
        with self.database.read() as session:
            found = session.scalars(select(Duty).where(*of_clause).order_by(Duty.day, Duty.label)).all()
        return {duty.period or duty.label: duty.state.value for duty in found}

    def duty(self, clause: str, about: str = "") -> Duty:
        with self.database.read() as session:
            found = session.scalars(select(Duty).where(Duty.clause == clause, Duty.estate_id == self.home)).all()
        return next(duty for duty in found if about in (duty.period, duty.label, ""))

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.database.read() as session:
            return {
                table.__tablename__: sorted(
                    (tuple(row) for row in session.execute(select(table.__table__)).all()), key=repr
                )
                for table in (Duty, DutyFact, DutyScope, DutySubject)
            }

    def _next_deadline(self) -> datetime | None:
        pending = select(Deadline.fires_at).where(Deadline.state == "pending").order_by(Deadline.fires_at)
        with self.database.read() as session:
            return session.scalars(pending.limit(1)).first()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


EMITTED = {event.key: event for event in contracts.emitted()}
DAY = timedelta(days=1)
