"""结果公告: counted, written up from the numbers, approved by the project lead, told to the board (A2.1)."""

from uuid import UUID

import msgspec
import pytest
from sqlalchemy import select

from services.notify.app import SERVICE as NOTIFY
from services.notify.models import Notice, NoticeKind, NoticeState
from services.survey import handlers, queries
from services.survey.handlers.campaigns import WrongState
from services.survey.handlers.results import NotCounted
from services.survey.models import Campaign, CampaignState, ResultsText
from services.ticketing import handlers as ticketing
from shared.errors import NotFound, StaleVersion
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.conftest import MakeDatabase
from tests.integration.notify_office import settings
from tests.integration.reference_data import Copies
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_campaigns import answer, fire, invitations
from tests.integration.test_survey_statistics import answered


def counted(office: SurveyOffice) -> Campaign:
    campaign = answered(office)
    for sheet in office.read("lead", queries.texts, campaign_id=campaign.id, key="q17").items[:2]:
        office.do("lead", handlers.tag_text, sheet_id=sheet.sheet.id, key="q17", tags=["电梯"])
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    text = office.read("lead", queries.results_text, campaign_id=campaign.id)
    office.do("officer", handlers.count_results, campaign_id=campaign.id, text=text)
    return campaign


def state(office: SurveyOffice, campaign: Campaign) -> CampaignState:
    return office.read("lead", queries.campaign, campaign_id=campaign.id).campaign.state


def test_the_notice_says_what_the_numbers_say(office: SurveyOffice) -> None:
    campaign = counted(office)
    report = office.read("lead", queries.report, campaign_id=campaign.id)
    assert report is not None
    assert report.title == "2026 年下半年客户意见调查结果公告"
    assert "我们向 8 户征询了意见，收回 8 份，回收率 100.0%" in report.body
    assert "| 您对物业服务总体满意吗？ | ███▏ | 62.5% | 3.50 |" in report.body
    assert "文字意见集中于：电梯 (2)" in report.body
    assert "How satisfied are you with our services overall?" in report.body_en
    assert state(office, campaign) is CampaignState.COUNTED


def test_it_is_edited_approved_and_published_in_this_order(office: SurveyOffice) -> None:
    campaign = counted(office)
    with pytest.raises(WrongState):
        office.do("officer", handlers.publish_report, campaign_id=campaign.id)
    text = ResultsText("结果公告", "谢谢大家。")
    office.do("officer", handlers.edit_report, campaign_id=campaign.id, text=text, version=1)
    with pytest.raises(StaleVersion):
        office.do("officer", handlers.edit_report, campaign_id=campaign.id, text=text, version=1)
    office.do("lead", handlers.return_report, campaign_id=campaign.id, reason="请写明改进措施")
    office.do("lead", handlers.approve_report, campaign_id=campaign.id)
    with pytest.raises(WrongState):
        office.do("officer", handlers.edit_report, campaign_id=campaign.id, text=text)
    report = office.do("officer", handlers.publish_report, campaign_id=campaign.id)
    assert (report.approved_by, report.returned_reason, report.body) == ("郑华", None, "谢谢大家。")
    told = [told["state"] for name, told in office.events() if name == "campaign_changed"]
    assert told[-4:] == ["closed", "counted", "approved", "published"]
    actions = ["draft", "edit", "return", "approve", "publish"]
    assert office.audit(report.id) == [f"report.{action}" for action in actions]


def test_an_approval_is_taken_back_before_it_is_published(office: SurveyOffice) -> None:
    campaign = counted(office)
    office.do("lead", handlers.approve_report, campaign_id=campaign.id)
    office.do("lead", handlers.return_report, campaign_id=campaign.id, reason="数字有误")
    assert state(office, campaign) is CampaignState.COUNTED
    with pytest.raises(NotFound):
        office.do("stranger", handlers.approve_report, campaign_id=campaign.id)


def test_nothing_is_written_up_before_everything_is_counted(office: SurveyOffice) -> None:
    campaign = answered(office, 6)
    answer(office, invitations(office, campaign)[7].id)
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    with pytest.raises(NotCounted):
        office.do("lead", handlers.count_results, campaign_id=campaign.id, text=ResultsText("结果", "结果"))
    fire(office, "count_campaign")
    office.do("lead", handlers.count_results, campaign_id=campaign.id, text=ResultsText("结果", "结果"))


def test_the_board_shows_it_once_it_is_published(office: SurveyOffice, make_database: MakeDatabase) -> None:
    campaign = counted(office)
    office.do("lead", handlers.approve_report, campaign_id=campaign.id)
    office.do("officer", handlers.publish_report, campaign_id=campaign.id)
    board = make_database("notify")
    board.settings = settings({})
    with office.desk.database.write() as session:
        ticketing.republish(session)
    Copies(office.desk, NOTIFY, board).take_events()
    with office.database.read() as session:
        bodies = select(OutboxRow.key, OutboxRow.body).where(OutboxRow.key == "survey.results_published.v1")
        events = [(key, body) for key, body in session.execute(bodies)]
    Inbox(board, NOTIFY).apply(events * 2)
    with board.read() as session:
        (notice,) = session.scalars(select(Notice)).all()
    assert (notice.kind, notice.state, notice.approved_by) == (NoticeKind.RESULTS, NoticeState.PUBLISHED, "郑华")
    assert notice.number is not None
    assert "62.5%" in notice.body
    assert notice.estate_id == UUID(msgspec.json.decode(events[0][1])["data"]["estate_id"])


def test_the_lead_approves_it_on_its_page(office: SurveyOffice) -> None:
    campaign = answered(office)
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    manager, lead, path = office.visitor("manager"), office.visitor("lead"), f"/campaigns/{campaign.id}"
    page = manager.follow(manager.post(f"{path}/count", seen_on=path))
    assert "已统计" in page.text
    assert "由以下角色批准：项目负责人" in page.text
    written = {"title": "下半年结果", "body": "| 项目 | 满意率 |", "version": "1"}
    page = manager.follow(manager.post(f"{path}/report/edit", **written))
    assert "下半年结果" in page.text
    refused = manager.post(f"{path}/report/approve", seen_on=f"{path}/report/edit")
    assert refused.status_code == 403
    lead.follow(lead.post(f"{path}/report/approve", seen_on=f"{path}/report"))
    assert "已发布到小区公告栏" in lead.follow(lead.post(f"{path}/report/publish", seen_on=f"{path}/report")).text
    assert "已发布" in manager.reads(path)
    assert office.caller("lead").get(f"campaigns/{campaign.id}/report").json["approved_by"] == "郑华"
