"""履职台账: the compliance calendar as a month, a list and a matrix; each number leads to the duties it counts."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.clauses import CLAUSES, add_months
from services.visits.models import DutyState
from services.visits.queries import DutyFilter, Owed
from services.visits.schemas import (
    DutyFilterSchema,
    MatrixFilterSchema,
    MonthFilterSchema,
    WaiveDutySchema,
    month_of,
)
from shared import clock
from shared.errors import N_
from shared.permissions import holders
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of

PAGE = 50
duties = Blueprint("duties_pages", __name__, url_prefix="/calendar")


@duties.get("")
@reads("visits.read")
def month() -> Any:
    """A month, day by day; a filter that means nothing is left out."""
    facts = _facts(MonthFilterSchema())
    first, day = month_of(facts.pop("month"), _today()), facts.pop("day")
    last = add_months(first, 1) - timedelta(days=1)
    chosen = DutyFilter(**{**facts, "since": None, "until": None})
    shown = DutyFilter(**{**facts, "since": day or first, "until": day or last})
    return render_template(
        "duties_month.html",
        first=first,
        weeks=_weeks(first),
        day=day,
        counts=queries.by_day(db(), first, last, chosen),
        page=queries.duties(db(), shown, after=request.args.get("after"), limit=PAGE),
        today=_today(),
        before=add_months(first, -1),
        following=add_months(first, 1),
        **_choices(),
    )


@duties.get("/list")
@reads("visits.read")
def listed() -> Any:
    page = queries.duties(db(), DutyFilter(**_facts(DutyFilterSchema())), after=request.args.get("after"), limit=PAGE)
    return render_template("duties_list.html", page=page, **_choices())


@duties.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = DutyFilter(**filters_of(DutyFilterSchema()))
    return exported(
        List(
            N_("Compliance calendar"),
            COLUMNS,
            lambda session, after: queries.duties(session, chosen, after=after, limit=AT_ONCE),
        )
    )


@duties.get("/matrix")
@reads("visits.read")
def matrix() -> Any:
    """Clause × month, or person × month."""
    facts = _facts(MatrixFilterSchema())
    year, by = facts.pop("year") or _today().year, facts.pop("by")
    chosen = DutyFilter(**{**facts, "since": None, "until": None})
    read = queries.by_person if by == "person" else queries.by_clause
    lines = read(db(), year, chosen)
    return render_template("duties_matrix.html", year=year, by=by, lines=lines, address=_address(year), **_choices())


@duties.get("/clauses")
@reads("visits.read")
def clauses() -> str:
    """The registry: what is owed, by whom, when, and what proves it."""
    return render_template("duties_clauses.html", clauses=CLAUSES)


@duties.get("/<uuid:duty_id>")
@reads("visits.read")
def duty(duty_id: UUID) -> str:
    return _duty(duty_id, blank())


@duties.post("/<uuid:duty_id>/waive")
@writes("duties.waive")
def waive(duty_id: UUID) -> Any:
    form = submitted(WaiveDutySchema())
    if form.valid and form.attempt(lambda: handlers.waive_duty(db(), duty_id=duty_id, **form.facts)) is not None:
        flash(_("Waived, in your name and with your reason."), "success")
        return see_other(url_for(".duty", duty_id=duty_id))
    return _duty(duty_id, form), 422


def about(row: Owed) -> str:
    return label(row.duty.label) if row.of_team else row.duty.label


COLUMNS: list[Column[Owed]] = [
    Column(N_("Clause"), lambda row: row.clause.clause),
    Column(N_("Duty"), lambda row: gettext(row.clause.title)),
    Column(N_("Estate"), lambda row: row.estate),
    Column(N_("About"), about),
    Column(N_("Period"), lambda row: row.duty.period),
    Column(N_("Owed by"), lambda row: row.owner or label(row.duty.role)),
    Column(N_("Due"), lambda row: row.duty.due_at),
    Column(N_("State"), lambda row: label(row.duty.state)),
    Column(N_("Done"), lambda row: row.duty.done_at),
    Column(N_("Evidence"), lambda row: row.duty.proof),
]


def _duty(duty_id: UUID, form: Form) -> str:
    return render_template("duty.html", found=queries.duty(db(), duty_id), form=form, waivers=holders("duties.waive"))


def _facts(schema: Any) -> dict[str, Any]:
    form = submitted(schema, request.args)
    facts: dict[str, Any] = form.facts if form.valid else schema.load({})
    return facts


def _choices() -> Mapping[str, Any]:
    """What the filters offer."""
    return {
        "about": about,
        "told": _teller(),
        "estates": queries.estates(db()),
        "people": queries.staff(db()),
        "entries": [(entry.id, f"{entry.clause} {gettext(entry.title)}") for entry in CLAUSES if not entry.waits],
        "states": [(state.value, label(state)) for state in DutyState],
    }


def _teller() -> Callable[[queries.Counts], str]:
    words = {state: label(state) for state in DutyState}

    def told(counts: queries.Counts) -> str:
        return ", ".join(f"{words[state]} {number}" for state, number in counts.by_state.items())

    return told


def _weeks(first: date) -> list[list[date]]:
    """The days of the month's weeks, from Monday to Sunday."""
    begins = first - timedelta(days=first.weekday())
    count = -(-((add_months(first, 1) - begins).days) // 7)
    return [[begins + timedelta(days=7 * week + day) for day in range(7)] for week in range(count)]


def _address(year: int) -> Callable[[queries.Line], Mapping[int | None, str]]:
    """Of the lists behind a line's cells by month, and behind the whole (None), with the filters of the page."""
    listed = url_for(".listed")
    kept = {name: request.args[name] for name in ("estate_id", "person", "state") if request.args.get(name)}
    spans: dict[int | None, str] = {number: _span(date(year, number, 1), 1) for number in range(1, 13)}
    spans[None] = _span(date(year, 1, 1), 12)

    def of_line(line: queries.Line) -> Mapping[int | None, str]:
        told: dict[str, Any] = {"clause": line.clause.id} if line.clause else {"role": line.role}
        if line.person:
            told["person"] = line.person.id
        address = f"{listed}?{urlencode({**kept, **told})}"
        return {number: f"{address}&{span}" for number, span in spans.items()}

    return of_line


def _span(first: date, months: int) -> str:
    return urlencode({"since": first, "until": add_months(first, months) - timedelta(days=1)})


def _today() -> date:
    return clock.today(site().settings.site_zone)
