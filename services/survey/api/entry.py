"""Keying in what came back on paper."""

from typing import Any
from uuid import UUID

from services.survey import handlers
from services.survey.schemas import KeyedSchema, PaperEntrySchema
from shared.web import ApiBlueprint, db, writes

entry = ApiBlueprint(
    "entry", __name__, url_prefix="/api/v1/campaigns/<uuid:campaign_id>/entry", description="Answers on paper"
)


@entry.post("")
@writes("surveys.enter")
@entry.arguments(KeyedSchema)
@entry.response(201, PaperEntrySchema)
def enter_sheet(facts: dict[str, Any], campaign_id: UUID) -> Any:
    """Keeps what the form of this number says; of an anonymous survey who keyed it is not kept."""
    return handlers.enter_sheet(db(), campaign_id=campaign_id, **facts) or {"serial": facts["serial"], "settled": True}


@entry.post("/again")
@writes("surveys.enter")
@entry.arguments(KeyedSchema)
@entry.response(200, PaperEntrySchema)
def enter_again(facts: dict[str, Any], campaign_id: UUID) -> Any:
    """The second entry; the form is settled when it says the same."""
    return handlers.enter_again(db(), campaign_id=campaign_id, **facts)


@entry.post("/settle")
@writes("surveys.enter")
@entry.arguments(KeyedSchema)
@entry.response(200, PaperEntrySchema)
def settle_sheet(facts: dict[str, Any], campaign_id: UUID) -> Any:
    """What the form says where the two entries differ."""
    return handlers.settle_sheet(db(), campaign_id=campaign_id, **facts)
