"""数据看板: what comes in and how promises are kept; each number leads to exactly the tickets that it counts."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from services.ticketing import queries
from services.ticketing.models import Span
from services.ticketing.models.counting import ONE_DAY
from services.ticketing.pages.figures_charts import Charts
from services.ticketing.schemas import FiguresPageSchema
from shared import clock
from shared.web import Form, db, reads, site, submitted
from shared.web.display import with_query
from shared.web.language import language_of_reader

figures = Blueprint("figures_pages", __name__, url_prefix="/figures")
SHORT, LONG = 45, 190  # days that are shown one by one, or by weeks


@figures.get("")
@reads("figures.read")
def overview() -> Any:
    """An impossible choice in the address is told, and the last thirty days are shown."""
    form = submitted(FiguresPageSchema(), request.args)
    chosen = _chosen(form)
    return render_template("figures.html", presets=_presets(chosen["figures"].span), **chosen)


@figures.get("/print")
@reads("figures.read")
def print_view() -> Any:
    form = submitted(FiguresPageSchema(), request.args)
    return render_template("figures_print.html", **_chosen(form))


def _chosen(form: Form) -> dict[str, Any]:
    facts = form.facts if form.valid else FiguresPageSchema().load({})
    span = Span.chosen(facts["since"], facts["until"], clock.today(site().settings.site_zone))
    estates = queries.estates(db())
    chosen = [row for row in estates if facts["estate_id"] in (None, row.id)]
    found = queries.figures(db(), span, chosen)
    names = queries.names_in(db(), found, language_of_reader())
    return {
        "form": form,
        "figures": found,
        "estates": estates,
        "estate": chosen[0] if len(chosen) == 1 else None,
        "charts": Charts(found, chosen, names, facts["by"] or _by(span), facts["estate_id"]),
    }


def _by(span: Span) -> str:
    if span.days <= SHORT:
        return "day"
    return "week" if span.days <= LONG else "month"


def _presets(shown: Span) -> list[tuple[str, str, bool]]:
    """Days that people often want: their name, their address, and whether they are shown."""
    today = clock.today(site().settings.site_zone)
    first = today.replace(day=1)
    last_month = (first - ONE_DAY).replace(day=1)
    spans = {
        _("7 days"): Span(today - 6 * ONE_DAY, today),
        _("30 days"): Span.chosen(None, None, today),
        _("This month"): Span(first, today),
        _("Last month"): Span(last_month, first - ONE_DAY),
        _("This year"): Span(today.replace(month=1, day=1), today),
        _("A year"): Span(today - 364 * ONE_DAY, today),
    }
    return [(name, with_query(since=of.since, until=of.until, by=None), of == shown) for name, of in spans.items()]
