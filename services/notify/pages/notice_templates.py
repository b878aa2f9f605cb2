"""模板: texts with fields, kept by who approves, used by who writes."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from services.notify import handlers, queries
from services.notify.models import OUTAGES, WRITTEN_BY_HAND, NoticeKind, NoticeTemplate
from services.notify.schemas import EditTemplateSchema, TemplateValuesSchema, UseTemplateFormSchema
from shared.web import Form, blank, db, reads, see_other, submitted, writes

notice_templates = Blueprint("notice_templates", __name__, url_prefix="/notice-templates")
FIELD = "field."


@notice_templates.get("")
@reads("notices.write")
def overview() -> Any:
    return render_template("notice_templates.html", rows=queries.notice_templates(db()))


@notice_templates.get("/new")
@reads("notices.approve")
def new() -> Any:
    return _form_page(None, blank({"kind": NoticeKind.NOTICE}))


@notice_templates.post("/new")
@writes("notices.approve")
def add() -> Any:
    form = submitted(EditTemplateSchema())
    if form.valid and form.attempt(lambda: handlers.add_template(db(), **form.facts)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for(".overview"))
    return _form_page(None, form), 422


@notice_templates.get("/<uuid:template_id>/edit")
@reads("notices.approve")
def edit_form(template_id: UUID) -> Any:
    row = queries.notice_template(db(), template_id)
    return _form_page(row, blank({name: getattr(row, name) for name in EditTemplateSchema().fields}))


@notice_templates.post("/<uuid:template_id>/edit")
@writes("notices.approve")
def change(template_id: UUID) -> Any:
    form = submitted(EditTemplateSchema())
    facts = {"template_id": template_id, **form.facts}
    if form.valid and form.attempt(lambda: handlers.change_template(db(), **facts)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for(".overview"))
    return _form_page(queries.notice_template(db(), template_id), form), 422


@notice_templates.post("/<uuid:template_id>/retire")
@writes("notices.approve")
def retire(template_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.retire_template(db(), template_id=template_id)) is None:
        return _form_page(queries.notice_template(db(), template_id), form), 422
    flash(_("The template is no longer offered."), "success")
    return see_other(url_for(".overview"))


@notice_templates.get("/<uuid:template_id>")
@reads("notices.write")
def use_form(template_id: UUID) -> Any:
    return _use_page(template_id, blank())


@notice_templates.post("/<uuid:template_id>")
@writes("notices.write")
def use(template_id: UUID) -> Any:
    """On to the draft, to finish it."""
    form = submitted(UseTemplateFormSchema())
    typed = {name.removeprefix(FIELD): text for name, text in request.form.items() if name.startswith(FIELD)}
    values = submitted(TemplateValuesSchema(), MultiDict({"values": typed}))
    form.errors |= values.errors
    facts = {"template_id": template_id, **form.facts, **values.facts}
    if form.valid and (notice := form.attempt(lambda: handlers.draft_from_template(db(), **facts))):
        flash(_("Saved as a draft. Submit it when it is finished."), "success")
        return see_other(url_for("notice_pages.edit_form", notice_id=notice.id))
    return _use_page(template_id, form), 422


def _form_page(row: NoticeTemplate | None, form: Form) -> str:
    return render_template("notice_template_edit.html", row=row, form=form, kinds=WRITTEN_BY_HAND)


def _use_page(template_id: UUID, form: Form) -> str:
    row, estates = queries.notice_template(db(), template_id), queries.estates(db())
    outage = row.kind in OUTAGES
    return render_template("notice_template_use.html", row=row, form=form, estates=estates, outage=outage)
