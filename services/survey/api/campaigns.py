"""Surveys among residents: planned, open, closed (A1.4, A2.1)."""

from typing import Any
from uuid import UUID

from services.survey import handlers, queries
from services.survey.models import Campaign, Invitation
from services.survey.schemas import (
    CampaignFilterSchema,
    CampaignSchema,
    CancelCampaignSchema,
    DaysSchema,
    InvitationFilterSchema,
    InvitationSchema,
    PlanCampaignSchema,
    RunningSchema,
)
from shared.fields import NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

campaigns = ApiBlueprint("campaigns", __name__, url_prefix="/api/v1/campaigns", description="Surveys among residents")


@campaigns.get("")
@reads("surveys.read")
@campaigns.arguments(page_args(CampaignFilterSchema), location="query")
@campaigns.response(200, page_schema(RunningSchema))
def list_campaigns(args: dict[str, Any]) -> Page[queries.Running]:
    """The newest first, each with how many were invited and have answered."""
    return queries.campaigns(db(), **args)


@campaigns.post("")
@writes("surveys.run")
@campaigns.arguments(PlanCampaignSchema)
@campaigns.response(201, CampaignSchema)
def plan_campaign(facts: dict[str, Any]) -> Campaign:
    """Plans a survey; it opens and closes by itself."""
    return handlers.plan_campaign(db(), **facts)


@campaigns.get("/<uuid:campaign_id>")
@reads("surveys.read")
@campaigns.response(200, RunningSchema)
def one_campaign(campaign_id: UUID) -> queries.Running:
    """One of them."""
    return queries.campaign(db(), campaign_id)


@campaigns.get("/<uuid:campaign_id>/invitations")
@reads("surveys.read")
@campaigns.arguments(page_args(InvitationFilterSchema), location="query")
@campaigns.response(200, page_schema(InvitationSchema))
def list_invitations(args: dict[str, Any], campaign_id: UUID) -> Page[Invitation]:
    """The households that were invited, by serial number, and whether they have answered."""
    return queries.invitations(db(), campaign_id, **args)


@campaigns.post("/<uuid:campaign_id>/open")
@writes("surveys.run")
@campaigns.arguments(NothingSchema, required=False)
@campaigns.response(200, CampaignSchema)
def open_campaign(_nothing: dict[str, Any], campaign_id: UUID) -> Campaign:
    """Invites the households now, before the day that was planned."""
    return handlers.open_campaign(db(), campaign_id=campaign_id)


@campaigns.post("/<uuid:campaign_id>/extend")
@writes("surveys.run")
@campaigns.arguments(DaysSchema)
@campaigns.response(200, CampaignSchema)
def extend_campaign(facts: dict[str, Any], campaign_id: UUID) -> Campaign:
    """Moves the last day of an open survey."""
    return handlers.extend_campaign(db(), campaign_id=campaign_id, **facts)


@campaigns.post("/<uuid:campaign_id>/close")
@writes("surveys.run")
@campaigns.arguments(NothingSchema, required=False)
@campaigns.response(200, CampaignSchema)
def close_campaign(_nothing: dict[str, Any], campaign_id: UUID) -> Campaign:
    """Takes no more answers."""
    return handlers.close_campaign(db(), campaign_id=campaign_id)


@campaigns.post("/<uuid:campaign_id>/cancel")
@writes("surveys.run")
@campaigns.arguments(CancelCampaignSchema)
@campaigns.response(200, CampaignSchema)
def cancel_campaign(facts: dict[str, Any], campaign_id: UUID) -> Campaign:
    """Asks nobody, before it has opened."""
    return handlers.cancel_campaign(db(), campaign_id=campaign_id, **facts)
