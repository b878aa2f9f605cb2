"""The charts of a quarter's figures, with labels in the reader's language."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask_babel import get_locale
from flask_babel import gettext as _

from services.survey.models import Count, Figures, Quarter, Top
from shared.web.charts import Columns, Mark, Part, Whole, shares
from shared.web.display import label, may


@dataclass(frozen=True, slots=True)
class Trend:
    """Counts under one heading; ``facet`` is how the list of tickets is narrowed to one of them."""

    heading: str
    counts: Sequence[Count]
    name: Callable[[Count], str]
    facet: str = ""


class AnalysisCharts:
    """What a page draws of the ``figures`` of an estate's quarter."""

    def __init__(self, figures: Figures, estate_id: UUID) -> None:
        self.figures, self.estate_id = figures, estate_id

    def over_time(self) -> Columns:
        pairs = zip(self.figures.periods, self.figures.totals, strict=True)
        return Columns([Mark(key, number, self._tickets(key), key[2:]) for key, number in pairs])

    def trends(self) -> list[Trend]:
        return [
            Trend(_("By kind"), self.figures.kinds, lambda count: label(count.key), "kind"),
            Trend(_("By category"), self.figures.categories, self.category),
            Trend(
                _("By building"),
                self.figures.buildings,
                lambda count: count.name or _("the whole estate"),
                "building_id",
            ),
            Trend(_("By channel"), self.figures.channels, lambda count: label(count.key), "channel"),
        ]

    def bars(self, trend: Trend) -> Iterator[tuple[Mark, float, int]]:
        return shares(
            [Mark(trend.name(count), count.now, self._of(trend, count)) for count in trend.counts if count.now]
        )

    def promises(self) -> list[Whole]:
        """On time or not; promises that nobody was given tell nothing."""
        told = [rate for rate in self.figures.rates if rate.percent is not None]
        return [
            Whole(
                label(rate.clock),
                [Part(_("Kept"), rate.kept, "good"), Part(_("Late"), rate.late, "late")],
                int((rate.percent or 0) + 0.5),
            )
            for rate in told
        ]

    def category(self, count: Count) -> str:
        return self.named(count.name, count.name_en)

    def about(self, top: Top) -> str:
        return self.named(top.category, top.category_en)

    def named(self, name: str, name_en: str) -> str:
        return (name_en if str(get_locale()) == "en" and name_en else name) or str(_("without a category"))

    def title(self, row: Any) -> str:
        return str(row.title_en if str(get_locale()) == "en" and row.title_en else row.title)

    def _of(self, trend: Trend, count: Count) -> str | None:
        if not trend.facet:
            return None
        return self._tickets(self.figures.periods[-1], **{trend.facet: count.key or "none"})

    def _tickets(self, key: str, **facets: str) -> str | None:
        """The list of the quarter's tickets, for those who may read it."""
        quarter = Quarter.named(key)
        if quarter is None or not may("tickets.read"):
            return None
        until = quarter.before(-1).first - timedelta(days=1)
        chosen = {"state": "all", "estate_id": self.estate_id, "since": quarter.first, "until": until, **facets}
        return f"/ticketing/tickets?{urlencode(chosen)}"
