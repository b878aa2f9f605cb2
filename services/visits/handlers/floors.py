"""分管楼层: floors are given to officers and handed over; exactly one has a floor on any day (A2.7)."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.people import visitor
from services.visits.models import FloorOfficer, Premises
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Invalid

MOST_FLOORS = 500


def assign_floors(
    session: Session, *, floor_ids: Collection[UUID], staff_id: UUID, first_day: date
) -> list[FloorOfficer]:
    """The officer has these floors from ``first_day`` on; whoever has them before keeps them to the day before.

    What was is not changed: a floor that somebody has is handed over today or later. Raises ``Invalid``.
    """
    floors = _floors(session, floor_ids)
    known: dict[UUID, list[FloorOfficer]] = {floor.id: [] for floor in floors}
    for row in session.scalars(select(FloorOfficer).where(FloorOfficer.floor_id.in_(known))):
        known[row.floor_id].append(row)
    today = clock.today(session.info["settings"].site_zone)
    for floor in floors:
        visitor(session, staff_id, floor.estate_id)
        _check_day(known[floor.id], first_day, today)
    return [_give(session, floor, known[floor.id], staff_id, first_day) for floor in floors]


def _floors(session: Session, floor_ids: Collection[UUID]) -> list[Premises]:
    found = list(session.scalars(select(Premises).where(Premises.id.in_(floor_ids), Premises.kind == "floor")))
    if not found or len(found) != len(set(floor_ids)):
        raise Invalid({"floor_ids": [N_("Choose floors that exist.")]})
    return found


def _check_day(known: list[FloorOfficer], first_day: date, today: date) -> None:
    """Refuses to change the past, and what would leave two officers on one day."""
    if known and first_day < today:
        raise Invalid({"first_day": [N_("A floor that has an officer is handed over today or later.")]})
    if any(row.first_day > first_day for row in known):
        raise Invalid({"first_day": [N_("One of the floors has been promised to an officer from a later day on.")]})


def _give(
    session: Session, floor: Premises, known: list[FloorOfficer], staff_id: UUID, first_day: date
) -> FloorOfficer:
    current = next((row for row in known if row.covers(first_day)), None)
    if current and current.staff_id == staff_id:
        return current
    if current and current.first_day == first_day:
        return _correct(session, current, staff_id)
    if current:
        current.last_day = first_day - timedelta(days=1)
        audit.record(session, "floor_officer.end", current, floor.path)
        outbox.add(session, assignment_state(current), current)
    row = FloorOfficer(
        estate_id=floor.estate_id,
        floor_id=floor.id,
        staff_id=staff_id,
        first_day=first_day,
        last_day=None,
        assigned_by=actor_of(session).name,
        assigned_at=clock.now(),
    )
    session.add(row)
    audit.record(session, "floor_officer.assign", row, floor.path)
    outbox.add(session, assignment_state(row), row)
    return row


def _correct(session: Session, row: FloorOfficer, staff_id: UUID) -> FloorOfficer:
    """It was to begin today or later, so nobody else has had the floor meanwhile."""
    row.staff_id = staff_id
    row.assigned_by, row.assigned_at = actor_of(session).name, clock.now()
    audit.record(session, "floor_officer.change", row)
    outbox.add(session, assignment_state(row), row)
    return row


def assignment_state(row: FloorOfficer) -> contracts.FloorOfficerChanged:
    told = ("id", "estate_id", "floor_id", "staff_id", "first_day", "last_day")
    return contracts.FloorOfficerChanged(**{name: getattr(row, name) for name in told}, deleted=False)
