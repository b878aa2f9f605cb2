"""服务承诺: the times that are promised, and who is told when they run out (C2.5, C2.6)."""

from itertools import zip_longest
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import (
    LADDER,
    Area,
    Calendar,
    ClockKind,
    Commitment,
    TicketKind,
    Tier,
)
from services.ticketing.pages.columns import COMMITMENTS
from services.ticketing.schemas import CommitmentFormSchema, NewCommitmentFormSchema
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import List, exported, whole

commitments = Blueprint("commitment_pages", __name__, url_prefix="/commitments")


@commitments.get("")
@reads("tickets.read")
def overview() -> Any:
    return render_template("commitments.html", commitments=sorted(queries.commitments(db()), key=by_urgency))


@commitments.post("/export")
@writes("tickets.read")
def export() -> Any:
    rows = whole(lambda session: sorted(queries.commitments(session), key=by_urgency))
    return exported(List(N_("Commitments"), COMMITMENTS, rows))


@commitments.get("/<uuid:commitment_id>")
@reads("commitments.edit")
def one(commitment_id: UUID) -> Any:
    row = queries.commitment(db(), commitment_id)
    steps = {
        "percents": [step.percent for step in row.escalation],
        "minutes_after": [step.minutes_after for step in row.escalation],
        "roles": [step.role for step in row.escalation],
    }
    return _page(row, blank({"target": row.target, "minutes": row.minutes, "calendar": row.calendar, **steps}))


@commitments.get("/new")
@reads("commitments.edit")
def new() -> Any:
    return _page(
        None, blank({"tier": Tier.NORMAL, "calendar": Calendar.ALWAYS, "percents": [50, 100], "roles": LADDER[1:3]})
    )


@commitments.post("/new")
@writes("commitments.edit")
def add() -> Any:
    form = submitted(NewCommitmentFormSchema())
    if form.valid and form.attempt(lambda: handlers.add_commitment(db(), **form.facts)) is not None:
        flash(_("Promised from now on. Clocks that run already keep what was promised before."), "success")
        return see_other(url_for(".overview"))
    return _page(None, form), 422


@commitments.post("/<uuid:commitment_id>/withdraw")
@writes("commitments.edit")
def withdraw(commitment_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.withdraw_commitment(db(), commitment_id=commitment_id)) is None:
        return _page(queries.commitment(db(), commitment_id), form), 422
    flash(_("No longer promised. Clocks that run already keep what was promised before."), "success")
    return see_other(url_for(".overview"))


@commitments.post("/<uuid:commitment_id>")
@writes("commitments.edit")
def change(commitment_id: UUID) -> Any:
    form = submitted(CommitmentFormSchema())
    if form.valid and (
        form.attempt(lambda: handlers.replace_commitment(db(), commitment_id=commitment_id, **form.facts)) is not None
    ):
        flash(_("Promised from now on. Clocks that run already keep what was promised before."), "success")
        return see_other(url_for(".overview"))
    return _page(queries.commitment(db(), commitment_id), form), 422


def _page(row: Commitment | None, form: Form) -> str:
    """``row`` None for a new one. One more line than there are steps, for another one."""
    percents, later, roles = (form.values.get(name, []) for name in ("percents", "minutes_after", "roles"))
    return render_template(
        "commitment.html",
        row=row,
        form=form,
        steps=[*zip_longest(percents, later, roles, fillvalue=""), ("", "", LADDER[-1])],
        ladder=[(role, label(role)) for role in LADDER],
        calendars=[(value, label(value)) for value in Calendar],
        kinds=TicketKind,
        areas=Area,
        tiers=Tier,
        clocks=ClockKind,
    )


def by_urgency(row: Commitment) -> tuple[int, str, int]:
    return list(TicketKind).index(row.kind), row.area or "", list(Tier).index(row.tier)
