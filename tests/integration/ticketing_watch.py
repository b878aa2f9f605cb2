"""A front desk whose time stands still until a test moves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import time_machine
from sqlalchemy import select

from services.ticketing.app import SERVICE
from services.ticketing.models import Clock, Ticket
from shared import clock, deadlines
from tests.integration.ticketing_desk import Desk


class Watch:
    """What comes due while time is moved is fired as the worker does."""

    def __init__(self, desk: Desk, moment: Any) -> None:
        self.desk, self.moment, self.start = desk, moment, clock.now()

    def after(self, **passed: float) -> list[tuple[str, dict[str, Any]]]:
        """Moves to that time after the start; returns the warnings and breaches told since."""
        before = len(self.desk.events("ticketing.clock_"))
        self.moment.move_to(self.start + timedelta(**passed))
        while deadlines.fire_due(self.desk.database, SERVICE):
            pass
        return self.desk.events("ticketing.clock_")[before:]

    def told(self, **passed: float) -> list[tuple[str, int, str, set[str]]]:
        """Event, percent, role, and the user names of who is told."""
        names = {staff.id: username for username, staff in self.desk.staff.items()}
        return [
            (name, data["percent"], data["role"], {names[UUID(staff_id)] for staff_id in data["staff_ids"]})
            for name, data in self.after(**passed)
        ]

    def clocks(self, ticket: Ticket) -> list[Clock]:
        with self.desk.database.read() as session:
            return list(
                session.scalars(
                    select(Clock).where(Clock.ticket_id == ticket.id).order_by(Clock.started_at, Clock.due_at)
                )
            )


@contextmanager
def watching(desk: Desk) -> Iterator[Watch]:
    """From noon in Shanghai on a Tuesday that is worked."""
    with time_machine.travel("2026-11-24T04:00:00+00:00", tick=False) as moment:
        yield Watch(desk, moment)
