"""The charts of a campaign's statistics, with labels in the reader's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from services.survey.models import Question, QuestionKind, Section
from services.survey.models.counting import FEWEST, SCALE, WRITTEN, Item, items, items_of, mean, satisfied
from services.survey.models.counting import scores as scores_of
from services.survey.pages.filters import answers, group_name, said
from services.survey.queries import Group, Period, Statistics
from shared.web.charts import Columns, Mark, Part, Whole, shares

GOOD, FAIR, BAD = ("4", "5"), ("3",), ("1", "2")


@dataclass(frozen=True, slots=True)
class Scored:
    """A line of the distribution of scores, the best score first."""

    title: str
    counts: Sequence[int]
    satisfied: float | None
    mean: float | None


class Charts:
    """What a page draws of ``found``; ``question`` is the key that groups are compared by, None for every score."""

    def __init__(self, found: Statistics, question: str | None = None) -> None:
        self.found = found
        self.counts = found.whole.counts or {}
        self.offered = items(found.document)
        self.keys = [question] if question in found.scored else found.scored

    def items_of(self, section: Section) -> list[Item]:
        """What of the section is answered from 1 to 5."""
        keys = {item.key for question in section.questions for item in items_of(question)}
        return [item for item in self.offered if item.key in keys and item.key in self.found.scored]

    def others_of(self, section: Section) -> Iterator[Question]:
        """What of the section is answered otherwise."""
        yield from (row for row in section.questions if row.kind not in {QuestionKind.RATING, QuestionKind.MATRIX})

    def enough(self, key: str) -> bool:
        return self.answered(key) >= FEWEST

    def answered(self, key: str) -> int:
        return int(self.counts.get(key, 0))

    def scores(self, section: Section) -> list[Whole]:
        found = ((item, scores_of(self.counts, [item.key])) for item in self.items_of(section) if self.enough(item.key))
        return [_whole(title_of(item), given) for item, given in found]

    def distribution(self, section: Section) -> list[Scored]:
        return [self._scored(item) for item in self.items_of(section) if self.enough(item.key)]

    def shares(self, question: Question) -> Iterator[tuple[Mark, float, int]]:
        """The percentages are of the households that answered: of several answers they add up to more than all."""
        counted = [(words, int(self.counts.get(f"{question.key}={value}", 0))) for value, words in answers(question)]
        for mark, length, _of_all in shares([Mark(words, number) for words, number in counted]):
            yield mark, length, int(100 * mark.value / self.answered(question.key) + 0.5)

    def number(self, question: Question) -> float | None:
        """The mean of the numbers given."""
        if not self.enough(question.key):
            return None
        return float(self.counts[f"{question.key}+"] / self.answered(question.key))

    def texts(self, question: Question) -> str:
        return url_for("statistics_pages.texts", campaign_id=self.found.campaign.id, key=question.key)

    def is_written(self, question: Question) -> bool:
        return question.kind in WRITTEN

    def groups(self, groups: Sequence[Group], *, floors: bool = False) -> list[Whole]:
        """Satisfaction in each group that has answered and is large enough."""
        named = [(group.name if floors else group_name(group), group) for group in groups if group.counts]
        return [_whole(name, group.scores(self.keys)) for name, group in named]

    def secret(self, groups: Sequence[Group]) -> list[str]:
        """Names of the groups that have answered, but too few."""
        return [group_name(group) for group in groups if group.answered and group.counts is None]

    def over_time(self, periods: Sequence[Period]) -> Columns:
        marks = []
        for period in periods:
            campaign, href = period.campaign, url_for("statistics_pages.overview", campaign_id=period.campaign.id)
            half = f"{campaign.year} H{campaign.half}" if campaign.half else f"{campaign.opens_on:%Y-%m}"
            marks.append(Mark(said(campaign), int((period.satisfied or 0) + 0.5), href, half))
        return Columns(marks)

    def buildings(self) -> list[tuple[str, str]]:
        """Those whose floors can be shown."""
        return [(str(group.building_id), group.name) for group in self.found.buildings if group.building_id]

    def choices(self) -> list[tuple[str, str]]:
        """What groups can be compared by."""
        return [(item.key, title_of(item)) for item in self.offered if item.key in self.found.scored]

    def _scored(self, item: Item) -> Scored:
        given = scores_of(self.counts, [item.key])
        return Scored(title_of(item), [given[score] for score in reversed(SCALE)], satisfied(given), mean(given))


def title_of(item: Item) -> str:
    """The question's words; of a matrix those of the line."""
    lines = {line.value: line for line in item.question.choices}
    return said(lines[item.line]) if item.line is not None else said(item.question)


def _whole(name: str, given: dict[str, int]) -> Whole:
    parts = ((_("Satisfied"), GOOD, "good"), (_("All right"), FAIR, "neutral"), (_("Dissatisfied"), BAD, "late"))
    rate = satisfied(given)
    told = [Part(words, sum(given[score] for score in taken), tone) for words, taken, tone in parts]
    return Whole(name, told, None if rate is None else int(rate + 0.5))
