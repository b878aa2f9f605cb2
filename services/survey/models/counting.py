"""What one sheet adds to the counts of its campaign.

Counts are kept by short names: ``q3`` how many answered the question, ``q3=5`` how many so, ``q13.a=4`` a line of a
matrix, ``q20+`` the sum of its numbers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.survey.models.choices import BEST, LEAST, QuestionKind
from services.survey.models.documents import Document, Question, Values

Counts = Mapping[str, int | float]
SCALE = tuple(str(score) for score in range(LEAST, BEST + 1))
SATISFIED = ("4", "5")
FEWEST = 5  # of fewer sheets nothing is told but how many there are
SCORED = frozenset({QuestionKind.RATING, QuestionKind.MATRIX})
WRITTEN = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})


@dataclass(frozen=True, slots=True)
class Item:
    """What is counted by its answers: a question, or a line of a matrix."""

    key: str
    question: Question
    answers: tuple[str, ...]
    line: str | None = None

    def given(self, values: Values) -> list[str]:
        """What the sheet answers it with."""
        found = values.get(self.question.key)
        if self.line is not None:
            found = (found or {}).get(self.line)
        if found is None:
            return []
        return [str(value) for value in (found if isinstance(found, list) else [found])]


def items(document: Document) -> list[Item]:
    """All that has answers to choose from, in the order in which it is asked."""
    return [item for question in document.questions for item in items_of(question)]


def items_of(question: Question) -> Iterator[Item]:
    if question.kind is QuestionKind.MATRIX:
        yield from (Item(f"{question.key}.{line.value}", question, SCALE, line.value) for line in question.choices)
    elif question.answers:
        yield Item(question.key, question, question.answers)


def count(document: Document, sheets: Sequence[Values]) -> Counter[str]:
    """The counts of these sheets."""
    counted: Counter[str] = Counter()
    by_answer = items(document)
    others = [question for question in document.questions if not list(items_of(question))]
    for values in sheets:
        for item in by_answer:
            if given := item.given(values):
                counted.update([item.key, *(f"{item.key}={value}" for value in given)])
        for question in others:
            _count_other(counted, question, values.get(question.key))
    return counted


def _count_other(counted: Counter[str], question: Question, value: Any) -> None:
    if value is None:
        return
    counted[question.key] += 1
    if question.kind is QuestionKind.NUMBER:
        counted[f"{question.key}+"] += value


def add(counts: Counts, more: Counts) -> dict[str, int | float]:
    total = dict(counts)
    for name, number in more.items():
        total[name] = total.get(name, 0) + number
    return total


def scores(counts: Counts, keys: Sequence[str]) -> dict[str, int]:
    """How often each score was given to any of the items ``keys``."""
    return {score: int(sum(counts.get(f"{key}={score}", 0) for key in keys)) for score in SCALE}


def satisfied(given: Mapping[str, int]) -> float | None:
    """满意率: the percentage of scores that are satisfied or very satisfied; None without any."""
    total = sum(given.values())
    return 100 * sum(given[score] for score in SATISFIED) / total if total else None


def mean(given: Mapping[str, int]) -> float | None:
    total = sum(given.values())
    return sum(int(score) * number for score, number in given.items()) / total if total else None


def hidden(sizes: Sequence[int]) -> set[int]:
    """Places of the groups of which nothing may be told, given how many sheets each has.

    Those of fewer than five; and where these could be had by subtracting the others from the whole, the next larger
    ones, until at least two groups and five sheets are hidden together.
    """
    order = sorted((place for place, size in enumerate(sizes) if size), key=lambda place: sizes[place])
    small = [place for place in order if sizes[place] < FEWEST]
    taken = len(small)
    while small and taken < len(order) and (taken < 2 or sum(sizes[place] for place in order[:taken]) < FEWEST):
        taken += 1
    return set(order[:taken])


def strip(item: Item, sheets: Sequence[Values]) -> dict[str, bytes]:
    """The item's answers one byte for each sheet: 0 for none, else the place of the answer.

    Of several answers to one question each has its own: 1 not chosen, 2 chosen.
    """
    given = [item.given(values) for values in sheets]
    if item.question.kind is QuestionKind.MULTIPLE:
        return {
            f"{item.key}.{answer}": bytes(0 if not chosen else 2 if answer in chosen else 1 for chosen in given)
            for answer in item.answers
        }
    places = {answer: place for place, answer in enumerate(item.answers, 1)}
    return {item.key: bytes(places[chosen[0]] if chosen else 0 for chosen in given)}
