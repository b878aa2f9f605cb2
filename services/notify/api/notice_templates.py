"""Templates of notices, and drafts from them."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import Notice, NoticeTemplate
from services.notify.schemas import (
    EditTemplateSchema,
    NothingSchema,
    NoticeSchema,
    TemplateSchema,
    UseTemplateSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

notice_templates = ApiBlueprint(
    "notice_templates_api", __name__, url_prefix="/api/v1/notice-templates", description="Templates of notices"
)


@notice_templates.get("")
@reads("notices.read")
@notice_templates.response(200, page_schema(TemplateSchema))
def list_templates() -> Page[NoticeTemplate]:
    """Those in use, all of them on one page."""
    return Page(queries.notice_templates(db()), None)


@notice_templates.post("")
@writes("notices.approve")
@notice_templates.arguments(EditTemplateSchema)
@notice_templates.response(201, TemplateSchema)
def add_template(facts: dict[str, Any]) -> NoticeTemplate:
    """Adds a template."""
    return handlers.add_template(db(), **facts)


@notice_templates.put("/<uuid:template_id>")
@writes("notices.approve")
@notice_templates.arguments(EditTemplateSchema)
@notice_templates.response(200, TemplateSchema)
def change_template(facts: dict[str, Any], template_id: UUID) -> NoticeTemplate:
    """Writes a template anew."""
    return handlers.change_template(db(), template_id=template_id, **facts)


@notice_templates.post("/<uuid:template_id>/retire")
@writes("notices.approve")
@notice_templates.arguments(NothingSchema, required=False)
@notice_templates.response(200, TemplateSchema)
def retire_template(_nothing: dict[str, Any], template_id: UUID) -> NoticeTemplate:
    """It is no longer offered."""
    return handlers.retire_template(db(), template_id=template_id)


@notice_templates.post("/<uuid:template_id>/use")
@writes("notices.write")
@notice_templates.arguments(UseTemplateSchema)
@notice_templates.response(201, NoticeSchema)
def use_template(facts: dict[str, Any], template_id: UUID) -> Notice:
    """A draft with its fields filled in."""
    return handlers.draft_from_template(db(), template_id=template_id, **facts)
