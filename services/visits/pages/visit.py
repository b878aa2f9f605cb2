"""走访: one visit, made where the household is, with or without a connection (C1.4.4, C1.4.5)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import AHEAD, BY_HAND, SCORES, NeedKind
from services.visits.schemas import (
    MissVisitSchema,
    MoveVisitFormSchema,
    RecordVisitFormSchema,
    ScheduleVisitFormSchema,
    VisitReasonSchema,
)
from shared import clock
from shared.web import Form, blank, db, open_to_all, reads, see_other, service_worker, site, submitted, writes

visit = Blueprint("visit_page", __name__, url_prefix="/visit")
NEED_LINES = (1, 2, 3)


@visit.get("/offline.js")
@open_to_all
def offline() -> Any:
    """The pages of visits are opened where they are, connection or not."""
    return service_worker()


@visit.get("/new")
@reads("visits.record")
def new() -> str:
    """``customer_id`` chooses the household; ``text`` looks for it."""
    return _new_page(blank(request.args))


@visit.post("/new")
@writes("visits.record")
def schedule() -> Any:
    form = submitted(ScheduleVisitFormSchema())
    if form.valid and (row := form.attempt(lambda: handlers.schedule_visit(db(), **form.facts))):
        flash(_("The visit has been planned."), "success")
        return see_other(url_for(".one", visit_id=row.id))
    return _new_page(form), 422


@visit.get("/<uuid:visit_id>")
@reads("visits.read")
def one(visit_id: UUID) -> str:
    return _page(visit_id, blank({"visited_at": _now()}))


@visit.post("/<uuid:visit_id>/record")
@writes("visits.record")
def record(visit_id: UUID) -> Any:
    return _step(visit_id, submitted(RecordVisitFormSchema()), _record, _("The visit has been recorded."))


@visit.post("/<uuid:visit_id>/absent")
@writes("visits.record")
def miss(visit_id: UUID) -> Any:
    return _step(visit_id, submitted(MissVisitSchema()), handlers.miss_visit, _("Nobody met: noted."))


@visit.post("/<uuid:visit_id>/confirm")
@writes("visits.record")
def confirm(visit_id: UUID) -> Any:
    return _step(visit_id, blank(), handlers.confirm_visit, _("The time is agreed."))


@visit.post("/<uuid:visit_id>/move")
@writes("visits.record")
def move(visit_id: UUID) -> Any:
    return _step(visit_id, submitted(MoveVisitFormSchema()), handlers.move_visit, _("The visit has been moved."))


@visit.post("/<uuid:visit_id>/refuse")
@writes("visits.record")
def refuse(visit_id: UUID) -> Any:
    return _step(visit_id, submitted(VisitReasonSchema()), handlers.refuse_visit, _("Refused: noted."))


@visit.post("/<uuid:visit_id>/cancel")
@writes("visits.plan")
def cancel(visit_id: UUID) -> Any:
    return _step(visit_id, submitted(VisitReasonSchema()), handlers.cancel_visit, _("The visit has been cancelled."))


@visit.post("/<uuid:visit_id>/keep-promise")
@writes("visits.record")
def keep_promise(visit_id: UUID) -> Any:
    return _step(visit_id, blank(), handlers.keep_promise, _("The promise is kept."))


def _record(session: Any, *, needs: list[dict[str, Any]], **facts: Any) -> Any:
    return handlers.record_visit(session, **facts, needs=[handlers.Need(**need) for need in needs])


def _step(visit_id: UUID, form: Form, verb: Callable[..., object], done: str) -> Any:
    if form.valid and form.attempt(lambda: verb(db(), visit_id=visit_id, **form.facts)) is not None:
        flash(done, "success")
        return see_other(url_for(".one", visit_id=visit_id))
    return _page(visit_id, form), 422


def _now() -> str:
    return clock.now().astimezone(site().settings.site_zone).strftime("%Y-%m-%dT%H:%M")


def _page(visit_id: UUID, form: Form) -> str:
    found = queries.told(db(), visit_id)
    return render_template(
        "visit.html",
        told=found,
        found=found.listed,
        form=form,
        is_ahead=found.visit.state in AHEAD,
        now=_now(),
        pictures=queries.visit_pictures(db(), visit_id),
        today=queries.today(db()),
        lines=NEED_LINES,
        need_kinds=NeedKind,
        scores=[(str(score), _(words)) for score, words in SCORES.items()],
        visitors=queries.visitors(db(), found.visit.estate_id),
    )


def _new_page(form: Form) -> str:
    customer_id = form.facts.get("customer_id") or _uuid(form.values.get("customer_id"))
    customer = queries.household(db(), customer_id) if customer_id else None
    return render_template(
        "visit_new.html",
        form=form,
        customer=customer,
        found=queries.households(db(), request.args.get("text", "").strip()),
        visitors=queries.visitors(db(), customer.estate_id) if customer else [],
        kinds=BY_HAND,
    )


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
