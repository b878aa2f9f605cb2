"""Writing what was planned, in thousands of rows to a statement: the database is locked for it meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.handlers.hotline_gaps import schedule_hotline_check
from services.ticketing.handlers.import_people.plan import ImportPlan, Values, plan_import, seen
from services.ticketing.handlers.import_people.rows import HouseholdRow, UnitRow
from services.ticketing.handlers.needs import schedule_digest
from services.ticketing.handlers.search_terms import renew_terms
from services.ticketing.handlers.state_events import customer_state, estate_state, premises_state
from services.ticketing.models import Customer, Estate, Premises
from shared import audit, clock, outbox
from shared.calendar import Hours
from shared.db import actor_of
from shared.errors import N_, Forbidden

T = TypeVar("T")
Progress = Callable[[int, int], None]
BATCH = 500  # rows to a statement, and between two looks at whether to go on
HOURS = Hours()


class ForeignEstate(Forbidden):
    message = N_("You may import only into estates that you work in.")


@dataclass(slots=True)
class ImportCounts:
    """The estate, how many rows were created, and how many existing ones changed or were already so."""

    estate_id: UUID
    premises_created: int
    customers_created: int
    customers_changed: int
    customers_unchanged: int


def import_people(
    session: Session,
    *,
    estate_code: str,
    estate_name: str,
    units: Sequence[UnitRow],
    households: Sequence[HouseholdRow],
    plan: ImportPlan | None = None,
    progress: Progress = lambda _done, _total: None,
) -> ImportCounts:
    """Creates what is missing and changes what differs; the same rows again change nothing and tell nobody.

    A household is the same one when its unit and phone agree, or else its unit, kind and name. What the rows do
    not name stays. A ``plan`` that was made before saves time, and is made anew when the estate has changed since.
    ``progress(done, total)`` counts households. Raises ``Invalid`` for a household of an unknown unit,
    ``ForeignEstate``.
    """
    known = _locked(session, estate_code)
    if plan is None or plan.seen != seen(session, estate_code):
        plan = plan_import(session, estate_code=estate_code, units=units, households=households)
    _keep_estate(session, known or Estate(id=plan.estate_id, code=estate_code), estate_name)
    for batch in _batches(plan.premises):
        audit.create_many(session, "premises.import", Premises, batch)
        outbox.add_many(session, [(premises_state(_row(values)), values["id"], 1) for values in batch])
    _write_households(session, plan, progress)
    progress(len(households), len(households))
    return ImportCounts(plan.estate_id, len(plan.premises), len(plan.households), len(plan.changes), plan.unchanged)


def _locked(session: Session, code: str) -> Estate | None:
    """The estate, locked: two imports at once would double rows. Raises ``ForeignEstate``."""
    known = session.scalars(select(Estate).where(Estate.code == code).with_for_update()).first()
    actor = actor_of(session)
    if actor.estates is not None and (known is None or not actor.sees(known.id)):
        raise ForeignEstate
    return known


def _keep_estate(session: Session, estate: Estate, name: str) -> None:
    if estate not in session:
        estate.opens_at, estate.closes_at = HOURS.opens_at, HOURS.closes_at
        session.add(estate)
        schedule_digest(session, estate.id, clock.now())
        schedule_hotline_check(session, estate.id, clock.now())
    estate.name = name
    if session.is_modified(estate):
        audit.record(session, "estate.import", estate)
        outbox.add(session, estate_state(estate), estate)


def _write_households(session: Session, plan: ImportPlan, progress: Progress) -> None:
    done, total = plan.unchanged, plan.unchanged + len(plan.households) + len(plan.changes)
    for new in _batches(plan.households):
        audit.create_many(session, "customer.register", Customer, new)
        _tell_households(session, plan, new)
        progress(done := done + len(new), total)
    for changes in _batches(plan.changes):
        audit.change_many(session, "customer.change", Customer, changes)
        _tell_households(session, plan, [after for _before, after in changes])
        progress(done := done + len(changes), total)


def _tell_households(session: Session, plan: ImportPlan, rows: Sequence[Values]) -> None:
    renew_terms(session, plan.estate_id, {values["id"]: plan.terms[values["id"]] for values in rows})
    outbox.add_many(session, [(customer_state(_row(values)), values["id"], values["version"]) for values in rows])


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _row(values: Values) -> Any:
    """Planned values with the looks of a row, as an event's state is read from one."""
    return SimpleNamespace(**values)
