"""The categories of requests, and what is proposed for each (C1.4.2)."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Category
from services.ticketing.schemas import AddCategorySchema, CategorySchema, ChangeCategorySchema, NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

categories = ApiBlueprint("categories", __name__, url_prefix="/api/v1/categories", description="Categories of requests")


@categories.get("")
@reads("tickets.open")
@categories.response(200, page_schema(CategorySchema))
def list_categories() -> Page[Category]:
    """The categories in use, all of them on one page."""
    return Page(queries.categories(db()), None)


@categories.post("")
@writes("categories.edit")
@categories.arguments(AddCategorySchema)
@categories.response(201, CategorySchema)
def add_category(facts: dict[str, Any]) -> Category:
    """Adds a category to a kind of request."""
    return handlers.add_category(db(), **facts)


@categories.post("/<uuid:category_id>")
@writes("categories.edit")
@categories.arguments(ChangeCategorySchema)
@categories.response(200, CategorySchema)
def change_category(facts: dict[str, Any], category_id: UUID) -> Category:
    """Renames a category, or proposes another team or urgency for it."""
    return handlers.change_category(db(), category_id=category_id, **facts)


@categories.post("/<uuid:category_id>/retire")
@writes("categories.edit")
@categories.arguments(NothingSchema, required=False)
@categories.response(200, CategorySchema)
def retire_category(_nothing: dict[str, Any], category_id: UUID) -> Category:
    """Offers the category no longer; requests that have it keep it."""
    return handlers.retire_category(db(), category_id=category_id)
