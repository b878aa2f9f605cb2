"""The quarterly analysis on pages and by the API, and in a browser from the draft to the publication (A2.8)."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import select

from services.survey.models import Analysis, Measure, Quarter
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.accessibility import assert_fit_for_everybody
from tests.integration.serving import served
from tests.integration.survey_facts import estate_of, fill
from tests.integration.survey_office import SETTINGS, SurveyOffice
from tests.integration.ticketing_api import token_of

pytestmark = pytest.mark.one_database

NOW = datetime.now(UTC)
LAST = Quarter.of(NOW.astimezone(SETTINGS.site_zone).date()).before()
PHONE: ViewportSize = {"width": 375, "height": 740}
DUE = (NOW + timedelta(days=60)).date()


@pytest.fixture
def filled(office: SurveyOffice) -> SurveyOffice:
    """With requests of the quarter that ended last."""
    at = LAST.begins(SETTINGS.site_zone) + timedelta(days=9)
    late: dict[str, Any] = {"kind": "complaint", "category": "电梯", "opened_at": at, "late_answer": True}
    declined = {"opened_at": at, "declined_at": at, "resolved_at": None, "outcome": "外墙由业委会维修"}
    customer = office.desk.customers["张伟"].id
    fill(office, late, late | {"customer_id": customer}, declined, {"opened_at": at, "channel": "web", "score": 5})
    return office


def stored(office: SurveyOffice) -> Analysis:
    with office.database.read() as session:
        return session.scalars(select(Analysis)).one()


def drafted(office: SurveyOffice) -> Analysis:
    manager = office.visitor("manager")
    facts = {"estate_id": str(estate_of(office)), "quarter": LAST.key}
    manager.follow(manager.post("/analyses/new", **facts))
    return stored(office)


def test_the_figures_of_any_quarter_are_read(filled: SurveyOffice) -> None:
    page = filled.visitor("officer").get("/analyses/figures", quarter=LAST.key)
    assert page.status_code == 200
    for words in ("电梯", "外墙由业委会维修", "投诉", "网上", "服务承诺"):
        assert words in page.text, words
    assert f"since={LAST.first}" in page.text
    assert filled.visitor("officer").get("/analyses/figures", quarter="soon").status_code == 200
    empty = filled.visitor("stranger", "en").reads("/analyses/figures")
    assert "外墙" not in empty
    assert "Requests 0" in empty


def test_who_may_not_is_told_who_can(filled: SurveyOffice) -> None:
    officer, plumber = filled.visitor("officer"), filled.visitor("plumber")
    assert "尚无季度分析" in officer.reads("/analyses")
    assert "起草分析" not in officer.reads("/analyses")
    assert "没有待完成的措施" in plumber.reads("/measures")
    assert plumber.get("/analyses").status_code == 403
    row = drafted(filled)
    filled.caller("manager").post(f"analyses/{row.id}/submit")
    assert "由以下角色批准：项目负责人" in filled.visitor("manager").reads(f"/analyses/{row.id}")
    assert filled.caller("manager").post(f"analyses/{row.id}/approve").status_code == 403
    assert filled.visitor("stranger").get(f"/analyses/{row.id}").status_code == 404


def test_what_is_wrong_is_said_beside_its_field(filled: SurveyOffice) -> None:
    row, manager = drafted(filled), filled.visitor("manager")
    again = manager.post("/analyses/new", estate_id=str(row.estate_id), quarter=LAST.key)
    assert (again.status_code, "该季度已有分析" in again.text) == (422, True)
    early = manager.post("/analyses/new", estate_id=str(row.estate_id), quarter=LAST.before(-1).key)
    assert (early.status_code, "该季度尚未结束" in early.text) == (422, True)
    path = f"/analyses/{row.id}/measures/new"
    refused = manager.post(path, words="每月检修", owner_id=str(filled.staff("plumber").id), due_on="2020-01-01")
    assert (refused.status_code, "每月检修" in refused.text) == (422, True)


def test_the_api_takes_it_from_the_draft_to_the_end(filled: SurveyOffice) -> None:
    manager, lead, plumber = (filled.caller(name) for name in ("manager", "lead", "plumber"))
    facts = {"estate_id": str(estate_of(filled)), "quarter": LAST.key}
    assert manager.post("analyses", facts | {"quarter": "2026-Q5"}).status_code == 422
    row = manager.post("analyses", facts)
    assert (row.status_code, row.json["quarter"], row.json["state"]) == (201, LAST.key, "drafted")
    path = f"analyses/{row.json['id']}"
    figures = manager.get("analyses/figures", **facts).json
    assert (figures["totals"][-1], manager.get(f"{path}/figures").json) == (4, figures)
    measure = {"words": "每月检修", "owner_id": str(filled.staff("plumber").id), "due_on": str(DUE)}
    added = manager.post(f"{path}/measures", measure).json
    assert manager.post(f"measures/{added['id']}", measure | {"words": "每周检修"}).json["words"] == "每周检修"
    extra = manager.post(f"{path}/measures", measure).json
    assert manager.post(f"measures/{extra['id']}/drop").status_code == 200
    assert manager.post(path, {"title": "第三季度", "body": "正文", "version": 1}).json["title"] == "第三季度"
    assert manager.post(f"{path}/redraft").json["title"] != "第三季度"
    assert manager.post(f"{path}/submit").json["submitted_by"] == "吴刚"
    assert lead.post(f"{path}/return", {"reason": "再改改"}).json["state"] == "drafted"
    assert manager.post(f"{path}/publish").status_code == 409
    manager.post(f"{path}/submit")
    assert lead.post(f"{path}/approve", {"on_board": True}).json["on_board"] is True
    published = manager.post(f"{path}/publish").json
    assert (published["requests"], published["households"]) == (4, 1)
    assert manager.get("analyses").json["items"][0]["measures"] == 1
    assert plumber.post(f"measures/{added['id']}/done", {"words": "已检修"}).json["done_by"] == "王强"
    assert manager.get("measures", everybody="true", done="true").json["items"][0]["measure"]["done_words"] == "已检修"


def test_it_is_printed_and_taken_home(filled: SurveyOffice) -> None:
    row = drafted(filled)
    measure = {"words": "每月检修电梯", "owner_id": str(filled.staff("plumber").id), "due_on": str(DUE)}
    filled.caller("manager").post(f"analyses/{row.id}/measures", measure)
    printed = filled.visitor("officer").reads(f"/analyses/{row.id}/print")
    for words in ("草稿，尚未批准", "每月检修电梯", "外墙由业委会维修", "反映最多的问题"):
        assert words in printed, words
    assert "What it was about" in filled.visitor("officer", "en").reads(f"/analyses/{row.id}/print")
    answer = filled.visitor("officer").post(f"/analyses/{row.id}/export", format="csv", seen_on=f"/analyses/{row.id}")
    assert answer.status_code == 200, answer.text
    lines = list(csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert lines[0][-3:] == [LAST.before().key, LAST.key, "内容"]
    assert ["工单", "全部", "0", "0", "0", "0", "4", ""] in lines
    assert [line[-2] for line in lines if line[1] == "电梯"] == ["2"]
    assert [line[-1] for line in lines if line[0] == "不予受理的原因"] == ["外墙由业委会维修"]
    book = filled.visitor("officer").post(f"/analyses/{row.id}/export", format="xlsx", seen_on=f"/analyses/{row.id}")
    assert book.data.startswith(b"PK")


@pytest.fixture
def address(filled: SurveyOffice) -> Iterator[str]:
    with served(mounted(filled.app)) as address:
        yield address


def test_in_a_browser_from_the_draft_to_the_duty(filled: SurveyOffice, page: Page, address: str) -> None:
    def act_as(username: str) -> None:
        token = token_of(filled.staff(username))
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])

    act_as("manager")
    page.goto(f"{address}/survey/analyses")
    page.get_by_role("link", name="起草分析").first.click()
    page.get_by_text(f"{LAST.year} 年第 {LAST.number} 季度").first.click()
    page.get_by_role("button", name="起草").click()
    expect(page.get_by_role("heading", name="客户意见分析")).to_be_visible()
    page.get_by_role("link", name="添加措施").click()
    page.get_by_label("措施内容").fill("每月检修电梯")
    page.get_by_label("责任人").select_option(label="王强")
    page.get_by_label("完成期限").fill(str(DUE))
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="提交").click()
    act_as("lead")
    page.goto(f"{address}/survey/analyses/{stored(filled).id}")
    page.get_by_role("button", name="批准").click()
    expect(page.get_by_text("将同时发布到公告栏")).to_be_visible()
    page.get_by_role("button", name="发布").click()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(page.get_by_text("已向 1 户反馈处理情况")).to_be_visible()
    act_as("plumber")
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/survey/measures")
    page.locator("summary", has_text="报告完成").click()
    page.locator("[name=words]").fill("三部电梯均已检修")
    page.get_by_role("button", name="报告完成").click()
    expect(page.get_by_text("没有待完成的措施")).to_be_visible()
    with filled.database.read() as session:
        assert session.scalars(select(Measure.done_words)).one() == "三部电梯均已检修"
    act_as("lead")
    for path in ("analyses", f"analyses/{stored(filled).id}", "analyses/figures", "measures?everybody=true&done=true"):
        for language in ("zh", "en"):
            page.goto(f"{address}/survey/{path}{'&' if '?' in path else '?'}lang={language}")
            assert_fit_for_everybody(page)
