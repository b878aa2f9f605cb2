"""毛利报表: whether paid services keep to a low margin, item by item, with the tickets behind each figure (C2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from babel.dates import format_date
from flask import Blueprint, render_template, request, url_for
from sqlalchemy.orm import Session

from services.ticketing import queries
from services.ticketing.config import settings_of
from services.ticketing.models import Estate, QuoteLine
from services.ticketing.pages.columns import CHARGED, MARGINS
from services.ticketing.queries import Margin, Month
from shared import clock
from shared.errors import N_, NotFound
from shared.paging import Page
from shared.web import db, reads, site, writes
from shared.web.exports import AT_ONCE, List, exported, whole
from shared.web.language import language_of_reader

margins = Blueprint("margins", __name__, url_prefix="/margins")
MONTHS_OFFERED = 24
MONTH = {"zh": "y年M月", "en": "MMM y"}
NO_ITEM = "none"


@dataclass(frozen=True, slots=True)
class _Bar:
    """A month of the chart; ``income`` and ``cost`` are in percent of the longest bar."""

    name: str
    href: str
    sums: Margin
    income: float
    cost: float


@margins.get("")
@reads("margins.read")
def overview() -> Any:
    """``estate`` and ``month`` choose; without them the first estate and this month."""
    estates, month = queries.estates(db()), _month()
    estate = _chosen(estates)
    return render_template(
        "margins.html",
        estates=estates,
        estate=estate,
        months=_months_offered(),
        months_before=_bars(estate, month),
        **_report(estate, month),
    )


@margins.get("/print")
@reads("margins.read")
def print_view() -> Any:
    estate = _chosen(queries.estates(db()))
    return render_template("margins_print.html", estate=estate, **_report(estate, _month()))


@margins.post("/export")
@writes("margins.read")
def export() -> Any:
    """The items of the month that is shown."""
    estate, month = _chosen(queries.estates(db())), _month()
    if estate is None:
        raise NotFound
    estate_id = estate.id
    rows = whole(lambda session: queries.margin_report(session, estate_id, month).items)
    return exported(List(N_("Margins"), MARGINS, rows))


@margins.post("/<item>/export/<uuid:estate_id>")
@writes("margins.read")
def export_lines(item: str, estate_id: UUID) -> Any:
    """The lines behind an item's figures."""
    estate, month, item_id = queries.estate(db(), estate_id), _month(), _item_id(item)

    def rows(session: Session, after: str | None) -> Page[QuoteLine]:
        return queries.margin_lines(session, estate.id, month, item_id, after=after, limit=AT_ONCE)

    return exported(List(N_("Margins"), CHARGED, rows))


@margins.get("/<item>")
@reads("margins.read")
def one(item: str) -> Any:
    """The lines behind an item's figures; ``none`` for parts and labour without any item."""
    estate, month, item_id = _chosen(queries.estates(db())), _month(), _item_id(item)
    if estate is None:
        raise NotFound
    return render_template(
        "margin_lines.html",
        estate=estate,
        month=month,
        month_name=month_name(month),
        name=queries.item_name(db(), item_id) if item_id else "",
        item=item,
        page=queries.margin_lines(db(), estate.id, month, item_id, after=request.args.get("after")),
    )


def month_name(month: Month) -> str:
    language = language_of_reader()
    return format_date(month.first, MONTH[language], locale=language)


def _report(estate: Estate | None, month: Month) -> dict[str, Any]:
    return {
        "month": month,
        "month_name": month_name(month),
        "report": queries.margin_report(db(), estate.id, month) if estate else None,
        "most_percent": settings_of(db()).low_margin_percent,
    }


def _bars(estate: Estate | None, month: Month) -> list[_Bar]:
    """The last months, each drawn beside the dearest."""
    months = queries.margin_months(db(), estate.id, month) if estate else []
    dearest = max([1, *(max(sums.income_fen, sums.cost_fen) for _each, sums in months)])
    return [
        _Bar(
            name=month_name(each),
            href=url_for(".overview", estate=estate.id if estate else None, month=each.key),
            sums=sums,
            income=round(100 * sums.income_fen / dearest, 2),
            cost=round(100 * sums.cost_fen / dearest, 2),
        )
        for each, sums in months
    ]


def _chosen(estates: Sequence[Estate]) -> Estate | None:
    return next((row for row in estates if str(row.id) == request.args.get("estate")), next(iter(estates), None))


def _month() -> Month:
    """That the address names, or this one."""
    try:
        return Month(date.fromisoformat(f"{request.args.get('month', '')}-01"))
    except ValueError:
        return Month(_today().replace(day=1))


def _months_offered() -> list[tuple[str, str]]:
    months = [Month(_today().replace(day=1))]
    while len(months) < MONTHS_OFFERED:
        months.append(Month(months[-1].before))
    return [(month.key, month_name(month)) for month in months]


def _item_id(item: str) -> UUID | None:
    """Raises ``NotFound``."""
    try:
        return None if item == NO_ITEM else UUID(item)
    except ValueError as error:
        raise NotFound from error


def _today() -> date:
    return clock.today(site().settings.site_zone)
