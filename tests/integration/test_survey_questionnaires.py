"""问卷: written, copied, brought to a new edition; frozen once somebody was asked (A2.1)."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.survey import handlers, queries
from services.survey.handlers.editing import Frozen
from services.survey.handlers.questionnaires import DraftExists, Retired
from services.survey.models import Edition, QuestionKind
from shared import audit, clock
from shared.errors import Invalid, NotFound
from tests.integration.survey_office import SurveyOffice
from tests.integration.ticketing_desk import counted_queries

CHOICES = [("及时", "In time"), ("拖延", "Late")]


@pytest.fixture
def own(office: SurveyOffice) -> UUID:
    """A questionnaire of the office's own, with two sections."""
    row = office.do("lead", handlers.create_questionnaire, title="电梯更新意见表", title_en="Lift renewal")
    for zh in ("电梯", "费用"):
        office.do("lead", handlers.add_section, questionnaire_id=row.id, zh=zh)
    return row.id


def ask(office: SurveyOffice, own: UUID, **facts: Any) -> Any:
    told = {"section": 0, "kind": QuestionKind.RATING, "zh": "电梯运行", **facts}
    return office.do("lead", handlers.add_question, questionnaire_id=own, **told)


def asked(office: SurveyOffice, own: UUID) -> list[list[str]]:
    document = office.read("lead", queries.questionnaire, questionnaire_id=own).edition.document
    return [[question.key for question in section.questions] for section in document.sections]


def freeze(office: SurveyOffice, own: UUID) -> None:
    with office.database.write() as session:
        edition = session.scalars(select(Edition).where(Edition.questionnaire_id == own)).one()
        edition.frozen_at = clock.now()
        audit.record(session, "edition.freeze", edition)


def test_the_standard_questionnaire_ships_and_asks_about_every_service(office: SurveyOffice) -> None:
    (standard,) = office.read("officer", queries.questionnaires)
    assert (standard.questionnaire.title, standard.questionnaire.standard) == ("客户意见调查表", True)
    assert standard.count == 19
    assert all(question.en for question in standard.edition.document.questions)


def test_questions_are_added_changed_moved_and_removed(office: SurveyOffice, own: UUID) -> None:
    ask(office, own)
    ask(office, own, kind=QuestionKind.SINGLE, zh="处理速度", choices=CHOICES)
    ask(office, own, section=1, kind=QuestionKind.LONG_TEXT, zh="还有什么？")
    assert asked(office, own) == [["q1", "q2"], ["q3"]]
    there: dict[str, Any] = {"questionnaire_id": own}
    office.do("lead", handlers.move_question, **there, key="q2", down=True)
    assert asked(office, own) == [["q1"], ["q2", "q3"]]
    office.do("lead", handlers.move_question, **there, key="q3", down=False)
    assert asked(office, own) == [["q1"], ["q3", "q2"]]
    office.do("lead", handlers.move_question, **there, key="q2", down=True)
    assert asked(office, own) == [["q1"], ["q3", "q2"]]
    changed = office.do(
        "lead",
        handlers.change_question,
        **there,
        key="q2",
        kind=QuestionKind.SINGLE,
        zh="处理快吗？",
        choices=[("很快", ""), CHOICES[1]],
    )
    question = changed.document.question("q2")
    assert question
    assert [(choice.value, choice.zh) for choice in question.choices] == [
        ("c", "很快"),
        ("b", "拖延"),
    ]
    office.do("lead", handlers.remove_question, **there, key="q1")
    ask(office, own)
    assert asked(office, own) == [["q4"], ["q3", "q2"]]


def test_every_change_is_told_and_recorded(office: SurveyOffice, own: UUID) -> None:
    edition = ask(office, own)
    name, state = office.events()[-1]
    assert (name, state["questions"], state["number"], state["frozen_at"]) == ("edition_changed", 1, 1, None)
    assert office.audit(edition.id) == ["edition.begin", *["edition.write"] * 3]
    assert office.audit(own) == ["questionnaire.create"]


