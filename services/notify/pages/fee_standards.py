"""收费标准: what the management fee is and on which decision it rests, for staff (C3.1)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.models import FeeStandard
from services.notify.pages.notice_files import STAFF_ONLY
from services.notify.schemas import AddStandardSchema, ReplaceStandardSchema
from services.notify.schemas.values import in_yuan
from shared import clock
from shared.attachments import JPEG
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.exports import Column, List, exported, whole

fee_standards = Blueprint("fee_standard_pages", __name__, url_prefix="/fee-standards")
COLUMNS: list[Column[FeeStandard]] = [
    Column(N_("Fee"), lambda row: row.name),
    Column(N_("Price"), lambda row: in_yuan(row.price_fen)),
    Column(N_("Unit of measure"), lambda row: row.unit),
    Column(N_("Basis"), lambda row: row.basis),
    Column(N_("Remark"), lambda row: row.note),
    Column(N_("Valid from"), lambda row: row.valid_from),
    Column(N_("Valid until"), lambda row: row.valid_until),
    Column(N_("Approved by"), lambda row: row.approved_by),
]


@fee_standards.get("")
@reads("fees.read")
def overview() -> Any:
    """``estate`` chooses one of the reader's; without it the first."""
    estates = queries.estates(db())
    estate = next((row for row in estates if str(row.id) == request.args.get("estate")), next(iter(estates), None))
    rows = queries.fee_standards(db(), estate.id, _today(), coming=True) if estate else []
    return render_template("fee_standards.html", estates=estates, estate=estate, rows=rows, today=_today())


@fee_standards.post("/export/<uuid:estate_id>")
@writes("fees.read")
def export(estate_id: UUID) -> Any:
    estate, today = queries.estate(db(), estate_id), _today()
    rows = whole(lambda session: queries.fee_standards(session, estate.id, today, coming=True))
    return exported(List(N_("Fee standards"), COLUMNS, rows))


@fee_standards.get("/new")
@reads("fees.edit")
def new() -> Any:
    return _form_page(None, blank({"estate_id": request.args.get("estate")}))


@fee_standards.post("/new")
@writes("fees.edit")
def add() -> Any:
    form = submitted(AddStandardSchema())
    if form.valid and (row := form.attempt(lambda: handlers.add_standard(db(), **form.facts, **_document()))):
        flash(_("Approved. It is on the board from its day on."), "success")
        return see_other(url_for(".overview", estate=row.estate_id))
    return _form_page(None, form), 422


@fee_standards.get("/<uuid:standard_id>")
@reads("fees.read")
def one(standard_id: UUID) -> Any:
    row = queries.fee_standard(db(), standard_id)
    told = {name: getattr(row, name) for name in ("name", "unit", "basis", "note")}
    return _form_page(row, blank({**told, "price": in_yuan(row.price_fen)}))


@fee_standards.post("/<uuid:standard_id>")
@writes("fees.edit")
def replace(standard_id: UUID) -> Any:
    form = submitted(ReplaceStandardSchema())
    if form.valid and (row := form.attempt(lambda: _replaced(standard_id, form))):
        flash(_("Approved. It is on the board from its day on."), "success")
        return see_other(url_for(".overview", estate=row.estate_id))
    return _form_page(queries.fee_standard(db(), standard_id), form), 422


@fee_standards.post("/<uuid:standard_id>/end")
@writes("fees.edit")
def end(standard_id: UUID) -> Any:
    form = blank()
    if row := form.attempt(lambda: handlers.end_standard(db(), standard_id=standard_id)):
        flash(_("Nobody pays it from today on."), "success")
        return see_other(url_for(".overview", estate=row.estate_id))
    return _form_page(queries.fee_standard(db(), standard_id), form), 422


@fee_standards.get("/<uuid:standard_id>/document")
@reads("fees.read")
def document(standard_id: UUID) -> Response:
    return document_answer(queries.fee_standard(db(), standard_id), STAFF_ONLY)


def document_answer(row: FeeStandard, caching: str) -> Response:
    """A picture to be shown, a document to be saved: browsers shall not open what others made within our pages."""
    answer = Response(queries.fee_document(db(), row), content_type=row.document_type)
    if row.document_type != JPEG:
        answer.headers.set("Content-Disposition", "attachment", filename=row.document_name)
    answer.headers["Cache-Control"] = caching
    return answer


def _replaced(standard_id: UUID, form: Form) -> FeeStandard:
    return handlers.replace_standard(db(), standard_id=standard_id, **form.facts, **_document())


def _document() -> dict[str, Any]:
    file = request.files.get("document")
    return {"document": file.read(), "document_name": file.filename} if file and file.filename else {}


def _form_page(row: FeeStandard | None, form: Form) -> str:
    history = queries.fee_standard_history(db(), row.standard_id) if row else []
    return render_template(
        "fee_standard.html", row=row, form=form, history=history, estates=queries.estates(db()), today=_today()
    )


def _today() -> Any:
    return clock.today(site().settings.site_zone)
