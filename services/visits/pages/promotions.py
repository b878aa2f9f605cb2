"""Promotional events: the developer's requirements as a checklist, and changes coordinated with it (B4.1.2)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import PromotionState
from services.visits.queries import Prepared
from services.visits.schemas import (
    AcknowledgeChangeSchema,
    PreparePromotionFormSchema,
    PromotionFilterSchema,
    ReasonSchema,
    RequestChangeSchema,
    RequirementSchema,
)
from shared.actors import staff_actor
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of

PAGE = 50
promotions = Blueprint("promotion_pages", __name__, url_prefix="/parties/events")


@promotions.get("")
@reads("visits.read")
def overview() -> Any:
    return _overview(blank())


@promotions.post("")
@writes("parties.keep")
def prepare() -> Any:
    form = submitted(PreparePromotionFormSchema())
    if form.valid and (row := form.attempt(lambda: handlers.prepare_promotion(db(), **form.facts))):
        flash(_("Now note what the developer requires, one after the other."), "success")
        return see_other(url_for(".one", promotion_id=row.id))
    return _overview(form), 422


@promotions.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = filters_of(PromotionFilterSchema())
    rows = lambda session, after: queries.promotions(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Promotional events"), COLUMNS, rows))


@promotions.get("/<uuid:promotion_id>")
@reads("visits.read")
def one(promotion_id: UUID) -> Any:
    return _page(promotion_id, blank())


@promotions.get("/<uuid:promotion_id>/print")
@reads("visits.read")
def on_paper(promotion_id: UUID) -> Any:
    """The checklist, to be ticked off on site."""
    found, tasks = queries.promotion(db(), promotion_id), queries.party_tasks(db(), source_id=promotion_id).items
    return render_template("promotion_print.html", found=found, tasks=tasks)


@promotions.post("/<uuid:promotion_id>/requirements")
@writes("parties.keep")
def require(promotion_id: UUID) -> Any:
    form = submitted(RequirementSchema())
    act = lambda: handlers.add_requirement(db(), promotion_id=promotion_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, promotion_id, _("Noted."))


@promotions.post("/<uuid:promotion_id>/changes")
@writes("parties.record")
def request_change(promotion_id: UUID) -> Any:
    form = submitted(RequestChangeSchema())
    act = lambda: handlers.request_change(db(), promotion_id=promotion_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, promotion_id, _("Who is named has been told, and coordinates it today."))


@promotions.post("/changes/<uuid:change_id>/acknowledge")
@writes("parties.record")
def acknowledge(change_id: UUID) -> Any:
    form, promotion_id = submitted(AcknowledgeChangeSchema()), queries.promotion_change(db(), change_id).promotion_id
    act = lambda: handlers.acknowledge_change(db(), change_id=change_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, promotion_id, _("Acknowledged."))


@promotions.post("/<uuid:promotion_id>/hold")
@writes("parties.keep")
def hold(promotion_id: UUID) -> Any:
    act = lambda: handlers.hold_promotion(db(), promotion_id=promotion_id)  # noqa: E731 - one call
    return _done(blank(), act, promotion_id, _("It took place."))


@promotions.post("/<uuid:promotion_id>/call-off")
@writes("parties.keep")
def call_off(promotion_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    act = lambda: handlers.call_off_promotion(db(), promotion_id=promotion_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, promotion_id, _("Called off."))


COLUMNS: list[Column[Prepared]] = [
    Column(N_("When?"), lambda row: row.promotion.starts_at),
    Column(N_("Promotional event"), lambda row: row.promotion.title),
    Column(N_("Party"), lambda row: row.promotion.party.name),
    Column(N_("Place"), lambda row: row.promotion.place),
    Column(N_("Requirements"), lambda row: row.count),
    Column(N_("Done"), lambda row: row.done),
    Column(N_("Changes to coordinate"), lambda row: row.waiting),
    Column(N_("State"), lambda row: label(row.promotion.state)),
]


def _overview(form: Form) -> str:
    filters = submitted(PromotionFilterSchema(), request.args)
    return render_template(
        "promotions.html",
        page=queries.promotions(db(), **filters.facts, after=request.args.get("after"), limit=PAGE),
        developers=queries.developers(db()),
        states=PromotionState,
        form=form,
    )


def _page(promotion_id: UUID, form: Form) -> str:
    found = queries.promotion(db(), promotion_id)
    return render_template(
        "promotion.html",
        found=found,
        form=form,
        tasks=queries.party_tasks(db(), source_id=promotion_id).items,
        staff=[row for row in queries.staff(db()) if staff_actor(row).sees(found.promotion.estate_id)],
        today=queries.today(db()),
    )


def _done(form: Form, act: Callable[[], Any], promotion_id: UUID, said: str) -> Any:
    """Back to the event with a word on what was done, or with what stands in the way."""
    if not form.errors and form.attempt(act) is not None:
        flash(said, "success")
        return see_other(url_for(".one", promotion_id=promotion_id))
    return _page(promotion_id, form), 422
