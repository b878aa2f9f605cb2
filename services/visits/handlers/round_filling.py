"""Giving the households of a round their visits: what stays, what moves, what is new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, inspect, select, update
from sqlalchemy.orm import Session

from services.visits.handlers.announcing import promise_round
from services.visits.handlers.households import Household
from services.visits.handlers.people import lead_of
from services.visits.handlers.round_plan import Call, place, responsible
from services.visits.handlers.working_days import Free, free_times, times_between, worked_times
from services.visits.models import FloorOfficer, Round, Staff, Visit, VisitKind, VisitState, goes_to
from shared import audit, clock
from shared.ids import new_id

Values = dict[str, Any]
Owned = tuple[UUID, date, date | None]


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who has which floor from ``first`` to ``last``, and works when."""

    first: date
    last: date
    works: Mapping[UUID, Free]
    owned: Mapping[UUID, list[Owned]]
    lead_id: UUID | None
    spans: dict[UUID | None, tuple[UUID, date, date] | None] = field(default_factory=dict)

    def call(self, household: Household, kind: VisitKind, key: UUID) -> Call | None:
        """None while nobody has the household's floor."""
        if kind is VisitKind.KEY_CUSTOMER:
            span = (self.lead_id, self.first, self.last) if self.lead_id else None
        else:
            span = self._span(household)
        return Call(key, *span, household.urgency) if span else None

    def keeps(self, visit: Visit, household: Household, day: date) -> bool:
        """Whether a planned visit can stay: nothing has become more urgent, and whoever goes there still can."""
        if visit.officer_id is None or household.urgency > visit.urgency or visit.unit_path != household.unit_path:
            return False
        if day not in self.works.get(visit.officer_id, {}):
            return False
        if visit.kind is VisitKind.KEY_CUSTOMER:
            return visit.officer_id == self.lead_id
        return any(
            officer == visit.officer_id and begins <= day and (ends is None or day <= ends)
            for officer, begins, ends in self._owners(household)
        )

    def _span(self, household: Household) -> tuple[UUID, date, date] | None:
        if household.floor_id not in self.spans:
            owners = self._owners(household)
            self.spans[household.floor_id] = responsible(owners, self.first, self.last, self.works)
        return self.spans[household.floor_id]

    def _owners(self, household: Household) -> Sequence[Owned]:
        return self.owned.get(household.floor_id, []) if household.floor_id else []


@dataclass(slots=True)
class Work:
    """``calls`` wait for a time; ``moved`` were planned before, ``left`` are of households that live here no more."""

    calls: dict[UUID, Call | None] = field(default_factory=dict)
    new: dict[UUID, tuple[Household, VisitKind]] = field(default_factory=dict)
    moved: dict[UUID, tuple[Visit, Household]] = field(default_factory=dict)
    left: list[Visit] = field(default_factory=list)


def fill(session: Session, row: Round, households: Mapping[UUID, Household], first: date) -> int:
    """Writes the visits; returns how many are left without a time."""
    with session.no_autoflush:
        known = list(session.scalars(select(Visit).where(Visit.round_id == row.id)))
        staffing = _staffing(session, row, first)
        work = _sorted_out(session, households, known, staffing)
        free = free_times(session, staffing.works, work.moved.keys())
    times = place((call for call in work.calls.values() if call), free)
    _move(session, work, times)
    if work.new:
        rows = [_planned(row, *told, work.calls[key], times.get(key), key) for key, told in work.new.items()]
        audit.create_many(session, "visit.plan", Visit, rows)
    known_times = {key: visit.announced_for for key, (visit, _household) in work.moved.items()}
    promise_round(session, row.id, ((key, times.get(key), known_times.get(key)) for key in work.calls))
    return sum(times.get(key) is None for key in work.calls)


