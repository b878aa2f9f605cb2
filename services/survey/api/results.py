"""The notice of a survey's results: drafted from the numbers, edited, approved, published (A2.1)."""

from typing import Any
from uuid import UUID

from services.survey import handlers, queries
from services.survey.models import Report
from services.survey.schemas import ReportSchema, ResultsTextSchema, ReturnReportSchema
from shared.errors import existing
from shared.fields import NothingSchema
from shared.web import ApiBlueprint, db, reads, writes

results = ApiBlueprint(
    "results", __name__, url_prefix="/api/v1/campaigns/<uuid:campaign_id>", description="The notice of the results"
)


@results.get("/report")
@reads("surveys.read")
@results.response(200, ReportSchema)
def one_report(campaign_id: UUID) -> Report:
    """As it stands."""
    return existing(queries.report(db(), campaign_id))


@results.post("/count")
@writes("surveys.run")
@results.arguments(NothingSchema, required=False)
@results.response(201, ReportSchema)
def count_results(_nothing: dict[str, Any], campaign_id: UUID) -> Report:
    """Ends the entry of answers and drafts the notice from the numbers."""
    return handlers.count_results(db(), campaign_id=campaign_id, text=queries.results_text(db(), campaign_id))


@results.post("/report")
@writes("surveys.run")
@results.arguments(ResultsTextSchema)
@results.response(200, ReportSchema)
def edit_report(facts: dict[str, Any], campaign_id: UUID) -> Report:
    """Writes it differently, before it is approved."""
    return handlers.edit_report(db(), campaign_id=campaign_id, **facts)


@results.post("/report/approve")
@writes("surveys.approve")
@results.arguments(NothingSchema, required=False)
@results.response(200, ReportSchema)
def approve_report(_nothing: dict[str, Any], campaign_id: UUID) -> Report:
    """The project lead lets it go to the board."""
    return handlers.approve_report(db(), campaign_id=campaign_id)


@results.post("/report/return")
@writes("surveys.approve")
@results.arguments(ReturnReportSchema)
@results.response(200, ReportSchema)
def return_report(facts: dict[str, Any], campaign_id: UUID) -> Report:
    """Sends it back to be written differently."""
    return handlers.return_report(db(), campaign_id=campaign_id, **facts)


@results.post("/report/publish")
@writes("surveys.run")
@results.arguments(NothingSchema, required=False)
@results.response(200, ReportSchema)
def publish_report(_nothing: dict[str, Any], campaign_id: UUID) -> Report:
    """Puts it on the boards of the estate."""
    return handlers.publish_report(db(), campaign_id=campaign_id)
