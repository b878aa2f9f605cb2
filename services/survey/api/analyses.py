"""季度分析: the opinions of a quarter counted, written up, reviewed and published (A2.8)."""

from typing import Any
from uuid import UUID

from services.survey import handlers, queries
from services.survey.models import Analysis, Figures
from services.survey.schemas import (
    AnalysedSchema,
    AnalysisFilterSchema,
    AnalysisReadSchema,
    AnalysisSchema,
    ApproveAnalysisSchema,
    DraftAnalysisSchema,
    FiguresSchema,
    ResultsTextSchema,
    ReturnReportSchema,
)
from shared.fields import NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

analyses = ApiBlueprint("analyses", __name__, url_prefix="/api/v1/analyses", description="The quarterly analysis")


@analyses.get("")
@reads("analyses.read")
@analyses.arguments(page_args(AnalysisFilterSchema), location="query")
@analyses.response(200, page_schema(AnalysedSchema))
def list_analyses(args: dict[str, Any]) -> Page[queries.Analysed]:
    """The newest quarter first, each with how many of its measures are done."""
    return queries.analyses(db(), **args)


@analyses.post("")
@writes("analyses.write")
@analyses.arguments(DraftAnalysisSchema)
@analyses.response(201, AnalysisSchema)
def draft_analysis(facts: dict[str, Any]) -> Analysis:
    """Writes up a quarter that is over, from the facts that are known."""
    figures, text = queries.proposal(db(), **facts)
    return handlers.draft_analysis(db(), **facts, figures=figures, text=text)


@analyses.get("/figures")
@reads("analyses.read")
@analyses.arguments(DraftAnalysisSchema, location="query")
@analyses.response(200, FiguresSchema)
def current_figures(args: dict[str, Any]) -> Figures:
    """What any quarter of an estate comes to now, by kind, category, building and channel."""
    return queries.figures(db(), **args)


@analyses.get("/<uuid:analysis_id>")
@reads("analyses.read")
@analyses.response(200, AnalysisReadSchema)
def one_analysis(analysis_id: UUID) -> queries.Read:
    """Its text, and its measures."""
    return queries.analysis(db(), analysis_id)


@analyses.get("/<uuid:analysis_id>/figures")
@reads("analyses.read")
@analyses.response(200, FiguresSchema)
def kept_figures(analysis_id: UUID) -> Figures:
    """The numbers that its text was written from."""
    return queries.analysis(db(), analysis_id).figures


@analyses.post("/<uuid:analysis_id>")
@writes("analyses.write")
@analyses.arguments(ResultsTextSchema)
@analyses.response(200, AnalysisSchema)
def edit_analysis(facts: dict[str, Any], analysis_id: UUID) -> Analysis:
    """Writes it differently, while it is a draft."""
    return handlers.edit_analysis(db(), analysis_id=analysis_id, **facts)


@analyses.post("/<uuid:analysis_id>/redraft")
@writes("analyses.write")
@analyses.arguments(NothingSchema, required=False)
@analyses.response(200, AnalysisSchema)
def redraft_analysis(_nothing: dict[str, Any], analysis_id: UUID) -> Analysis:
    """Counts again what is known by now, and writes the text anew."""
    row = queries.analysis(db(), analysis_id).analysis
    figures, text = queries.proposal(db(), row.estate_id, row.of)
    return handlers.redraft_analysis(db(), analysis_id=analysis_id, figures=figures, text=text)


@analyses.post("/<uuid:analysis_id>/submit")
@writes("analyses.write")
@analyses.arguments(NothingSchema, required=False)
@analyses.response(200, AnalysisSchema)
def submit_analysis(_nothing: dict[str, Any], analysis_id: UUID) -> Analysis:
    """Hands it to the project lead."""
    return handlers.submit_analysis(db(), analysis_id=analysis_id)


@analyses.post("/<uuid:analysis_id>/approve")
@writes("analyses.approve")
@analyses.arguments(ApproveAnalysisSchema)
@analyses.response(200, AnalysisSchema)
def approve_analysis(facts: dict[str, Any], analysis_id: UUID) -> Analysis:
    """The project lead lets it be told."""
    return handlers.approve_analysis(db(), analysis_id=analysis_id, **facts)


@analyses.post("/<uuid:analysis_id>/return")
@writes("analyses.approve")
@analyses.arguments(ReturnReportSchema)
@analyses.response(200, AnalysisSchema)
def return_analysis(facts: dict[str, Any], analysis_id: UUID) -> Analysis:
    """Sends it back to be written differently."""
    return handlers.return_analysis(db(), analysis_id=analysis_id, **facts)


@analyses.post("/<uuid:analysis_id>/publish")
@writes("analyses.write")
@analyses.arguments(NothingSchema, required=False)
@analyses.response(200, AnalysisSchema)
def publish_analysis(_nothing: dict[str, Any], analysis_id: UUID) -> Analysis:
    """Tells each household what came of its requests; the measures are duties from now on."""
    return handlers.publish_analysis(db(), analysis_id=analysis_id)
