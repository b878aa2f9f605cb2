"""The quarterly analysis on paper and as a file (A2.8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template
from flask_babel import gettext as _

from services.survey import queries
from services.survey.models import Figures
from services.survey.pages.analysis_charts import AnalysisCharts
from shared.errors import N_
from shared.sheets import Cell
from shared.web import db, reads, writes
from shared.web.display import label
from shared.web.exports import Column, List, exported, whole

analysis_files = Blueprint("analysis_files", __name__, url_prefix="/analyses/<uuid:analysis_id>")


@dataclass(frozen=True, slots=True)
class Line:
    """``numbers`` are of the quarters, the newest last; fewer of them leave the oldest out."""

    part: str
    name: str
    numbers: list[Cell] = field(default_factory=list)
    words: str = ""

    def of(self, back: int) -> Cell:
        return self.numbers[-back] if back <= len(self.numbers) else None


@analysis_files.get("/print")
@reads("analyses.read")
def print_view(analysis_id: UUID) -> Any:
    row = queries.analysis(db(), analysis_id)
    return render_template("analysis_print.html", row=row, charts=AnalysisCharts(row.figures, row.analysis.estate_id))


@analysis_files.post("/export")
@writes("analyses.read")
def export(analysis_id: UUID) -> Any:
    """Every number that the text was written from, and the measures."""
    row = queries.analysis(db(), analysis_id)
    columns = _columns(row.figures)
    return exported(List(N_("Quarterly analysis"), columns, whole(lambda _session: list(_lines(row)))))


def _columns(figures: Figures) -> list[Column[Line]]:
    backs = range(len(figures.periods), 0, -1)
    quarters: list[Column[Line]] = [
        Column(key, _number(back)) for key, back in zip(figures.periods, backs, strict=True)
    ]
    part: Column[Line] = Column(N_("Part"), lambda line: line.part)
    about: Column[Line] = Column(N_("About"), lambda line: line.name)
    words: Column[Line] = Column(N_("Words"), lambda line: line.words)
    return [part, about, *quarters, words]


def _number(back: int) -> Any:
    return lambda line: line.of(back)


def _lines(row: queries.Read) -> Iterator[Line]:
    figures, charts = row.figures, AnalysisCharts(row.figures, row.analysis.estate_id)
    yield Line(_("Requests"), _("All"), list(figures.totals))
    for trend in charts.trends():
        yield from (Line(trend.heading, trend.name(count), list(count.numbers)) for count in trend.counts)
    for rate in figures.rates:
        yield Line(_("Promises kept"), label(rate.clock), [_share(rate.before), _share(rate.percent)], "%")
    for name, words in STATES.items():
        yield Line(_("State"), _(words), [figures.states[name]])
    for top in figures.top:
        about = " · ".join(filter(None, (label(top.kind), charts.about(top), top.building)))
        yield Line(_("What came up most often"), about, [top.before, top.number])
    yield from (Line(_("Why requests were declined"), reason.number, [], reason.words) for reason in figures.reasons)
    yield from _heard(figures, charts)
    for measure in row.measures:
        told = f"{measure.owner} · {measure.due_on:%Y-%m-%d} · {measure.done_words or ''}".rstrip(" ·")
        yield Line(_("Measure"), measure.words, [], told)


def _heard(figures: Figures, charts: AnalysisCharts) -> Iterator[Line]:
    part = _("Other ways in which residents were heard")
    yield Line(part, _("Households visited"), [figures.visits.times])
    yield Line(part, _("Needs told on visits"), [figures.visits.told])
    yield Line(part, _("Symposiums"), [figures.symposiums.times])
    yield Line(part, _("People who came"), [figures.symposiums.told])
    yield Line(part, _("Letters in them"), [figures.mailbox.told])
    for asked in figures.surveys:
        yield Line(_("Survey"), charts.title(asked), [asked.answered], f"{asked.answered} / {asked.invited}")
    for outage in figures.unannounced:
        yield Line(_("Outages that were not announced 24 hours ahead"), charts.title(outage), [], outage.reason)


def _share(value: float | None) -> Cell:
    return None if value is None else Decimal(f"{value:.1f}")


STATES = {
    "done": N_("Done or answered"),
    "declined": N_("Declined"),
    "open": N_("Still open"),
    "reopened": N_("Taken up again"),
    "major": N_("Major problems"),
}
