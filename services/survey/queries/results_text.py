"""What a survey's numbers say in words, as a first draft of the notice about them (A2.1)."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.models import Report, ResultsText, said
from services.survey.models.counting import Item, items
from services.survey.queries.sheets import tags
from services.survey.queries.statistics import Group, Period, Statistics, statistics, trend
from shared.errors import N_
from shared.i18n import translate

WIDE, EIGHTHS = 5, "▏▎▍▌▋▊▉"  # a bar of five blocks, drawn to an eighth of one
MOST_THEMES, MOST_EXTREMES, FEWEST_TO_RANK = 6, 3, 4
DAY = {"zh": "y年M月d日", "en": "d MMMM y"}
Say = Callable[..., str]


def report(session: Session, campaign_id: UUID) -> Report | None:
    return session.scalars(select(Report).where(Report.campaign_id == campaign_id)).first()


def results_text(session: Session, campaign_id: UUID) -> ResultsText:
    """In Chinese and in English. Raises ``NotFound``."""
    found = statistics(session, campaign_id)
    periods, themes = trend(session, found.campaign), _themes(session, found)
    zh, en = (_Writer(found, periods, themes, language) for language in ("zh", "en"))
    return ResultsText(title=zh.title(), body=zh.body(), title_en=en.title(), body_en=en.body())


def _themes(session: Session, found: Statistics) -> list[tuple[str, int]]:
    """The tags of all that was written, the most frequent first."""
    counted: dict[str, int] = {}
    for question in found.document.questions:
        for word, number in tags(session, found.campaign.id, question.key):
            counted[word] = counted.get(word, 0) + number
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_THEMES]


class _Writer:
    """One language's draft."""

    def __init__(
        self, found: Statistics, periods: Sequence[Period], themes: Sequence[tuple[str, int]], language: str
    ) -> None:
        self.found, self.periods, self.themes, self.language = found, periods, themes, language
        self.say: Say = partial(_say, language)

    def title(self) -> str:
        return self.say(N_("Results: %(title)s"), title=self.found.campaign.said_in(self.language))

    def body(self) -> str:
        parts = [self._opening()]
        if self.found.whole.counts is not None:
            parts += [*self._overall(), self._by_question(), *self._by_building(), *self._extremes(), *self._said()]
        parts.append(self.say(N_("Thank you to everybody who has answered. We take up what you told us.")))
        return "\n\n".join(parts)

    def _opening(self) -> str:
        campaign, whole = self.found.campaign, self.found.whole
        days = {name: self._day(day) for name, day in (("since", campaign.opens_on), ("until", campaign.closes_on))}
        counts = {"invited": whole.invited, "answered": whole.answered, "rate": _one(whole.response)}
        return self.say(
            N_("From %(since)s to %(until)s we asked %(invited)s households; %(answered)s have answered (%(rate)s%%)."),
            **days,
            **counts,
        )

    def _overall(self) -> list[str]:
        whole, keys = self.found.whole, self.found.scored
        rate = whole.satisfied(keys)
        if rate is None:
            return []
        told = [
            self.say(
                N_("**Satisfaction rate: %(rate)s%%**, mean score %(mean)s of 5."),
                rate=_one(rate),
                mean=_two(whole.mean(keys)),
            )
        ]
        if len(self.periods) > 1 and (before := self.periods[-2].satisfied) is not None:
            told.append(
                self.say(
                    N_("The time before it was %(before)s%%: a change of %(change)s percentage points."),
                    before=_one(before),
                    change=f"{rate - before:+.1f}",
                )
            )
        return [" ".join(told)]

    def _by_question(self) -> str:
        rows = [self._line(self._title(item), self.found.whole, [item.key]) for item in self._scored()]
        return self._table(self.say(N_("What was asked")), rows)

    def _by_building(self) -> list[str]:
        told = [group for group in self.found.buildings if group.counts is not None]
        if len(told) < 2:
            return []
        rows = [self._line(group.name, group, self.found.scored) for group in told]
        return [self._table(self.say(N_("Buildings")), rows)]

    def _extremes(self) -> list[str]:
        """What pleased most and least, where enough was asked to say so."""
        rated = [(self.found.whole.satisfied([item.key]), self._title(item)) for item in self._scored()]
        order = sorted((pair for pair in rated if pair[0] is not None), key=lambda pair: -(pair[0] or 0))
        if len(order) < FEWEST_TO_RANK:
            return []
        best, worst = order[:MOST_EXTREMES], order[: -MOST_EXTREMES - 1 : -1]
        return [
            self.say(N_("Best liked: %(titles)s."), titles=self._joined(best)),
            self.say(N_("To be improved: %(titles)s."), titles=self._joined(worst)),
        ]

    def _said(self) -> list[str]:
        if not self.themes:
            return []
        words = self.say(N_(", ")).join(f"{word} ({number})" for word, number in self.themes)
        return [self.say(N_("What was written most about: %(themes)s."), themes=words)]

    def _scored(self) -> list[Item]:
        keys = set(self.found.scored)
        return [item for item in items(self.found.document) if item.key in keys]

    def _title(self, item: Item) -> str:
        lines = {line.value: line for line in item.question.choices}
        return said(lines[item.line] if item.line is not None else item.question, self.language)

    def _joined(self, pairs: Sequence[tuple[float | None, str]]) -> str:
        return self.say(N_(", ")).join(f"{title} ({_one(rate)}%)" for rate, title in pairs)

    def _line(self, title: str, group: Group, keys: Sequence[str]) -> str:
        """Blocks are a chart that every board and every sheet of paper shows alike."""
        rate = group.satisfied(keys)
        full, rest = divmod(round(8 * WIDE * (rate or 0) / 100), 8)
        bar = "█" * full + (EIGHTHS[rest - 1] if rest else "")
        return f"| {title.replace('|', '／')} | {bar} | {_one(rate)}% | {_two(group.mean(keys))} |"

    def _table(self, heading: str, rows: Sequence[str]) -> str:
        head = f"| {heading} | | {self.say(N_('Satisfaction rate'))} | {self.say(N_('Mean score'))} |"
        return "\n".join([head, "|---|---|---:|---:|", *rows])

    def _day(self, day: date) -> str:
        return str(format_date(day, DAY[self.language], locale=self.language))


def _say(language: str, message: str, **params: object) -> str:
    return translate(message, language, **params)


def _one(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


def _two(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"
