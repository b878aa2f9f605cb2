"""A household agrees to the time of a visit or chooses another, by its own link and without an account."""

from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, url_for

from services.visits import handlers, queries
from services.visits.handlers.slot_links import LASTS_DAYS, visit_of
from services.visits.models import AHEAD
from services.visits.queries import Listed
from services.visits.schemas import ChooseSlotSchema
from shared import clock
from shared.errors import NotFound
from shared.web import PUBLIC, Form, blank, db, reads, see_other, submitted, writes

slots = Blueprint("slots", __name__, url_prefix="/slot")


@slots.get("/<token>")
@reads(PUBLIC, limit="60 per minute")
def ask(token: str) -> Any:
    found = _visit(token)
    return _page(found, blank()) if found else _unknown()


@slots.post("/<token>/agree")
@writes(PUBLIC, limit="30 per minute", keeps_answer=False)
def agree(token: str) -> Any:
    """Sent twice, it is agreed once."""
    found = _visit(token)
    if found is None:
        return _unknown()
    form = blank()
    if form.attempt(lambda: handlers.agree_to_slot(db(), visit_id=found.visit.id)) is not None:
        return see_other(url_for(".ask", token=token))
    return _page(found, form), 422


@slots.post("/<token>/choose")
@writes(PUBLIC, limit="30 per minute", keeps_answer=False)
def choose(token: str) -> Any:
    found = _visit(token)
    if found is None:
        return _unknown()
    form = submitted(ChooseSlotSchema())
    if form.valid and (
        form.attempt(lambda: handlers.choose_slot(db(), visit_id=found.visit.id, **form.facts)) is not None
    ):
        return see_other(url_for(".ask", token=token))
    return _page(found, form), 422


def _visit(token: str) -> Listed | None:
    visit_id = visit_of(db(), token)
    try:
        return queries.visit(db(), visit_id) if visit_id else None
    except NotFound:
        return None


def _unknown() -> Any:
    return render_template("slot_unknown.html", days=LASTS_DAYS), 404


def _page(found: Listed, form: Form) -> str:
    visit = found.visit
    is_open = visit.state in AHEAD and visit.starts_at is not None and visit.starts_at > clock.now()
    offered: list[datetime] = handlers.offered_slots(db(), visit) if is_open else []
    return render_template("slot.html", found=found, is_open=is_open, offered=offered, form=form)