def test_a_question_that_another_depends_on_stays(office: SurveyOffice, own: UUID) -> None:
    ask(office, own, kind=QuestionKind.YES_NO)
    ask(office, own, show_if_key="q1", show_if_values=["yes"])
    for verb, facts in (
        (handlers.remove_question, {"key": "q1"}),
        (handlers.move_question, {"key": "q1", "down": True}),
    ):
        with pytest.raises(Invalid):
            office.do("lead", verb, questionnaire_id=own, **facts)
    assert asked(office, own) == [["q1", "q2"], []]


def test_what_is_not_there_cannot_be_changed(office: SurveyOffice, own: UUID) -> None:
    for verb, facts in (
        (handlers.remove_question, {"key": "q9"}),
        (handlers.remove_section, {"section": 2}),
        (handlers.add_question, {"section": -1, "kind": QuestionKind.NUMBER, "zh": "?"}),
    ):
        with pytest.raises(NotFound):
            office.do("lead", verb, questionnaire_id=own, **facts)


def test_an_edition_in_use_stays_and_the_next_one_begins_with_it(office: SurveyOffice, own: UUID) -> None:
    ask(office, own)
    with pytest.raises(DraftExists):
        office.do("lead", handlers.begin_edition, questionnaire_id=own)
    freeze(office, own)
    with pytest.raises(Frozen):
        ask(office, own)
    begun = office.do("lead", handlers.begin_edition, questionnaire_id=own)
    ask(office, own, zh="新问题")
    with office.database.read() as session:
        first, second = session.scalars(
            select(Edition).where(Edition.questionnaire_id == own).order_by(Edition.number)
        ).all()
        assert second.id == begun.id
        assert [len(list(row.document.questions)) for row in (first, second)] == [1, 2]


def test_a_copy_asks_the_same_and_is_changed_freely(office: SurveyOffice) -> None:
    (standard,) = office.read("lead", queries.questionnaires)
    copied = office.do(
        "supervisor", handlers.copy_questionnaire, questionnaire_id=standard.questionnaire.id, title="入住评价表"
    )
    mine = office.read("lead", queries.questionnaire, questionnaire_id=copied.id)
    assert mine.edition.document == standard.edition.document
    assert not mine.questionnaire.standard
    with pytest.raises(Invalid) as refused:
        office.do("lead", handlers.create_questionnaire, title="入住评价表")
    assert list(refused.value.errors) == ["title"]


def test_one_that_is_retired_is_changed_no_more(office: SurveyOffice, own: UUID) -> None:
    office.do("lead", handlers.retire_questionnaire, questionnaire_id=own)
    with pytest.raises(Retired):
        ask(office, own)
    assert [row.questionnaire.id for row in office.read("lead", queries.questionnaires)] != [own]
    office.do("lead", handlers.create_questionnaire, title="电梯更新意见表")


def test_the_whole_document_is_written_by_another_system(office: SurveyOffice, own: UUID) -> None:
    caller = office.caller("lead")
    found = caller.get(f"questionnaires/{own}").json
    section: dict[str, Any] = {"zh": "费用", "questions": [{"key": "q1", "kind": "yes_no", "zh": "费用清楚吗？"}]}
    written = caller.post(f"questionnaires/{own}/content", {"zh": "您好", "sections": [section]})
    assert written.status_code == 200, written.json
    assert written.json["content"]["sections"][0]["questions"][0]["key"] == "q1"
    assert found["edition"]["id"] == written.json["id"]
    section["questions"][0]["show_if"] = {"key": "q7", "values": ["yes"]}
    assert caller.post(f"questionnaires/{own}/content", {"sections": [section]}).status_code == 422
    assert office.caller("officer").post(f"questionnaires/{own}/content", {}).status_code == 403


@pytest.mark.usefixtures("own")
def test_republishing_tells_all_of_them_again(office: SurveyOffice) -> None:
    before = len(office.events())
    with office.database.write() as session:
        assert handlers.republish(session) == 4
    assert len(office.events()) == before + 4


def test_the_list_takes_one_query_however_many_there_are(office: SurveyOffice, own: UUID) -> None:
    for title in ("甲", "乙"):
        office.do("lead", handlers.copy_questionnaire, questionnaire_id=own, title=title)
    with counted_queries(office.database) as statements:
        assert len(office.read("lead", queries.questionnaires)) == 4
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 1
