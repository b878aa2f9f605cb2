"""What a quarter's figures say in words, as a first draft of its analysis (A2.8)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from babel.dates import format_date

from services.survey.models import LABELS, Count, Figures, Heard, Rate, ResultsText, Top
from services.survey.models.issues import CLOCK_NAMES
from shared.errors import N_
from shared.i18n import translate

MOST_LINES = 8
DAY = {"zh": "M月d日", "en": "d MMMM"}
Say = Callable[..., str]


def analysis_text(figures: Figures, estate: str, zone: ZoneInfo) -> ResultsText:
    """In Chinese and in English."""
    zh, en = (_Writer(figures, estate, zone, language) for language in ("zh", "en"))
    return ResultsText(title=zh.title(), body=zh.body(), title_en=en.title(), body_en=en.body())


class _Writer:
    """One language's draft."""

    def __init__(self, figures: Figures, estate: str, zone: ZoneInfo, language: str) -> None:
        self.figures, self.estate, self.zone, self.language = figures, estate, zone, language
        self.say: Say = partial(_say, language)
        year, quarter = figures.periods[-1].split("-Q")
        self.when = {"year": year, "quarter": quarter}

    def title(self) -> str:
        return self.say(N_("%(estate)s: what you told us in quarter %(quarter)s of %(year)s"), **self._place())

    def body(self) -> str:
        told = [*self._requests(), *self._promises(), *self._again(), *self._heard(), *self._outages()]
        return "\n\n".join([self._opening(), *told])

    def _opening(self) -> str:
        total, before = self.figures.totals[-1], self.figures.totals[-2]
        if not total:
            return self.say(N_("In quarter %(quarter)s of %(year)s no request was filed."), **self.when)
        parts = [
            self.say(N_("In quarter %(quarter)s of %(year)s you told us %(total)s things."), **self.when, total=total),
            self.say(N_("Among them: %(kinds)s."), kinds=self._list(self.figures.kinds, self._word)),
        ]
        if before:
            change = f"{100 * (total - before) / before:+.0f}"
            words = N_("The quarter before it were %(before)s: a change of %(change)s%%.")
            parts.append(self.say(words, before=before, change=change))
        return " ".join(parts) if self.language == "en" else "".join(parts)

    def _requests(self) -> Iterator[str]:
        if not self.figures.total:
            return
        yield self._table(self.say(N_("What it was about")), self.figures.categories, self._category)
        if len([count for count in self.figures.buildings if count.now]) > 1:
            yield self._table(self.say(N_("Where")), self.figures.buildings, self._building)
        yield self.say(N_("How we heard of it: %(channels)s."), channels=self._list(self.figures.channels, self._word))

    def _promises(self) -> Iterator[str]:
        states, ratings = self.figures.states, self.figures.ratings
        if not self.figures.total:
            return
        words = N_("%(done)s of them are done or answered, %(declined)s were declined, %(open)s are being dealt with.")
        yield self.say(words, **{name: states[name] for name in ("done", "declined", "open")})
        rates = [rate for rate in self.figures.rates if rate.percent is not None]
        if rates:
            yield "\n".join([self._head(N_("Promise"), N_("Kept"), N_("Quarter before")), *map(self._rate, rates)])
        if ratings.mean is not None:
            words = N_("%(scores)s households have rated our handling: %(mean)s of 5 on average.")
            yield self.say(words, scores=ratings.scores, mean=f"{ratings.mean:.1f}")

    def _again(self) -> Iterator[str]:
        if self.figures.top:
            heading = self.say(N_("What came up most often"))
            yield f"**{heading}**\n\n" + "\n".join(map(self._top, self.figures.top[:MOST_LINES]))

    def _heard(self) -> Iterator[str]:
        visits, meetings, mailbox = self.figures.visits, self.figures.symposiums, self.figures.mailbox
        if visits.times:
            words = N_("We visited %(times)s households, who told us of %(told)s needs.")
            yield self.say(words, times=visits.times, told=visits.told) + self._mean(visits)
        if meetings.times:
            words = N_("%(told)s people came to %(times)s symposiums.")
            yield self.say(words, told=meetings.told, times=meetings.times)
        if self.figures.meetings.times:
            words = N_("We held %(times)s meetings with the owners' committee.")
            yield self.say(words, times=self.figures.meetings.times)
        if mailbox.told:
            yield self.say(N_("%(told)s letters lay in the lead's mailboxes."), told=mailbox.told)
        for asked in self.figures.surveys:
            title = asked.title_en if self.language == "en" and asked.title_en else asked.title
            words = N_("%(title)s: %(answered)s of %(invited)s households have answered.")
            told = self.say(words, title=title, answered=asked.answered, invited=asked.invited)
            yield (
                told
                if asked.satisfied is None
                else told + self.say(N_(" %(rate)s%% are satisfied."), rate=f"{asked.satisfied:.1f}")
            )

    def _outages(self) -> Iterator[str]:
        """C2.1: an emergency without 24 hours' notice is listed here."""
        if not self.figures.unannounced:
            return
        heading = self.say(N_("Outages that were not announced 24 hours ahead"))
        lines = []
        for row in self.figures.unannounced:
            title = row.title_en if self.language == "en" and row.title_en else row.title
            day = datetime.fromisoformat(row.starts_at).astimezone(self.zone)
            facts = {"title": title, "day": format_date(day, DAY[self.language], locale=self.language)}
            words = N_("- %(day)s: %(title)s. Emergency: %(reason)s") if row.reason else N_("- %(day)s: %(title)s")
            lines.append(self.say(words, **facts, reason=row.reason))
        yield f"**{heading}**\n\n" + "\n".join(lines)

    def _mean(self, heard: Heard) -> str:
        if heard.mean is None:
            return ""
        return self.say(N_(" They gave us %(mean)s of 5 on average."), mean=f"{heard.mean:.1f}")

    def _table(self, heading: str, counts: Sequence[Count], name: Callable[[Count], str]) -> str:
        shown = [count for count in counts if count.now][:MOST_LINES]
        head = self._head(heading, N_("This quarter"), N_("Quarter before"))
        return "\n".join([head, *(f"| {_cell(name(row))} | {row.now} | {row.numbers[-2]} |" for row in shown)])

    def _head(self, *words: str) -> str:
        return f"| {' | '.join(self.say(word) for word in words)} |\n|---|---:|---:|"

    def _rate(self, rate: Rate) -> str:
        return f"| {self.say(CLOCK_NAMES[rate.clock])} | {_percent(rate.percent)} | {_percent(rate.before)} |"

    def _top(self, top: Top) -> str:
        about = self._named(top.category, top.category_en)
        facts = {"kind": self._label(top.kind), "about": about, "number": top.number, "before": top.before}
        if not top.building:
            return self.say(N_("- %(about)s (%(kind)s): %(number)s, the quarter before %(before)s"), **facts)
        words = N_("- %(building)s, %(about)s (%(kind)s): %(number)s, the quarter before %(before)s")
        return self.say(words, building=top.building, **facts)

    def _list(self, counts: Sequence[Count], name: Callable[[Count], str]) -> str:
        return self.say(N_(", ")).join(f"{name(count)} {count.now}" for count in counts if count.now)

    def _word(self, count: Count) -> str:
        return self._label(count.key)

    def _label(self, key: str) -> str:
        return self.say(LABELS[key]) if key in LABELS else key

    def _category(self, count: Count) -> str:
        return self._named(count.name, count.name_en)

    def _named(self, name: str, name_en: str) -> str:
        return (name_en if self.language == "en" and name_en else name) or self.say(N_("without a category"))

    def _building(self, count: Count) -> str:
        return count.name or self.say(N_("the whole estate"))

    def _place(self) -> dict[str, str]:
        return {"estate": self.estate, **self.when}


def _say(language: str, message: str, **params: object) -> str:
    return translate(message, language, **params)


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}%"


def _cell(words: str) -> str:
    return words.replace("|", "／")
