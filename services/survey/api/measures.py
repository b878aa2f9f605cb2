"""What is done about a quarter's opinions, by whom and until when (A2.8)."""

from typing import Any
from uuid import UUID

from services.survey import handlers, queries
from services.survey.models import Measure
from services.survey.schemas import (
    FinishMeasureSchema,
    MeasureFilterSchema,
    MeasureSchema,
    MeasureToldSchema,
    OwedSchema,
)
from shared.fields import NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

measures = ApiBlueprint("measures", __name__, url_prefix="/api/v1", description="Measures of the quarterly analysis")


@measures.get("/measures")
@reads("analyses.read")
@measures.arguments(page_args(MeasureFilterSchema), location="query")
@measures.response(200, page_schema(OwedSchema))
def list_measures(args: dict[str, Any]) -> Page[queries.Owed]:
    """Those that are to be done, the soonest first."""
    mine = not args.pop("everybody")
    return queries.measures(db(), mine=mine, **args)


@measures.post("/analyses/<uuid:analysis_id>/measures")
@writes("analyses.write")
@measures.arguments(MeasureSchema)
@measures.response(201, MeasureToldSchema)
def add_measure(facts: dict[str, Any], analysis_id: UUID) -> Measure:
    """Adds what is to be done, while the analysis is a draft."""
    return handlers.add_measure(db(), analysis_id=analysis_id, **facts)


@measures.post("/measures/<uuid:measure_id>")
@writes("analyses.write")
@measures.arguments(MeasureSchema)
@measures.response(200, MeasureToldSchema)
def change_measure(facts: dict[str, Any], measure_id: UUID) -> Measure:
    """Another wording, owner or day."""
    return handlers.change_measure(db(), measure_id=measure_id, **facts)


@measures.post("/measures/<uuid:measure_id>/drop")
@writes("analyses.write")
@measures.arguments(NothingSchema, required=False)
@measures.response(200, MeasureToldSchema)
def drop_measure(_nothing: dict[str, Any], measure_id: UUID) -> Measure:
    """Takes it out of the draft."""
    return handlers.drop_measure(db(), measure_id=measure_id)


@measures.post("/measures/<uuid:measure_id>/done")
@writes("measures.report")
@measures.arguments(FinishMeasureSchema)
@measures.response(200, MeasureToldSchema)
def finish_measure(facts: dict[str, Any], measure_id: UUID) -> Measure:
    """Its owner says what was done, or somebody who writes analyses."""
    return handlers.finish_measure(db(), measure_id=measure_id, **facts)
