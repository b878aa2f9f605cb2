"""The answers to a survey and what they come to, as Excel or CSV."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from services.survey import queries
from services.survey.models import Invitation, Question, QuestionKind, Sheet
from services.survey.models.counting import FEWEST, items, mean, satisfied, scores
from services.survey.pages.filters import answers, group_name, said
from services.survey.pages.statistics_charts import title_of
from shared.errors import N_, NotFound
from shared.sheets import Cell
from shared.web import db, writes
from shared.web.display import label
from shared.web.exports import Column, List, exported, whole

files = Blueprint("statistics_files", __name__, url_prefix="/campaigns/<uuid:campaign_id>")
Pair = tuple[Sheet, Invitation | None]
Line = tuple[str, str, Cell, Cell, Cell]  # group, question or measure, answer, how many, percent


@files.post("/statistics/export")
@writes("surveys.read")
def summary(campaign_id: UUID) -> Any:
    """Every answer with how often it was given, and the groups beside each other."""
    _told(campaign_id)
    return exported(List(N_("Survey results"), SUMMARY, whole(lambda session: list(_summary(session, campaign_id)))))


@files.post("/answers/export")
@writes("surveys.read")
def raw(campaign_id: UUID) -> Any:
    """Sheet by sheet, without a name, a place or a time."""
    found, places = _told(campaign_id), queries.places(db(), campaign_id)
    columns: list[Column[Pair]] = [
        Column(N_("Building"), lambda pair: places.get((pair[0].building_id, pair[0].kind), "")),
        Column(N_("Kind"), lambda pair: label(pair[0].kind) if (pair[0].building_id, pair[0].kind) in places else ""),
    ]
    return _raw(campaign_id, columns, found)


@files.post("/answers/export-named")
@writes("surveys.identify")
def named(campaign_id: UUID) -> Any:
    """Sheet by sheet, with the household; of an anonymous survey there is no such list."""
    found = _told(campaign_id)
    if found.campaign.anonymous:
        raise NotFound
    return _raw(campaign_id, NAMED, found)


def _told(campaign_id: UUID) -> queries.Statistics:
    found = queries.statistics(db(), campaign_id)
    if found.withheld:
        raise NotFound
    return found


def _raw(campaign_id: UUID, columns: Sequence[Column[Pair]], found: queries.Statistics) -> Any:
    asked = [column for question in found.document.questions for column in _columns(question)]
    read = lambda session, after: queries.sheets(session, campaign_id, after=after)  # noqa: E731 - read page by page
    return exported(List(N_("Survey answers"), [*columns, *asked], read))


def _columns(question: Question) -> Iterator[Column[Pair]]:
    if question.kind is QuestionKind.MATRIX:
        for line in question.choices:
            yield Column(said(line), _line(question.key, line.value))
    else:
        yield Column(said(question), _answer(question))


def _line(key: str, line: str) -> Callable[[Pair], Cell]:
    return lambda pair: (pair[0].values.get(key) or {}).get(line)


def _answer(question: Question) -> Callable[[Pair], Cell]:
    """Scores and numbers as such, so that a spreadsheet can count them; choices by their words."""
    words = {} if question.kind is QuestionKind.RATING else dict(answers(question))

    def cell(pair: Pair) -> Cell:
        value = pair[0].values.get(question.key)
        if isinstance(value, list):
            return str(_(", ")).join(words[each] for each in value)
        return str(value) if isinstance(value, float) else words.get(str(value), value)

    return cell


def _summary(session: Session, campaign_id: UUID) -> Iterator[Line]:
    found = queries.statistics(session, campaign_id)
    everybody = _("All")
    for group in (found.whole, *found.buildings, *found.kinds):
        name = everybody if group is found.whole else group_name(group)
        yield name, _("Invited"), None, group.invited, None
        yield name, _("Has answered"), None, group.answered, _number(group.response)
        if group.counts is not None:
            yield from _measures(name, group, found)
    counts = found.whole.counts or {}
    for item in items(found.document):
        total = int(counts.get(item.key, 0))
        for value, words in answers(item.question) if total >= FEWEST else ():
            number = int(counts.get(f"{item.key}={value}", 0))
            yield everybody, title_of(item), words, number, _number(100 * number / total)


def _measures(name: str, group: queries.Group, found: queries.Statistics) -> Iterator[Line]:
    for title, keys in [
        (_("Overall"), found.scored),
        *((title_of(item), [item.key]) for item in items(found.document)),
    ]:
        given = scores(group.counts or {}, [key for key in keys if key in found.scored])
        if sum(given.values()) >= FEWEST:
            yield name, title, _("Satisfaction rate"), sum(given.values()), _number(satisfied(given))
            yield name, title, _("Mean score"), _number(mean(given)), None


def _number(value: float | None) -> Cell:
    return None if value is None else Decimal(f"{value:.2f}")


SUMMARY: list[Column[Line]] = [
    Column(N_("Households"), lambda row: row[0]),
    Column(N_("Question"), lambda row: row[1]),
    Column(N_("Answer given"), lambda row: row[2]),
    Column(N_("How many"), lambda row: row[3]),
    Column(N_("Percent"), lambda row: row[4]),
]
NAMED: list[Column[Pair]] = [
    Column(N_("No."), lambda pair: pair[1].serial if pair[1] else None),
    Column(N_("Place"), lambda pair: pair[1].unit_path if pair[1] else None),
    Column(N_("Household"), lambda pair: pair[1].name if pair[1] else None),
    Column(N_("Kind"), lambda pair: label(pair[0].kind)),
    Column(N_("Answered at"), lambda pair: pair[0].answered_at),
]
