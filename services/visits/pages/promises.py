"""承诺: what was promised on visits, to be kept by its day (C1.4.5)."""

from typing import Any

from flask import Blueprint, render_template, request

from services.visits import queries
from services.visits.models import PromiseState
from services.visits.queries import Promised
from services.visits.schemas import PromiseFilterSchema
from shared.errors import N_
from shared.web import db, reads, submitted, writes
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of

PAGE = 50
promises = Blueprint("promise_pages", __name__, url_prefix="/promises")


@promises.get("")
@reads("visits.read")
def overview() -> Any:
    filters = submitted(PromiseFilterSchema(), request.args)
    page = queries.promises(db(), **filters.facts, after=request.args.get("after"), limit=PAGE)
    return render_template("promises.html", page=page, states=PromiseState)


@promises.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = filters_of(PromiseFilterSchema())
    rows = lambda session, after: queries.promises(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Promises"), COLUMNS, rows))


COLUMNS: list[Column[Promised]] = [
    Column(N_("Promised until"), lambda row: row.record.promised_until),
    Column(N_("Place"), lambda row: row.visit.unit_path),
    Column(N_("What was promised?"), lambda row: row.record.promised),
    Column(N_("Officer"), lambda row: row.officer),
    Column(N_("Promise kept"), lambda row: row.record.kept_at),
]
