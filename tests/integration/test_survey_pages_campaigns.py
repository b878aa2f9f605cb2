"""Surveys on pages: planned and watched by staff, answered by residents without an account and without scripts."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from services.survey import handlers, queries
from services.survey.handlers.signed_links import answer_link
from shared.web import mounted
from tests.integration.serving import served
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_campaigns import ANSWERS, invitations, opened, today
from tests.integration.ticketing_site import words

pytestmark = pytest.mark.one_database

FORM = {key: value for key, value in ANSWERS.items() if isinstance(value, str)} | {
    f"q13.{line}": score
    for line, score in ANSWERS["q13"].items()  # type: ignore[attr-defined]
}


def path_of(office: SurveyOffice, invitation_id: UUID) -> str:
    with office.database.read() as session:
        return answer_link(session, invitation_id).split("/survey", 1)[1]


def test_a_survey_is_planned_and_opened_on_its_pages(office: SurveyOffice) -> None:
    lead = office.visitor("lead")
    (standard,) = office.read("lead", queries.questionnaires)
    told: dict[str, Any] = {
        "estate_id": office.desk.estates["LX"].id,
        "questionnaire_id": standard.questionnaire.id,
        "title": "下半年意见调查",
        "title_en": "Opinions, second half",
        "half": "2",
        "opens_on": today().isoformat(),
        "closes_on": (today() + timedelta(days=10)).isoformat(),
    }
    refused = lead.post("/campaigns/new", **told | {"title": "", "closes_on": "2020-01-01"})
    assert refused.status_code == 422
    page = lead.follow(lead.post("/campaigns/new", **told))
    assert "已计划，将在开始日早上自动开始" in page.text
    path = re.search(r"/survey(/campaigns/[0-9a-f-]{36})/open", page.text)
    assert path
    page = lead.follow(lead.post(f"{path[1]}/open", seen_on=path[1]))
    assert "已答 0 户，共 8 户" in words(page.text)
    assert "1 进行中的调查" in words(office.visitor("officer").get("/today/fragment").text)
    listed = office.visitor("officer", "en").reads("/")
    assert "Opinions, second half" in listed
    assert "second half" in listed
    moved = lead.post(f"{path[1]}/extend", seen_on=path[1], closes_on=(today() + timedelta(days=20)).isoformat())
    assert "截止日已调整" in lead.follow(moved).text
    assert "已截止" in lead.follow(lead.post(f"{path[1]}/close", seen_on=path[1])).text
    assert lead.post(f"{path[1]}/close", seen_on="/campaigns/new").status_code == 422


def test_a_resident_answers_without_an_account_and_only_once(office: SurveyOffice) -> None:
    campaign = opened(office)
    path = path_of(office, invitations(office, campaign)[0].id)
    resident = office.visitor()
    assert "您对物业服务总体满意吗" in resident.reads(path)
    wrong = resident.post(path, **FORM | {"q1": "", "q17": "电梯太慢"})
    assert wrong.status_code == 422
    assert "请回答此题" in wrong.text
    assert "电梯太慢" in wrong.text
    token = re.search(r'name="csrf_token" value="([^"]+)"', resident.get(path).text)
    assert token
    assert "感谢您的回答" in resident.follow(resident.post(path, **FORM)).text
    again = resident.client.post(f"/survey{path}", data=FORM | {"csrf_token": token[1]})
    assert again.status_code == 200
    assert "感谢您的回答" in again.text


def test_what_was_filled_in_is_there_again_with_the_same_link(office: SurveyOffice) -> None:
    path = path_of(office, invitations(office, opened(office))[0].id)
    resident = office.visitor()
    kept = resident.post(f"{path}/kept", seen_on=path, q1="2", q17="电梯", **{"q13.a": "3"})
    assert kept.status_code == 204
    page = office.visitor().get(path).text
    assert "电梯" in page
    assert re.search(r'name="q13.a" value="3"[^>]* checked', page)


def test_a_link_that_is_wrong_or_over_explains_itself(office: SurveyOffice) -> None:
    campaign = opened(office)
    path = path_of(office, invitations(office, campaign)[0].id)
    assert office.visitor(language="en").get("/answer/nonsense").status_code == 404
    assert "链接 180 天内有效" in office.visitor().get("/answer/nonsense").text
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    page = office.visitor().reads(path)
    assert "此调查目前不接收答卷" in page
    assert "您对物业服务总体满意吗" not in page


def test_on_a_phone_questions_appear_as_they_are_needed_and_answers_stay(
    office: SurveyOffice, browser: Browser
) -> None:
    path = path_of(office, invitations(office, opened(office, anonymous=True))[0].id)
    with served(mounted(office.app)) as base:
        context = browser.new_context(viewport={"width": 375, "height": 740}, locale="zh-CN")
        page = context.new_page()
        page.goto(f"{base}/survey{path}")
        assert not page.locator("#field-q9").is_visible()
        page.locator("#field-q8 label.choice", has_text="是").click()
        assert page.locator("#field-q9").is_visible()
        page.locator("#field-q17").fill("绿化")
        page.locator("[data-kept]").wait_for(state="visible")
        page.reload()
        assert page.locator("#field-q17").input_value() == "绿化"
        assert page.locator("#field-q9").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        context.close()
