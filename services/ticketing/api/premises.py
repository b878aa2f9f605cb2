"""Estates, and their buildings, floors and units."""

from typing import Any
from uuid import UUID

from services.ticketing import queries
from services.ticketing.models import Estate, Premises
from services.ticketing.schemas import EstateSchema, PremisesFilterSchema, PremisesSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads

premises = ApiBlueprint("premises", __name__, url_prefix="/api/v1", description="Estates and premises")


@premises.get("/estates")
@reads("premises.read")
@premises.response(200, page_schema(EstateSchema))
def list_estates() -> Page[Estate]:
    """The estates that the caller sees, all of them on one page."""
    return Page(queries.estates(db()), None)


@premises.get("/estates/<uuid:estate_id>")
@reads("premises.read")
@premises.response(200, EstateSchema)
def get_estate(estate_id: UUID) -> Estate:
    """One estate."""
    return queries.estate(db(), estate_id)


@premises.get("/premises")
@reads("premises.read")
@premises.arguments(page_args(PremisesFilterSchema), location="query")
@premises.response(200, page_schema(PremisesSchema))
def list_premises(args: dict[str, Any]) -> Page[Premises]:
    """Buildings, floors and units by their path."""
    return queries.premises(db(), **args)


@premises.get("/premises/<uuid:place_id>")
@reads("premises.read")
@premises.response(200, PremisesSchema)
def get_place(place_id: UUID) -> Premises:
    """One building, floor or unit."""
    return queries.place(db(), place_id)
