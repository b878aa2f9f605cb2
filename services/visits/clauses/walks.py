"""Clauses that visits and community life carry (A2.2, A2.5, A2.7, C1.4)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.visits import contracts
from services.visits.clauses.cadences import Cadence, Unit, add_months, day_of, ends
from services.visits.clauses.clause import Clause, Per, Step
from services.visits.clauses.meetings import held
from services.visits.clauses.readings import in_period
from services.visits.models.duties import FactKind
from shared.errors import N_
from shared.events import Envelope

QUARTERLY, HALF_YEARLY = Cadence(Unit.QUARTER), Cadence(Unit.HALF)
HELD_WITHIN = timedelta(days=7)


def _symposium_step(event: Any, kind: FactKind, **more: Any) -> Step:
    about = {"estate_id": event.estate_id, "subject_id": event.id, "href": f"/visits/symposiums/{event.id}"}
    return Step(kind=kind, **about, **more)


def _symposium(event: Any, envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    label = f"{day_of(event.starts_at, zone)} {event.place}"
    due_at = ends(day_of(event.starts_at, zone), zone) + HELD_WITHIN
    if event.state == "called_off":
        yield _symposium_step(event, FactKind.LAPSED, at=envelope.time)
    else:
        yield _symposium_step(event, FactKind.OWED, at=envelope.time, label=label, due_at=due_at)
    if event.held_at is not None:
        yield _symposium_step(event, FactKind.PROOF, at=event.held_at, number=label, by=event.recorded_by)


def _moved_in(event: Any, envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    """By the same day of the next month, or its last where it has no such day."""
    if event.moved_in_on is None or event.deleted:
        return
    kind = FactKind.LAPSED if event.merged_into_id is not None or event.moved_out_on is not None else FactKind.OWED
    about = {"estate_id": event.estate_id, "subject_id": event.id, "at": envelope.time, "label": event.unit_path}
    yield Step(kind=kind, due_at=ends(add_months(event.moved_in_on, 1), zone), **about)


def _welcomed(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    if event.kind == "move_in":
        about = {"estate_id": event.estate_id, "subject_id": event.customer_id, "at": event.visited_at}
        told = {"number": event.unit_path, "href": f"/visits/visit/{event.visit_id}", "by": event.by}
        yield Step(kind=FactKind.PROOF, **about, **told)


def _committee_met(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    if event.kind == "committee" and event.held_at is not None:
        told: dict[str, Any] = {"by": event.recorded_by, "number": f"{day_of(event.held_at, zone)} {event.place}"}
        told |= {"href": f"/visits/symposiums/{event.id}"}
        yield in_period(HALF_YEARLY, zone, event.estate_id, event.held_at, **told)


def _plan_approved(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield Step(
        kind=FactKind.PROOF,
        estate_id=event.estate_id,
        subject_id=event.estate_id,
        period=str(event.year),
        at=event.at,
        number=str(event.year),
        href=f"/visits/symposiums/plans/{event.plan_id}",
        by=event.by,
    )


CLAUSES: tuple[Clause, ...] = (
    Clause(
        id="A1.1",
        title=N_("The owners' committee is met"),
        per=Per.ESTATE,
        role="project_lead",
        when=N_("every half year"),
        due=N_("by the end of the half year"),
        proof=N_("the minutes"),
        cadence=HALF_YEARLY,
        reads={
            contracts.SymposiumChanged: _committee_met,
            contracts.MeetingHeld: held("committee", HALF_YEARLY),
        },
    ),
    Clause(
        id="A2.2",
        title=N_("The year's plan of symposiums is approved by the company"),
        per=Per.ESTATE,
        role="project_lead",
        when=N_("every year"),
        due=N_("by the end of March"),
        proof=N_("the approved plan"),
        cadence=Cadence(Unit.YEAR, until=(3, 31)),
        reads={contracts.SymposiumPlanApproved: _plan_approved},
    ),
    Clause(
        id="A2.2-held",
        title=N_("Each planned symposium is held"),
        per=Per.SYMPOSIUM,
        role="supervisor",
        when=N_("with each symposium of the approved plan"),
        due=N_("within 7 days of the planned day"),
        proof=N_("the minutes"),
        reads={contracts.SymposiumChanged: _symposium},
    ),
    Clause(
        id="A2.5",
        title=N_("A community activity is recorded"),
        per=Per.ACTIVITY,
        role="supervisor",
        when=N_("with each announced activity"),
        due=N_("within 7 days of the activity"),
        proof=N_("the record of the activity"),
        awaits=("visits.activity_announced.v1", "visits.activity_recorded.v1"),
    ),
    Clause(
        id="A2.7",
        title=N_("Every owner of a floor is visited by its officer"),
        per=Per.FLOOR,
        role="officer",
        when=N_("every quarter"),
        due=N_("by the end of the quarter"),
        proof=N_("the records of the visits"),
        cadence=QUARTERLY,
        awaits=("visits.floor_changed.v1", "visits.visit_recorded.v1"),
    ),
    Clause(
        id="A2.7-key",
        title=N_("The project lead visits key customers"),
        per=Per.KEY_CUSTOMER,
        role="project_lead",
        when=N_("every quarter"),
        due=N_("by the end of the quarter"),
        proof=N_("the record of the visit"),
        cadence=QUARTERLY,
        awaits=("visits.visit_recorded.v1",),
    ),
    Clause(
        id="C1.4.4",
        title=N_("A new customer is visited within a month and gives an evaluation"),
        per=Per.HOUSEHOLD,
        role="officer",
        when=N_("when somebody moves in"),
        due=N_("within one month of moving in"),
        proof=N_("the record of the visit"),
        reads={contracts.CustomerChanged: _moved_in, contracts.VisitRecorded: _welcomed},
    ),
    Clause(
        id="C1.4.5",
        title=N_("Customers are visited regularly"),
        per=Per.FLOOR,
        role="officer",
        when=N_("every quarter"),
        due=N_("by the end of the quarter"),
        proof=N_("the records of the visits"),
        cadence=QUARTERLY,
        awaits=("visits.visit_recorded.v1",),
    ),
    Clause(
        id="C1.4.6",
        title=N_("Who complained is visited about it"),
        per=Per.HOUSEHOLD,
        role="officer",
        when=N_("when a complaint is closed"),
        due=N_("within one month of closing"),
        proof=N_("the record of the visit"),
        awaits=("visits.visit_recorded.v1",),
    ),
)
