"""Promotional events and changes to them (B4.1.2)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.handlers import Requirement
from services.visits.models import PromotionChange
from services.visits.queries import Followed, Prepared
from services.visits.schemas import (
    AcknowledgeChangeSchema,
    PartyTaskSchema,
    PreparePromotionSchema,
    PromotionChangeSchema,
    PromotionFilterSchema,
    PromotionSchema,
    ReasonSchema,
    RequestChangeSchema,
    RequirementSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

promotions = ApiBlueprint("promotions", __name__, url_prefix="/api/v1", description="Promotional events")


@promotions.get("/promotions")
@reads("visits.read")
@promotions.arguments(page_args(PromotionFilterSchema), location="query")
@promotions.response(200, page_schema(PromotionSchema))
def listed(args: dict[str, Any]) -> Page[Prepared]:
    """The events of the estates that the caller sees, the latest first."""
    return queries.promotions(db(), **args)


@promotions.post("/promotions")
@writes("parties.keep")
@promotions.arguments(PreparePromotionSchema)
@promotions.response(201, PromotionSchema)
def prepare(facts: dict[str, Any]) -> Prepared:
    """Begins to prepare an event, with what the developer requires."""
    requirements = [Requirement(**requirement) for requirement in facts.pop("requirements")]
    return queries.promotion(db(), handlers.prepare_promotion(db(), **facts, requirements=requirements).id)


@promotions.get("/promotions/<uuid:promotion_id>")
@reads("visits.read")
@promotions.response(200, PromotionSchema)
def one(promotion_id: UUID) -> Prepared:
    """One event, with its changes."""
    return queries.promotion(db(), promotion_id)


@promotions.post("/promotions/<uuid:promotion_id>/requirements")
@writes("parties.keep")
@promotions.arguments(RequirementSchema)
@promotions.response(201, PartyTaskSchema)
def require(facts: dict[str, Any], promotion_id: UUID) -> Followed:
    """One more requirement of the developer."""
    return queries.party_task(db(), handlers.add_requirement(db(), promotion_id=promotion_id, **facts).id)


@promotions.post("/promotions/<uuid:promotion_id>/changes")
@writes("parties.record")
@promotions.arguments(RequestChangeSchema)
@promotions.response(201, PromotionChangeSchema)
def request_change(facts: dict[str, Any], promotion_id: UUID) -> PromotionChange:
    """Something must change: who is named coordinates it with the developer the same day."""
    return handlers.request_change(db(), promotion_id=promotion_id, **facts)


@promotions.post("/promotion-changes/<uuid:change_id>/acknowledge")
@writes("parties.record")
@promotions.arguments(AcknowledgeChangeSchema)
@promotions.response(200, PromotionChangeSchema)
def acknowledge(facts: dict[str, Any], change_id: UUID) -> PromotionChange:
    """The developer's word on it."""
    return handlers.acknowledge_change(db(), change_id=change_id, **facts)


@promotions.post("/promotions/<uuid:promotion_id>/hold")
@writes("parties.keep")
@promotions.response(200, PromotionSchema)
def hold(promotion_id: UUID) -> Prepared:
    """It took place."""
    return queries.promotion(db(), handlers.hold_promotion(db(), promotion_id=promotion_id).id)


@promotions.post("/promotions/<uuid:promotion_id>/call-off")
@writes("parties.keep")
@promotions.arguments(ReasonSchema)
@promotions.response(200, PromotionSchema)
def call_off(facts: dict[str, Any], promotion_id: UUID) -> Prepared:
    """It does not take place."""
    return queries.promotion(db(), handlers.call_off_promotion(db(), promotion_id=promotion_id, **facts).id)
