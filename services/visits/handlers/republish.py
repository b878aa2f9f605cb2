"""What the service owns told once more, for readers whose copy is new or lost."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.handlers.floors import assignment_state
from services.visits.handlers.party_events import party_state
from services.visits.handlers.rounds import round_state
from services.visits.handlers.symposium_events import republish_symposiums
from services.visits.models import FloorOfficer, Party, Round
from shared import outbox
from shared.events import Event

STATES: Mapping[type[Any], Callable[[Any], Event]] = {
    FloorOfficer: assignment_state,
    Party: party_state,
    Round: round_state,
}


def republish(session: Session) -> int:
    """Queues the state of every row of ``STATES``; tells how many."""
    rows = [
        (state(row), row.id, row.version)
        for table, state in STATES.items()
        for row in session.scalars(select(table).order_by(table.id))
    ]
    outbox.add_many(session, rows)
    return len(rows) + republish_symposiums(session)
