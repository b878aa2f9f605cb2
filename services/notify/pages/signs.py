"""标识: the register of signs, their inspection on a phone, and their labels (A1.3)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.models import Sign, SignCondition, SignKind
from services.notify.pages.notice_files import STAFF_ONLY
from services.notify.queries import SignFilter
from services.notify.schemas import (
    AddSignSchema,
    ChangeSignSchema,
    InspectSignFormSchema,
    RemoveSignSchema,
    SignFilterSchema,
)
from shared import audit, clock
from shared.attachments import JPEG
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of
from shared.web.qr import qr_data
from shared.web.trail import told

signs = Blueprint("sign_pages", __name__, url_prefix="/signs")
PAGE = 50


@signs.get("")
@reads("signs.read")
def overview() -> Any:
    filters = submitted(SignFilterSchema(), request.args)
    page = queries.signs(db(), SignFilter(**filters.facts), after=request.args.get("after"), limit=PAGE)
    return render_template(
        "signs.html",
        page=page,
        estates=queries.estates(db()),
        kinds=SignKind,
        conditions=SignCondition,
        today=_today(),
    )


@signs.post("/export")
@writes("signs.read")
def export() -> Any:
    chosen = SignFilter(**filters_of(SignFilterSchema()))
    return exported(
        List(
            N_("Signs"),
            _columns(),
            lambda session, after: queries.signs(session, chosen, after=after, limit=AT_ONCE),
        )
    )


@signs.get("/labels/<uuid:estate_id>")
@reads("signs.plan")
def labels(estate_id: UUID) -> Any:
    """A4, to be cut: the code leads whoever inspects the sign to its page."""
    estate, base = queries.estate(db(), estate_id), settings_of(db()).public_url
    rows = [(row, qr_data(base + url_for(".one", sign_id=row.id))) for row in queries.labels(db(), estate_id)]
    return render_template("sign_labels.html", estate=estate, rows=rows)


@signs.get("/new")
@reads("signs.plan")
def new() -> Any:
    return _form_page(None, blank({"kind": SignKind.WARNING, "interval_days": 30}), request.args.get("estate"))


@signs.post("/new")
@writes("signs.plan")
def add() -> Any:
    form = submitted(AddSignSchema())
    if form.valid and (row := form.attempt(lambda: handlers.add_sign(db(), photo=_sent_photo(), **form.facts))):
        flash(_("The sign is registered. Print its label."), "success")
        return see_other(url_for(".one", sign_id=row.id))
    return _form_page(None, form, request.form.get("estate_id")), 422


@signs.get("/<uuid:sign_id>")
@reads("signs.read")
def one(sign_id: UUID) -> Any:
    return _page(sign_id, blank())


@signs.get("/<uuid:sign_id>/photo")
@reads("signs.read")
def photo(sign_id: UUID) -> Response:
    return _picture(queries.sign_photo(db(), sign_id))


@signs.get("/<uuid:sign_id>/inspections/<uuid:inspection_id>/photo")
@reads("signs.read")
def inspection_photo(sign_id: UUID, inspection_id: UUID) -> Response:
    return _picture(queries.sign_photo(db(), sign_id, inspection_id))


@signs.get("/<uuid:sign_id>/edit")
@reads("signs.plan")
def edit_form(sign_id: UUID) -> Any:
    row = queries.sign(db(), sign_id)
    names = ("kind", "words", "spot", "building_id", "interval_days")
    return _form_page(row, blank({name: getattr(row, name) for name in names}), str(row.estate_id))


@signs.post("/<uuid:sign_id>/edit")
@writes("signs.plan")
def edit(sign_id: UUID) -> Any:
    form, row = submitted(ChangeSignSchema()), queries.sign(db(), sign_id)
    if form.valid and form.attempt(lambda: _changed(sign_id, form)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for(".one", sign_id=sign_id))
    return _form_page(queries.sign(db(), sign_id), form, str(row.estate_id)), 422


@signs.post("/<uuid:sign_id>/inspect")
@writes("signs.record")
def inspect(sign_id: UUID) -> Any:
    form = submitted(InspectSignFormSchema())
    if form.valid and (row := form.attempt(lambda: _inspected(sign_id, form))):
        flash(_("Recorded.") if row.sound else _("Recorded: the front desk opens a repair."), "success")
        return see_other(url_for(".one", sign_id=sign_id))
    return _page(sign_id, form), 422


@signs.post("/<uuid:sign_id>/remove")
@writes("signs.plan")
def remove(sign_id: UUID) -> Any:
    form = submitted(RemoveSignSchema())
    if form.valid and form.attempt(lambda: handlers.remove_sign(db(), sign_id=sign_id, **form.facts)) is not None:
        flash(_("The sign hangs no longer."), "success")
        return see_other(url_for(".one", sign_id=sign_id))
    return _page(sign_id, form), 422


def _changed(sign_id: UUID, form: Form) -> Sign:
    return handlers.change_sign(db(), sign_id=sign_id, photo=_sent_photo(), **form.facts)


def _inspected(sign_id: UUID, form: Form) -> Any:
    return handlers.inspect_sign(db(), sign_id=sign_id, photo=_sent_photo(), **form.facts)


def _sent_photo() -> bytes:
    file = request.files.get("photo")
    return file.read() if file else b""


def _picture(content: bytes) -> Response:
    answer = Response(content, content_type=JPEG)
    answer.headers["Cache-Control"] = STAFF_ONLY
    return answer


def _today() -> Any:
    return clock.today(site().settings.site_zone)


def _page(sign_id: UUID, form: Form) -> str:
    row = queries.sign(db(), sign_id)
    return render_template(
        "sign.html",
        sign=row,
        estate=queries.estate(db(), row.estate_id),
        form=form,
        today=_today(),
        history=[told(each) for each in audit.trail(db(), subject=sign_id).items],
    )


def _form_page(row: Sign | None, form: Form, chosen: str | None) -> str:
    estates = queries.estates(db())
    estate = next((each for each in estates if str(each.id) == chosen), next(iter(estates), None))
    return render_template(
        "sign_edit.html",
        sign=row,
        estate=estate,
        estates=estates,
        buildings=queries.buildings(db(), estate.id) if estate else [],
        kinds=SignKind,
        form=form,
        today=_today(),
    )


def _columns() -> list[Column[Sign]]:
    estates = {row.id: row.name for row in queries.estates(db())}
    return [
        Column(N_("Number"), lambda row: row.number),
        Column(N_("Estate"), lambda row: estates.get(row.estate_id)),
        Column(N_("Kind"), lambda row: label(row.kind)),
        Column(N_("What it says"), lambda row: row.words),
        Column(N_("Where it hangs"), lambda row: row.where),
        Column(N_("Installed"), lambda row: row.installed_on),
        Column(N_("Inspect by"), lambda row: row.next_due_on),
        Column(N_("Defect"), lambda row: row.defect.description if row.defect else ""),
    ]
