"""季度分析: written up from the facts, reviewed, published; its measures are duties until they are done (A2.8)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from services.survey import handlers, queries
from services.survey.app import SERVICE
from services.survey.handlers.analyses import Drafted, MovedOn, QuarterOpen
from services.survey.handlers.measures import NoDuty, TextFixed
from services.survey.models import Analysis, AnalysisState, Issue, Measure, Quarter, ResultsText
from services.ticketing import handlers as ticketing
from services.ticketing.models import CustomerKind
from shared import deadlines
from shared.errors import Forbidden, Invalid, NotFound, StaleVersion
from tests.integration.survey_facts import AUTUMN, estate_of, fill, tell
from tests.integration.survey_office import SurveyOffice
from tests.integration.ticketing_desk import counted_queries

OCTOBER = datetime(2026, 10, 8, 2, tzinfo=UTC)
DUE = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def autumn_is_over() -> Any:
    with time_machine.travel(OCTOBER, tick=True) as traveller:
        yield traveller


def told(office: SurveyOffice, name: str) -> list[dict[str, Any]]:
    return [facts for key, facts in office.events() if key == name]


def drafted(office: SurveyOffice, quarter: Quarter = AUTUMN, username: str = "manager") -> Analysis:
    facts: dict[str, Any] = {"estate_id": estate_of(office), "quarter": quarter}
    figures, text = office.read(username, queries.proposal, **facts)
    return office.do(username, handlers.draft_analysis, **facts, figures=figures, text=text)


def measured(office: SurveyOffice, analysis: Analysis, owner: str = "plumber", **facts: Any) -> Measure:
    given = {"words": "每月检修电梯一次", "owner_id": office.staff(owner).id, "due_on": DUE, **facts}
    return office.do("manager", handlers.add_measure, analysis_id=analysis.id, **given)


def published(office: SurveyOffice, analysis: Analysis, **facts: Any) -> Analysis:
    office.do("manager", handlers.submit_analysis, analysis_id=analysis.id)
    office.do("lead", handlers.approve_analysis, analysis_id=analysis.id, **facts)
    return office.do("manager", handlers.publish_analysis, analysis_id=analysis.id)


def home(office: SurveyOffice, name: str) -> UUID:
    return UUID(str(office.desk.customers[name].id))


def test_the_text_says_what_the_figures_say(office: SurveyOffice) -> None:
    lift = {"kind": "complaint", "category": "电梯", "late_answer": True}
    fill(office, lift, lift, {"score": 4}, {"kind": "praise", "category": ""}, {"merged": True})
    when: dict[str, Any] = {
        "starts_at": datetime(2026, 8, 1, tzinfo=UTC),
        "emergency_reason": "变压器起火",
        "title": "3栋停电",
    }
    tell(office, "notify.notice_published.v1", notice_id=home(office, "张伟"), kind="power_outage", **when)
    analysis = drafted(office)
    assert analysis.title == "邻香苑 2026 年第 3 季度客户意见分析"
    assert "2026 年第 3 季度，我们共收到 4 件" in analysis.body
    assert "| 电梯 | 2 | 0 |" in analysis.body
    assert "| 回复 | 50.0% | — |" in analysis.body
    assert "- 电梯（投诉）：2 件，上季度 0 件" in analysis.body
    assert "8月1日：3栋停电。紧急情况：变压器起火" in analysis.body
    assert "you told us 4 things" in analysis.body_en
    assert office.audit(analysis.id) == ["analysis.draft"]


def test_a_quarter_is_analysed_once_and_after_its_end(office: SurveyOffice) -> None:
    drafted(office)
    with pytest.raises(Drafted):
        drafted(office)
    with pytest.raises(QuarterOpen) as refused:
        drafted(office, AUTUMN.before(-1))
    assert refused.value.params == {"day": "2027-01-01"}
    with pytest.raises(Invalid):
        drafted(office, AUTUMN.before(), "stranger")


def test_it_is_reviewed_in_this_order(office: SurveyOffice) -> None:
    fill(office, {})
    key = {"analysis_id": drafted(office).id}
    text = ResultsText("第三季度", "谢谢大家。")
    office.do("manager", handlers.edit_analysis, **key, text=text, version=1)
    with pytest.raises(StaleVersion):
        office.do("manager", handlers.edit_analysis, **key, text=text, version=1)
    with pytest.raises(MovedOn):
        office.do("lead", handlers.approve_analysis, **key)
    office.do("manager", handlers.submit_analysis, **key)
    with pytest.raises(MovedOn):
        office.do("manager", handlers.edit_analysis, **key, text=text)
    returned = office.do("lead", handlers.return_analysis, **key, reason="请写明措施")
    assert (returned.state, returned.returned_reason) == (AnalysisState.DRAFTED, "请写明措施")
    fill(office, {"number": "BX-9"})
    figures, text = office.read("manager", queries.proposal, estate_id=estate_of(office), quarter=AUTUMN)
    office.do("manager", handlers.redraft_analysis, **key, figures=figures, text=text)
    row = office.read("lead", queries.analysis, **key)
    assert (row.figures.total, "共收到 2 件" in row.analysis.body) == (2, True)
    with pytest.raises(MovedOn):
        office.do("manager", handlers.publish_analysis, **key)
    done = published(office, row.analysis, on_board=False)
    assert (done.state, done.approved_by, done.returned_reason, done.on_board) == ("published", "郑华", None, False)
    steps = ["draft", "edit", "submit", "return", "redraft", "submit", "approve", "publish"]
    assert office.audit(done.id) == [f"analysis.{step}" for step in steps]


def test_each_household_is_told_once_what_came_of_its_requests(office: SurveyOffice) -> None:
    desk = office.desk
    facts: dict[str, Any] = {"kind": CustomerKind.OWNER, "name": "张 伟", "phone": "139 0013 9000"}
    second = desk.do("officer", ticketing.register_customer, unit_id=desk.customers["张伟"].unit_id, **facts)
    desk.do("supervisor", ticketing.merge_households, customer_id=second.id, into_id=home(office, "张伟"))
    office.copies.take_events()
    mine, other = home(office, "张伟"), home(office, "王芳")
    open_ones = dict.fromkeys(("resolved_at", "answered_at", "closed_at"))
    fault, *_rest = fill(
        office,
        {"customer_id": mine, "outcome": "已换门机"},
        {"customer_id": second.id, **open_ones, "outcome": ""},
        {"customer_id": mine, "merged": True},
        {"customer_id": None},
        {"customer_id": home(office, "曾华"), "opened_at": datetime(2026, 6, 30, tzinfo=UTC)},
    )
    tie: dict[str, Any] = {"id": other, "ticket_id": fault, "customer_id": other, "deleted": False}
    tell(office, "ticketing.ticket_reporter_changed.v1", **tie)
    analysis = drafted(office)
    measured(office, analysis)
    done = published(office, analysis)
    (event,) = told(office, "analysis_published")
    assert (len(event["ticket_ids"]), event["customer_ids"]) == (3, sorted([str(mine), str(other)]))
    assert (event["year"], event["quarter"], event["on_board"], event["measures"]) == (2026, 3, True, 1)
    assert "**我们的改进措施**\n\n- 每月检修电梯一次（2026年11月30日前）" in event["body"]
    feedback = {facts["customer_id"]: facts for facts in told(office, "feedback_given")}
    assert feedback.keys() == {str(mine), str(other)}
    requests = [(row["number"], row["state"], row["outcome"]) for row in feedback[str(mine)]["requests"]]
    assert requests == [("BX-0001", "done", "已换门机"), ("BX-0002", "open", "")]
    assert [row["number"] for row in feedback[str(other)]["requests"]] == ["BX-0001"]
    assert feedback[str(other)]["measures"] == ["每月检修电梯一次"]
    assert (done.requests, done.households) == (3, 2)


def test_a_measure_is_a_duty_from_the_publication_until_it_is_done(office: SurveyOffice) -> None:
    analysis = drafted(office)
    measure = measured(office, analysis)
    with pytest.raises(NoDuty):
        office.do("plumber", handlers.finish_measure, measure_id=measure.id, words="已做")
    published(office, analysis)
    with pytest.raises(TextFixed):
        office.do("manager", handlers.drop_measure, measure_id=measure.id)
    (given,) = told(office, "measure_given")
    assert (given["owner_id"], given["due_on"]) == (str(office.staff("plumber").id), "2026-11-30")
    with pytest.raises(Forbidden):
        office.do("electrician", handlers.finish_measure, measure_id=measure.id, words="已做")
    done = office.do("plumber", handlers.finish_measure, measure_id=measure.id, words="三部电梯均已检修")
    assert (done.done_by, done.done_words) == ("王强", "三部电梯均已检修")
    (event,) = told(office, "measure_done")
    assert (event["by"], event["done_words"]) == ("王强", "三部电梯均已检修")
    with pytest.raises(NoDuty):
        office.do("manager", handlers.finish_measure, measure_id=measure.id, words="又做")
    assert office.audit(measure.id) == ["measure.add", "measure.give", "measure.finish"]


def test_who_is_late_is_reminded_every_week_with_the_lead(office: SurveyOffice, autumn_is_over: Any) -> None:
    analysis = drafted(office)
    measure = measured(office, analysis)
    published(office, analysis)
    midnight = datetime(2026, 11, 30, 16, tzinfo=UTC)
    numbers = []
    for moment in (midnight - timedelta(minutes=1), midnight, midnight + timedelta(days=7, minutes=1)):
        autumn_is_over.move_to(moment)
        deadlines.fire_due(office.database, SERVICE)
        numbers.append(len(told(office, "measure_overdue")))
    assert numbers == [0, 1, 2]
    people = [str(office.staff(name).id) for name in ("plumber", "lead")]
    assert told(office, "measure_overdue")[0]["staff_ids"] == people
    assert office.read("plumber", queries.own_measures) == (1, 1)
    office.do("manager", handlers.finish_measure, measure_id=measure.id, words="已完成")
    autumn_is_over.move_to(midnight + timedelta(days=30))
    deadlines.fire_due(office.database, SERVICE)
    assert len(told(office, "measure_overdue")) == 2
    assert office.read("plumber", queries.own_measures) == (0, 0)


def test_a_measure_has_an_owner_of_the_estate_and_a_day_to_come(office: SurveyOffice) -> None:
    analysis = drafted(office)
    with pytest.raises(Invalid) as refused:
        measured(office, analysis, owner_id=office.desk.stranger.id)
    assert "owner_id" in refused.value.errors
    with pytest.raises(Invalid) as refused:
        measured(office, analysis, due_on=date(2026, 10, 7))
    assert "due_on" in refused.value.errors
    measure = measured(office, analysis)
    changed = {"words": "每周检修", "owner_id": office.staff("electrician").id, "due_on": DUE}
    assert office.do("manager", handlers.change_measure, measure_id=measure.id, **changed).owner == "赵磊"
    office.do("manager", handlers.drop_measure, measure_id=measure.id)
    assert office.read("lead", queries.analysis, analysis_id=analysis.id).measures == []
    with pytest.raises(NotFound):
        office.do("stranger", handlers.submit_analysis, analysis_id=analysis.id)


def test_lists_take_few_queries_and_narrow(office: SurveyOffice) -> None:
    for back in range(3):
        measured(office, drafted(office, AUTUMN.before(back)))
    with counted_queries(office.database) as statements:
        page = office.read("lead", queries.analyses, state=AnalysisState.DRAFTED, estate=estate_of(office), limit=2)
    assert len(statements) <= 7
    assert [row.analysis.of.key for row in page.items] == ["2026-Q3", "2026-Q2"]
    assert page.next is not None
    assert [row.name for row in office.read("lead", queries.unanalysed)] == []
    assert office.read("stranger", queries.analyses).items == []
    published(office, page.items[0].analysis)
    with counted_queries(office.database) as statements:
        owed = office.read("plumber", queries.measures)
    assert len(statements) <= 7
    assert [(row.estate, row.late) for row in owed.items] == [("邻香苑", False)]


def test_who_is_erased_leaves_the_texts_too(office: SurveyOffice) -> None:
    who = home(office, "王芳")
    at = datetime(2026, 8, 5, tzinfo=UTC)
    (ticket,) = fill(office, {"customer_id": who, "declined_at": at, "outcome": "王芳家的围栏不归我们管"})
    analysis = drafted(office)
    office.do("manager", handlers.edit_analysis, analysis_id=analysis.id, text=ResultsText("第三季度", "王芳说得对。"))
    measured(office, analysis, words="给王芳回电")
    desk = office.desk
    desk.do("officer", ticketing.move_out, customer_id=who, on=date(2026, 10, 7))
    office.copies.take_events()
    event: dict[str, Any] = {"customer_id": who, "member_ids": [], "ticket_ids": [ticket], "told_ids": []}
    tell(office, "ticketing.customer_erased.v1", **event)
    row = office.read("lead", queries.analysis, analysis_id=analysis.id)
    assert "王芳" not in row.analysis.body + row.measures[0].words
    assert [reason.words for reason in row.figures.reasons] == ["███"]
    with office.database.read() as session:
        assert session.scalars(select(Issue.customer_id)).all() == [None]
    published(office, row.analysis)
    assert told(office, "feedback_given") == []
