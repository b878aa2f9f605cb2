"""座谈会: the year's plans, and the symposiums (A2.2)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.models import Symposium, SymposiumOpinion
from services.visits.queries import Planned
from services.visits.schemas import (
    BeginPlanSchema,
    MoveSymposiumSchema,
    PlanSymposiumSchema,
    ReasonSchema,
    RecordSymposiumSchema,
    SymposiumOpinionSchema,
    SymposiumPlanFilterSchema,
    SymposiumPlanSchema,
    SymposiumSchema,
    TakeOpinionSchema,
    WholePlanSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

symposiums = ApiBlueprint("symposiums", __name__, url_prefix="/api/v1", description="Plans of symposiums")


@symposiums.get("/symposium-plans")
@reads("visits.read")
@symposiums.arguments(page_args(SymposiumPlanFilterSchema), location="query")
@symposiums.response(200, page_schema(SymposiumPlanSchema))
def plans(args: dict[str, Any]) -> Page[Planned]:
    """The plans of the estates that the caller sees, the latest year first."""
    return queries.symposium_plans(db(), **args)


@symposiums.post("/symposium-plans")
@writes("symposiums.plan")
@symposiums.arguments(BeginPlanSchema)
@symposiums.response(201, WholePlanSchema)
def begin(facts: dict[str, Any]) -> Planned:
    """Begins an estate's plan of a year."""
    return queries.symposium_plan(db(), handlers.begin_plan(db(), **facts).id)


@symposiums.get("/symposium-plans/<uuid:plan_id>")
@reads("visits.read")
@symposiums.response(200, WholePlanSchema)
def plan(plan_id: UUID) -> Planned:
    """One of them, with its symposiums."""
    return queries.symposium_plan(db(), plan_id)


@symposiums.post("/symposium-plans/<uuid:plan_id>/symposiums")
@writes("symposiums.plan")
@symposiums.arguments(PlanSymposiumSchema)
@symposiums.response(201, SymposiumSchema)
def add(facts: dict[str, Any], plan_id: UUID) -> Symposium:
    """One more symposium in a plan that is still written."""
    return handlers.plan_symposium(db(), plan_id=plan_id, **facts)


@symposiums.post("/symposium-plans/<uuid:plan_id>/submit")
@writes("symposiums.plan")
@symposiums.response(200, WholePlanSchema)
def submit(plan_id: UUID) -> Planned:
    """Reports the plan to the company."""
    return queries.symposium_plan(db(), handlers.submit_plan(db(), plan_id=plan_id).id)


@symposiums.post("/symposium-plans/<uuid:plan_id>/approve")
@writes("symposiums.approve")
@symposiums.response(200, WholePlanSchema)
def approve(plan_id: UUID) -> Planned:
    """The company agrees."""
    return queries.symposium_plan(db(), handlers.approve_plan(db(), plan_id=plan_id).id)


@symposiums.post("/symposium-plans/<uuid:plan_id>/return")
@writes("symposiums.approve")
@symposiums.arguments(ReasonSchema)
@symposiums.response(200, WholePlanSchema)
def send_back(facts: dict[str, Any], plan_id: UUID) -> Planned:
    """The company wants it changed."""
    return queries.symposium_plan(db(), handlers.return_plan(db(), plan_id=plan_id, **facts).id)


@symposiums.get("/symposiums/<uuid:symposium_id>")
@reads("visits.read")
@symposiums.response(200, SymposiumSchema)
def symposium(symposium_id: UUID) -> Symposium:
    """One symposium."""
    return queries.symposium(db(), symposium_id)


@symposiums.post("/symposiums/<uuid:symposium_id>/record")
@writes("symposiums.plan")
@symposiums.arguments(RecordSymposiumSchema)
@symposiums.response(200, SymposiumSchema)
def record(facts: dict[str, Any], symposium_id: UUID) -> Symposium:
    """It was held: who signed in, and the minutes."""
    return handlers.record_symposium(db(), symposium_id=symposium_id, **facts)


@symposiums.post("/symposiums/<uuid:symposium_id>/move")
@writes("symposiums.plan")
@symposiums.arguments(MoveSymposiumSchema)
@symposiums.response(200, SymposiumSchema)
def move(facts: dict[str, Any], symposium_id: UUID) -> Symposium:
    """Another time or place, for a reason."""
    return handlers.move_symposium(db(), symposium_id=symposium_id, **facts)


@symposiums.post("/symposiums/<uuid:symposium_id>/call-off")
@writes("symposiums.plan")
@symposiums.arguments(ReasonSchema)
@symposiums.response(200, SymposiumSchema)
def call_off(facts: dict[str, Any], symposium_id: UUID) -> Symposium:
    """It won't be held."""
    return handlers.call_off_symposium(db(), symposium_id=symposium_id, **facts)


@symposiums.post("/symposiums/<uuid:symposium_id>/opinions")
@writes("symposiums.plan")
@symposiums.arguments(TakeOpinionSchema)
@symposiums.response(201, SymposiumOpinionSchema)
def take_opinion(facts: dict[str, Any], symposium_id: UUID) -> SymposiumOpinion:
    """Takes down what somebody said; the front desk gets a ticket of it."""
    return handlers.take_opinion(db(), symposium_id=symposium_id, **facts)
