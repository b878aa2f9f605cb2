"""What a questionnaire may ask, and which answers to it are kept."""

from typing import Any

import pytest

from services.survey.models import Choice, Condition, Document, Question, QuestionKind, Section
from services.survey.models.answers import checked_answers
from services.survey.models.document_rules import check_document
from shared.errors import Invalid

GOOD_BAD = (Choice("a", "好", "Good"), Choice("b", "差", "Bad"))
REPAIRED = Question("q1", QuestionKind.YES_NO, "报修过吗？", required=True)
IN_TIME = Question("q2", QuestionKind.RATING, "到达及时", required=True, show_if=Condition("q1", ("yes",)))
WHY = Question("q3", QuestionKind.LONG_TEXT, "为什么？", show_if=Condition("q2", ("1", "2")))
WAYS = Question("q4", QuestionKind.MULTIPLE, "方式", choices=GOOD_BAD)
AREAS = Question("q5", QuestionKind.MATRIX, "各项", choices=GOOD_BAD)
ROOMS = Question("q6", QuestionKind.NUMBER, "几间房？")
WORD = Question("q7", QuestionKind.SHORT_TEXT, "一句话")
BETTER = Question("q8", QuestionKind.SINGLE, "有改进吗？", choices=GOOD_BAD)


def asking(*questions: Question) -> Document:
    return Document(sections=(Section("问题", questions=questions),))


DOCUMENT = asking(REPAIRED, IN_TIME, WHY, WAYS, AREAS, ROOMS, WORD, BETTER)


def test_a_document_is_the_same_after_it_was_stored() -> None:
    assert Document.of(DOCUMENT.as_json()) == DOCUMENT


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (Question("q2", QuestionKind.SINGLE, "?", choices=GOOD_BAD[:1]), "choices"),
        (Question("q2", QuestionKind.MATRIX, "?"), "choices"),
        (Question("q2", QuestionKind.RATING, "?", choices=GOOD_BAD), "choices"),
        (Question("q2", QuestionKind.SINGLE, "?", choices=(*GOOD_BAD, Choice("c", "好"))), "choices"),
        (Question("q2", QuestionKind.NUMBER, "?", show_if=Condition("q9", ("yes",))), "show_if_key"),
        (Question("q2", QuestionKind.NUMBER, "?", show_if=Condition("q2", ("1",))), "show_if_key"),
        (Question("q2", QuestionKind.NUMBER, "?", show_if=Condition("q1", ("maybe",))), "show_if_values"),
        (Question("q2", QuestionKind.NUMBER, "?", show_if=Condition("q1", ())), "show_if_values"),
        (Question("q1", QuestionKind.NUMBER, "?"), ""),
    ],
)
def test_what_could_not_be_asked_is_refused_with_its_field(question: Question, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_document(asking(REPAIRED, question))
    assert list(refused.value.errors) == [field]


def test_a_hundred_questions_are_enough() -> None:
    questions = [Question(f"q{number}", QuestionKind.NUMBER, "?") for number in range(1, 102)]
    check_document(asking(*questions[:100]))
    with pytest.raises(Invalid):
        check_document(asking(*questions))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"q1": "no"}, {"q1": "no"}),
        ({"q1": "no", "q2": "5", "q3": "!"}, {"q1": "no"}),
        ({"q1": "yes", "q2": "5", "q3": "?"}, {"q1": "yes", "q2": 5}),
        ({"q1": "yes", "q2": 2, "q3": " 迟到 \r\n两次 "}, {"q1": "yes", "q2": 2, "q3": "迟到 \n两次"}),
        ({"q1": "no", "q4": ["b", "a", "b"]}, {"q1": "no", "q4": ["a", "b"]}),
        ({"q1": "no", "q4": "a"}, {"q1": "no", "q4": ["a"]}),
        ({"q1": "no", "q5": {"a": "4", "b": ""}}, {"q1": "no", "q5": {"a": 4}}),
        ({"q1": "no", "q6": " 3 ", "q7": "好", "q8": "b"}, {"q1": "no", "q6": 3, "q7": "好", "q8": "b"}),
        ({"q1": "no", "q6": "2.5", "q99": "x"}, {"q1": "no", "q6": 2.5}),
    ],
)
def test_answers_are_kept_to_the_questions_that_were_asked(given: dict[str, Any], kept: dict[str, Any]) -> None:
    assert checked_answers(DOCUMENT, given) == kept


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, ["q1"]),
        ({"q1": "yes"}, ["q2"]),
        ({"q1": "maybe"}, ["q1"]),
        ({"q1": "yes", "q2": "6"}, ["q2"]),
        ({"q1": "yes", "q2": ["5"]}, ["q2"]),
        ({"q1": "no", "q4": ["a", "z"]}, ["q4"]),
        ({"q1": "no", "q5": {"z": "4"}}, ["q5"]),
        ({"q1": "no", "q5": ["a"]}, ["q5"]),
        ({"q1": "no", "q6": "many"}, ["q6"]),
        ({"q1": "no", "q6": "NaN"}, ["q6"]),
        ({"q1": "no", "q6": "1e12"}, ["q6"]),
        ({"q1": "no", "q7": "长" * 201, "q8": {"a": 1}}, ["q7", "q8"]),
        ({"q1": "no", "q7": "\x00"}, ["q7"]),
    ],
)
def test_each_wrong_answer_is_named(given: dict[str, Any], wrong: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        checked_answers(DOCUMENT, given)
    assert list(refused.value.errors) == wrong


def test_along_the_way_required_questions_may_be_open() -> None:
    assert checked_answers(DOCUMENT, {"q7": "好"}, complete=False) == {"q7": "好"}
