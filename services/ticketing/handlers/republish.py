"""The reference data told once more, for readers whose copy is new or lost."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.handlers.state_events import (
    absence_state,
    api_client_state,
    calendar_day_state,
    category_state,
    commitment_state,
    customer_state,
    duty_state,
    erased_event,
    estate_state,
    member_state,
    premises_state,
    price_state,
    reporter_state,
    staff_state,
)
from services.ticketing.models import (
    Absence,
    ApiClient,
    CalendarDay,
    Category,
    Commitment,
    Customer,
    Duty,
    Erasure,
    Estate,
    Member,
    Premises,
    PriceItem,
    Reporter,
    Staff,
)
from shared import outbox
from shared.events import Event

BATCH = 500
STATES: Mapping[type[Any], Callable[[Any], Event]] = {
    Estate: estate_state,
    CalendarDay: calendar_day_state,
    Category: category_state,
    Commitment: commitment_state,
    Premises: premises_state,
    PriceItem: price_state,
    Erasure: erased_event,
    Customer: customer_state,
    Member: member_state,
    Staff: staff_state,
    Absence: absence_state,
    Duty: duty_state,
    Reporter: reporter_state,
    ApiClient: api_client_state,
}


def republish(session: Session) -> int:
    """Queues the state of every row of ``STATES``; tells how many.

    They carry the rows' present versions, so a reader that has them already changes nothing.
    """
    return sum(_tell_all(session, table, state) for table, state in STATES.items())


def _tell_all(session: Session, table: type[Any], state: Callable[[Any], Event]) -> int:
    count = 0
    rows = session.scalars(select(table).order_by(table.id).execution_options(yield_per=BATCH))
    for batch in rows.partitions():
        for row in batch:
            outbox.add_raw(session, state(row), subject=str(row.id), version=row.version)
        session.flush()  # and out of memory
        count += len(batch)
    return count
