"""录入: keying in what came back on paper, without leaving the keyboard (A2.1)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from services.survey.models import Document, PaperEntry
from services.survey.pages.coded import decoded, encoded, fields_of
from services.survey.schemas import SerialSchema
from shared.errors import NotFound
from shared.web import Form, blank, db, reads, see_other, submitted, writes

entry = Blueprint("entry_pages", __name__, url_prefix="/campaigns/<uuid:campaign_id>/entry")


@entry.get("")
@reads("surveys.enter")
def one(campaign_id: UUID) -> Any:
    return _page(campaign_id, blank(), again=False)


@entry.post("")
@writes("surveys.enter")
def enter(campaign_id: UUID) -> Any:
    return _keyed(campaign_id, handlers.enter_sheet, again=False)


@entry.get("/again")
@reads("surveys.enter")
def second(campaign_id: UUID) -> Any:
    """The second entry, by somebody else."""
    return _page(campaign_id, blank(), again=True)


@entry.post("/again")
@writes("surveys.enter")
def enter_again(campaign_id: UUID) -> Any:
    return _keyed(campaign_id, handlers.enter_again, again=True)


@entry.get("/<int:serial>")
@reads("surveys.enter")
def differences(campaign_id: UUID, serial: int) -> Any:
    """Both entries beside each other, where they differ."""
    return _differences(campaign_id, serial, None)


@entry.post("/<int:serial>")
@writes("surveys.enter")
def settle(campaign_id: UUID, serial: int) -> Any:
    document = queries.campaign(db(), campaign_id).campaign.edition.document
    form = blank(request.form.to_dict())
    facts: dict[str, Any] = {"serial": serial, "given": decoded(document, form.values)}
    if form.attempt(lambda: handlers.settle_sheet(db(), campaign_id=campaign_id, **facts)) is not None:
        flash(_("Settled. Form No. %(serial)s is counted.", serial=serial), "success")
        return see_other(url_for(".second", campaign_id=campaign_id))
    return _differences(campaign_id, serial, form), 422


def _keyed(campaign_id: UUID, verb: Callable[..., PaperEntry | None], *, again: bool) -> Any:
    document = queries.campaign(db(), campaign_id).campaign.edition.document
    number = submitted(SerialSchema())
    form = Form(request.form.to_dict(), number.facts, number.errors)
    if form.valid:
        given, serial = decoded(document, form.values), number.facts["serial"]
        kept: list[PaperEntry | None] = []
        form.attempt(lambda: kept.append(verb(db(), campaign_id=campaign_id, serial=serial, given=given)))
        if kept:
            return _next(campaign_id, serial, kept[0], again=again)
    return _page(campaign_id, form, again=again), 422


def _next(campaign_id: UUID, serial: int, kept: PaperEntry | None, *, again: bool) -> Any:
    if again and kept is not None and not kept.settled:
        flash(_("The two entries of form No. %(serial)s differ. Look at the paper.", serial=serial), "warning")
        return see_other(url_for(".differences", campaign_id=campaign_id, serial=serial))
    flash(_("Form No. %(serial)s is kept.", serial=serial), "success")
    return see_other(url_for(".second" if again else ".one", campaign_id=campaign_id))


def _page(campaign_id: UUID, form: Form, *, again: bool) -> str:
    running = queries.campaign(db(), campaign_id)
    return render_template(
        "entry.html",
        running=running,
        form=form,
        again=again,
        waiting=queries.waiting_entries(db(), campaign_id) if running.campaign.double_entry else [],
        fields={row.key: fields_of(row) for row in running.campaign.edition.document.questions},
    )


def _differences(campaign_id: UUID, serial: int, form: Form | None) -> str:
    running = queries.campaign(db(), campaign_id)
    keyed = queries.keyed(db(), campaign_id, serial)
    if keyed.entry.settled or keyed.entry.second is None:
        raise NotFound
    document: Document = running.campaign.edition.document
    first, second = encoded(document, keyed.sheet.values), encoded(document, keyed.entry.second)
    lines = [field for row in document.questions for field in fields_of(row)]
    return render_template(
        "entry_differences.html",
        running=running,
        entry=keyed.entry,
        form=form or blank(first),
        lines=[(field, first.get(field.name, ""), second.get(field.name, "")) for field in lines],
    )