def _staffing(session: Session, row: Round, first: date) -> Staffing:
    owned: dict[UUID, list[Owned]] = {}
    found = select(FloorOfficer).where(FloorOfficer.estate_id == row.estate_id, FloorOfficer.first_day <= row.last_day)
    for owner in session.scalars(found):
        owned.setdefault(owner.floor_id, []).append((owner.staff_id, owner.first_day, owner.last_day))
    members = {staff_id for owners in owned.values() for staff_id, _begins, _ends in owners}
    present = [key for key in members if (one := session.get(Staff, key)) and goes_to(one, row.estate_id)]
    lead_id = lead_of(session, row.estate_id)
    times = times_between(session, row.estate_id, first, row.last_day)
    works = worked_times(session, {*present, *([lead_id] if lead_id else [])}, times)
    return Staffing(first, row.last_day, works, owned, lead_id)


def _sorted_out(
    session: Session, households: Mapping[UUID, Household], known: Iterable[Visit], staffing: Staffing
) -> Work:
    work, wanted = Work(), dict.fromkeys(_wanted(households.values()))
    zone, now = session.info["settings"].site_zone, clock.now()
    for visit in known:
        living = wanted.pop((visit.customer_id, visit.kind), "") is None
        if visit.state is not VisitState.PLANNED:
            continue
        household = households.get(visit.customer_id)
        if not living or household is None:
            work.left.append(visit)
        elif not (
            visit.starts_at
            and visit.starts_at > now
            and staffing.keeps(visit, household, visit.starts_at.astimezone(zone).date())
        ):
            work.moved[visit.id] = (visit, household)
    for customer_id, kind in wanted:
        work.new[new_id()] = (households[customer_id], kind)
    for key, (household, kind) in _in_order(work, households):
        work.calls[key] = staffing.call(household, kind, key)
    return work


def _wanted(households: Iterable[Household]) -> Iterable[tuple[UUID, VisitKind]]:
    for household in households:
        yield household.id, VisitKind.QUARTERLY
        if household.key_customer:
            yield household.id, VisitKind.KEY_CUSTOMER


def _in_order(work: Work, households: Mapping[UUID, Household]) -> list[tuple[UUID, tuple[Household, VisitKind]]]:
    """As one walks, whether a visit is new or moved."""
    places = {key: number for number, key in enumerate(households)}
    waiting = [*work.new.items(), *((key, (home, visit.kind)) for key, (visit, home) in work.moved.items())]
    return sorted(waiting, key=lambda item: places[item[1][0].id])


def _planned(
    row: Round, household: Household, kind: VisitKind, call: Call | None, starts_at: datetime | None, key: UUID
) -> Values:
    return {
        "id": key,
        "version": 1,
        "estate_id": row.estate_id,
        "kind": kind,
        "state": VisitState.PLANNED,
        "round_id": row.id,
        "customer_id": household.id,
        "unit_path": household.unit_path,
        "floor_id": household.floor_id,
        "building_id": household.building_id,
        "officer_id": call.officer_id if call else None,
        "starts_at": starts_at,
        "urgency": household.urgency,
        "tries": 0,
        "due_on": row.last_day,
        "ticket_id": None,
        "announced_for": None,
    }


def _move(session: Session, work: Work, times: Mapping[UUID, datetime | None]) -> None:
    """First the times are let go of: one visit may get that of another."""
    changes = [_change(visit, state=VisitState.CANCELLED) for visit in work.left]
    for key, (visit, household) in work.moved.items():
        call = work.calls[key]
        told = {
            "officer_id": call.officer_id if call else None,
            "starts_at": times.get(key),
            "unit_path": household.unit_path,
            "floor_id": household.floor_id,
            "building_id": household.building_id,
            "urgency": household.urgency,
        }
        if any(getattr(visit, name) != value for name, value in told.items()):
            changes.append(_change(visit, **told))
    if changes:
        let_go = update(Visit).where(Visit.id == bindparam("row")).values(starts_at=None)
        session.connection().execute(let_go, [{"row": before["id"]} for before, _after in changes])
        audit.change_many(session, "visit.replan", Visit, changes)


def _change(visit: Visit, **changes: Any) -> tuple[Values, Values]:
    before = {column.key: getattr(visit, column.key) for column in inspect(Visit).columns}
    return before, before | changes | {"version": visit.version + 1}
