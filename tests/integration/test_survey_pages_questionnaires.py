"""The pages on which questionnaires are written, as a browser without scripts uses them."""

import re
from uuid import UUID

import pytest

from services.survey import handlers, queries
from services.survey.models import QuestionKind
from tests.integration.survey_office import SurveyOffice

pytestmark = pytest.mark.one_database


@pytest.fixture
def own(office: SurveyOffice) -> UUID:
    lead = office.visitor("lead")
    page = lead.follow(lead.post("/questionnaires/new", title="电梯更新意见表", title_en="Lift renewal"))
    path = re.search(r"/questionnaires/([0-9a-f-]{36})/sections/new", page.text)
    assert path
    lead.follow(lead.post(f"/questionnaires/{path[1]}/sections/new", zh="电梯", en="Lifts"))
    return UUID(path[1])


def test_a_questionnaire_is_written_page_by_page(office: SurveyOffice, own: UUID) -> None:
    lead, path = office.visitor("lead"), f"/questionnaires/{own}"
    lead.follow(lead.post(f"{path}/introduction", zh="请填写", en="Please answer"))
    lead.follow(lead.post(f"{path}/sections/0/questions/new", kind="yes_no", zh="乘过电梯吗？", required="true"))
    page = lead.follow(
        lead.post(
            f"{path}/sections/0/questions/new",
            kind="single",
            zh="电梯怎么样？",
            choices="平稳 | Smooth\n颠簸",
            show_if=["q1=yes"],
        )
    )
    assert "平稳、颠簸" in page.text
    assert "仅在“乘过电梯吗？”选择“是”之后" in page.text
    assert 'value="q1=yes" id="q1=yes" autocomplete="off" checked' in lead.get(f"{path}/questions/q2").text
    assert "条件只能引用前面有选项的问题" in lead.follow(lead.post(f"{path}/questions/q2/move", seen_on=path)).text
    shown = office.visitor("officer", "en").reads(f"{path}/preview")
    assert "This is a preview" in shown
    assert "Smooth" in shown


def test_what_was_typed_stays_beside_its_error(office: SurveyOffice, own: UUID) -> None:
    lead, path = office.visitor("lead"), f"/questionnaires/{own}/sections/0/questions/new"
    refused = lead.post(path, kind="single", zh="怎么样？", choices="好")
    assert refused.status_code == 422
    assert "请至少填写两个选项" in refused.text
    assert "怎么样？" in refused.text
    assert lead.post("/questionnaires/new", title="").status_code == 422
    assert lead.get(f"/questionnaires/{own}/sections/7/questions/new").status_code == 404
    assert lead.get(f"/questionnaires/{own}/questions/q9").status_code == 404


def test_who_only_reads_sees_no_verbs(office: SurveyOffice, own: UUID) -> None:
    page = office.visitor("officer").get(f"/questionnaires/{own}").text
    assert "添加板块" not in page
    assert "停用此问卷" not in page
    assert "新建问卷" not in office.visitor("officer").get("/questionnaires").text


def test_it_is_renamed_copied_and_retired(office: SurveyOffice, own: UUID) -> None:
    lead = office.visitor("lead")
    assert "电梯意见" in lead.follow(lead.post(f"/questionnaires/{own}/title", title="电梯意见")).text
    copied = lead.follow(lead.post(f"/questionnaires/{own}/copy", title="电梯意见二"))
    assert "这是副本" in copied.text
    listed = lead.follow(lead.post(f"/questionnaires/{own}/retire", seen_on=f"/questionnaires/{own}"))
    assert "电梯意见二" in listed.text
    assert f"/questionnaires/{own}" not in listed.text


def test_the_preview_shows_every_kind_of_question(office: SurveyOffice, own: UUID) -> None:
    for kind in QuestionKind:
        choices = [("甲", "A"), ("乙", "B")] if kind in ("single", "multiple", "matrix") else []
        facts = {"section": 0, "kind": kind, "zh": f"问{kind}", "choices": choices}
        office.do("lead", handlers.add_question, questionnaire_id=own, **facts)
    page = office.visitor("officer").get(f"/questionnaires/{own}/preview").text
    asked = list(office.read("lead", queries.questionnaire, questionnaire_id=own).edition.document.questions)
    assert all(question.zh in page for question in asked)
    (matrix,) = [question.key for question in asked if question.kind is QuestionKind.MATRIX]
    assert f'name="{matrix}.a"' in page
