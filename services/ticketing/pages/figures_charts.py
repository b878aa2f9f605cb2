"""The charts of the figures: labels in the reader's language, and the queue's address for each number."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from babel.dates import format_date, get_day_names
from flask import url_for
from flask_babel import gettext as _

from services.ticketing.models import Estate, Outcome, Span
from services.ticketing.models.counting import AGES, ANY_CLOCK, NOTHING
from services.ticketing.queries import CLOCKS, Figures, Names
from shared.web.charts import Columns, Heat, Mark, Part, Whole, shares
from shared.web.display import day, label
from shared.web.language import language_of_reader

TONES = {Outcome.KEPT: "good", Outcome.MISSED: "late", Outcome.RUNNING: "neutral"}
EVERYTHING: Mapping[str, Any] = {}
AXIS = {"zh": {"day": "M/d", "month": "y/M"}, "en": {"day": "d MMM", "month": "MMM yy"}}


class Charts:
    """What the page draws of ``figures``, which are those of ``estates``; ``by`` is how long a column is."""

    def __init__(
        self, figures: Figures, estates: Sequence[Estate], names: Names, by: str, estate_id: UUID | None
    ) -> None:
        self.figures, self.estates, self.names, self.by, self.estate_id = figures, estates, names, by, estate_id
        self.base = url_for("queue.overview")  # once: a page has hundreds of addresses

    def queue(self, facets: Mapping[str, Any] = EVERYTHING, *, span: Span | None = None) -> str:
        """The address of the tickets of ``span``, or of all these days, to which the facets apply."""
        days = span or self.figures.span
        chosen = {"state": "all", "since": days.since, "until": days.until, "estate_id": self.estate_id, **facets}
        return f"{self.base}?{urlencode({name: value for name, value in chosen.items() if value is not None})}"

    @property
    def change(self) -> int | None:
        """By how many percent more was received than in as many days before; None without any then."""
        before = self.figures.before
        return round(100 * (self.figures.received - before) / before) if before else None

    @property
    def before(self) -> Span:
        span = self.figures.span
        return Span(span.since - timedelta(days=span.days), span.since - timedelta(days=1))

    def inflow(self) -> Columns:
        counted: Counter[Span] = Counter()
        for of, count in self.figures.by_day.items():
            counted[self._bucket(of)] += count
        spans = dict.fromkeys(self._bucket(of) for of in self.figures.span)
        return Columns([self._column(span, counted[span]) for span in spans])

    def _bucket(self, of: date) -> Span:
        """The day, week or month of which ``of`` is a day, as far as it is among the days shown."""
        whole = self.figures.span
        if self.by == "day":
            return Span(of, of)
        if self.by == "week":
            begins = of - timedelta(days=of.weekday())
            ends = begins + timedelta(days=6)
        else:
            begins = of.replace(day=1)
            ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Span(max(begins, whole.since), min(ends, whole.until))

    def _column(self, span: Span, count: int) -> Mark:
        language = language_of_reader()
        axis = format_date(span.since, AXIS[language]["month" if self.by == "month" else "day"], locale=language)
        said = day(span.since, weekday=True) if span.days == 1 else day(span.since) + " – " + day(span.until)
        return Mark(said.striptags(), count, self.queue(span=span), axis)

    def shares_of(self, dimension: str) -> Iterator[tuple[Mark, float, int]]:
        """Of a vocabulary: ``kind``, ``tier``, ``channel``."""
        found = self.figures.of(dimension)
        return shares([Mark(label(value), count, self.queue({dimension: value})) for value, count in found])

    def by_category(self) -> Iterator[tuple[Mark, float, int]]:
        return self._by_id("category", self.names.categories, _("Without a category"))

    def by_building(self) -> Iterator[tuple[Mark, float, int]]:
        return self._by_id("building", self._buildings(), _("Shared areas"))

    def by_estate(self) -> Iterator[tuple[Mark, float, int]]:
        counts = self.figures.by_estate
        rows = sorted(self.estates, key=lambda estate: -counts[estate.id])
        return shares([Mark(row.name, counts[row.id], self.queue({"estate_id": row.id})) for row in rows])

    def _by_id(self, dimension: str, names: Mapping[str, str], without: str) -> Iterator[tuple[Mark, float, int]]:
        field = f"{dimension}_id"
        found = [(names.get(key, without), key or NOTHING, count) for key, count in self.figures.of(dimension)]
        return shares([Mark(name, count, self.queue({field: key})) for name, key, count in found])

    def _buildings(self) -> dict[str, str]:
        """With the estate's name where there is more than one."""
        if len(self.estates) == 1:
            return {key: place.path for key, place in self.names.buildings.items()}
        estates = {estate.id: estate.name for estate in self.estates}
        return {key: f"{estates[place.estate_id]} {place.path}" for key, place in self.names.buildings.items()}

    def kept(self) -> list[Whole]:
        """How the promises of each clock were kept; the first row is of all of them together."""
        rows = [self._whole(kind, self.figures.outcomes(kind)) for kind in CLOCKS]
        return [row for row in rows if any(part.value for part in row.parts)]

    def _whole(self, kind: str, outcomes: Mapping[Outcome, int]) -> Whole:
        clock = {} if kind == ANY_CLOCK else {"clock": kind}
        parts = [
            Part(label(outcome), count, TONES[outcome], self.queue({"outcome": outcome, **clock}))
            for outcome, count in outcomes.items()
        ]
        decided = outcomes[Outcome.KEPT] + outcomes[Outcome.MISSED]
        percent = 100 * outcomes[Outcome.KEPT] // decided if decided else None
        return Whole(_("All promises of a request") if kind == ANY_CLOCK else label(kind), parts, percent)

    def ages(self) -> Iterator[tuple[Mark, float, int]]:
        """Of all that is open now, whenever it was filed."""
        now = {"state": "open", "since": None, "until": None}
        return shares([Mark(label(age), self.figures.ages[age], self.queue({"age": age, **now})) for age in AGES])

    def hours(self) -> Heat:
        days = get_day_names("abbreviated", locale=language_of_reader())
        rows = [
            (f"{hour:02}:00", [self._cell(weekday, hour, days[weekday]) for weekday in range(7)]) for hour in range(24)
        ]
        return Heat([days[weekday] for weekday in range(7)], rows)

    def _cell(self, weekday: int, hour: int, name: str) -> Mark:
        count = self.figures.at(weekday, hour)
        return Mark(f"{name} {hour:02}:00–{hour + 1:02}:00", count, self.queue({"weekday": weekday, "hour": hour}))

    def repeated(self) -> list[tuple[str, str, Mark]]:
        """Where, what, and how often."""
        estates = {estate.id: estate.name for estate in self.estates}
        rows = []
        for row in self.figures.repeated:
            place = row.unit_path if len(self.estates) == 1 else f"{estates[row.estate_id]} {row.unit_path}"
            category = self.names.categories.get(str(row.category_id or ""))
            what = {"kind": row.kind, "category_id": row.category_id or NOTHING, "unit_id": row.unit_id}
            said = f"{label(row.kind)} · {category}" if category else label(row.kind)
            rows.append((place, said, Mark(place, row.times, self.queue(what))))
        return rows
