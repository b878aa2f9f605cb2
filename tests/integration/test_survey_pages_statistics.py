"""The results of a survey on pages, on paper and as files."""

import csv
from io import StringIO

import pytest

from services.survey import queries
from services.survey.models import Campaign
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_statistics import answered

pytestmark = pytest.mark.one_database


def exported(office: SurveyOffice, campaign: Campaign, path: str, username: str = "lead") -> list[list[str]]:
    answer = office.visitor(username).post(
        f"/campaigns/{campaign.id}/{path}", format="csv", seen_on=f"/campaigns/{campaign.id}/statistics"
    )
    assert answer.status_code == 200, answer.status_code
    return list(csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_the_results_are_read_and_printed(office: SurveyOffice) -> None:
    campaign = answered(office)
    lead = office.visitor("lead")
    assert f"/campaigns/{campaign.id}/statistics" in lead.get(f"/campaigns/{campaign.id}").text
    page = lead.reads(f"/campaigns/{campaign.id}/statistics", question="q1")
    assert "回收率 100.0% 已答 8 户，共 8 户" in page
    assert "满意率" in page
    assert "2栋 63%" in page  # the groups by the question that was chosen
    printed = office.visitor("officer", "en").reads(f"/campaigns/{campaign.id}/statistics/print")
    assert "Satisfaction rate" in printed
    crossed = lead.reads(f"/campaigns/{campaign.id}/crossing", first="q8", second="q1")
    assert "您对物业服务总体满意吗" in crossed


def test_tags_are_put_on_the_page(office: SurveyOffice) -> None:
    campaign = answered(office)
    sheet = office.read("lead", queries.texts, campaign_id=campaign.id, key="q17").items[0].sheet
    lead, path = office.visitor("lead"), f"/campaigns/{campaign.id}/texts/q17"
    page = lead.follow(lead.post(f"{path}/{sheet.id}", seen_on=path, tags="电梯，态度、"))
    assert any(f'value="{pair}"' in page.text for pair in ("态度、电梯", "电梯、态度"))
    assert "电梯 (1)" in page.text
    lead.post(f"{path}/{sheet.id}", seen_on=path, tags="x" * 21)
    assert "最多十个标签" in lead.reads(path)
    assert 'name="tags"' not in office.visitor("officer").reads(path)


def test_files_hold_answers_with_and_without_the_household(office: SurveyOffice) -> None:
    campaign = answered(office)
    rows = exported(office, campaign, "answers/export", "officer")
    assert rows[0][:3] == ["楼栋", "类别", "您对物业服务总体满意吗？"]
    assert sorted(row[2] for row in rows[1:]) == ["1", "2", "3", "4", "4", "4", "5", "5"]
    assert "张伟" not in str(rows)
    named = exported(office, campaign, "answers/export-named")
    assert "张伟" in str(named)
    refused = office.visitor("officer").post(
        f"/campaigns/{campaign.id}/answers/export-named", format="csv", seen_on=f"/campaigns/{campaign.id}/statistics"
    )
    assert refused.status_code == 403


def test_the_summary_has_every_answer_and_every_group(office: SurveyOffice) -> None:
    rows = exported(office, answered(office), "statistics/export")
    assert ["全部", "您对物业服务总体满意吗？", "满意", "3", "37.50"] in rows
    assert ["2栋", "您对物业服务总体满意吗？", "满意率", "8", "62.50"] in rows
    assert ["全部", "您对物业服务总体满意吗？", "平均分", "3.50", ""] in rows
