"""周报、月报、季报: a period in figures from all that visits knows, edited, submitted, corrected (B4.2.4)."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.ticketing import handlers as ticketing
from services.visits import handlers, queries
from services.visits.clauses import week_key
from services.visits.models import (
    MeetingKind,
    PeriodReport,
    ReportIsSubmitted,
    ReportIsThere,
    ReportKind,
    days_of,
    latest_periods,
)
from shared.errors import Invalid, NotFound
from tests.conftest import MakeDatabase
from tests.integration.test_visits_meetings import decided, held, planned
from tests.integration.ticketing_desk import counted_queries, furnish
from tests.integration.visits_office import VisitsOffice

WEEK = ReportKind.WEEK


@pytest.fixture
def office(make_database: MakeDatabase) -> VisitsOffice:
    return VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))


def begun(office: VisitsOffice, kind: ReportKind = WEEK) -> PeriodReport:
    (period,) = latest_periods(kind, office.today(), 1)
    return office.do("lead", handlers.begin_report, estate_id=office.estate_id, kind=kind, period=period)


def a_week_of_work(office: VisitsOffice) -> None:
    """Two requests, one answered; a meeting with an action; what the plumbers did."""
    ticket = office.desk.open(title="水管漏水")
    office.desk.open(title="灯不亮")
    office.desk.do("officer", ticketing.acknowledge, ticket_id=ticket.id)
    office.desk.do("officer", ticketing.resolve, ticket_id=ticket.id, resolution="换了接头")
    office.desk.do("officer", ticketing.answer, ticket_id=ticket.id, answer="好了", channel="phone")
    office.copies.take_events()
    meeting = planned(office, MeetingKind.BRANCH, 0)
    held(office, meeting)
    decided(office, meeting)
    facts = {"estate_id": office.estate_id, "team": "engineering", "week": week_key(office.today())}
    office.do("plumber", handlers.submit_summary, **facts, done="修好水管", plan="检修电梯")


def test_periods_are_named_and_have_their_days() -> None:
    assert days_of(WEEK, "2026-W53") == (date(2026, 12, 28), date(2027, 1, 3))
    assert days_of(ReportKind.MONTH, "2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert days_of(ReportKind.QUARTER, "2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    assert latest_periods(WEEK, date(2027, 1, 3), 2) == ["2026-W53", "2026-W52"]
    assert latest_periods(ReportKind.MONTH, date(2027, 1, 31), 3) == ["2027-01", "2026-12", "2026-11"]
    assert latest_periods(ReportKind.QUARTER, date(2027, 1, 1), 2) == ["2027-Q1", "2026-Q4"]
    for kind, wrong in ((WEEK, "2026-12"), (ReportKind.MONTH, "2026-13"), (ReportKind.QUARTER, "2026-Q5"), (WEEK, "")):
        with pytest.raises(ValueError):  # noqa: PT011 - whoever calls it says what is wrong
            days_of(kind, wrong)


def test_a_report_begins_with_the_figures_and_what_departments_wrote(office: VisitsOffice) -> None:
    a_week_of_work(office)
    report = begun(office)
    assert report.figures["actions_late"] == 0
    names = ("requests_filed", "requests_answered", "meetings_held", "actions_decided", "summaries_submitted")
    assert {name: report.figures[name] for name in names} == dict(zip(names, (2, 1, 1, 1, 1), strict=True))
    assert (report.summary, report.plan, report.problems) == ("【工程】修好水管", "【工程】检修电梯", "")
    with pytest.raises(ReportIsThere):
        begun(office)
    office.desk.open(title="门坏了")
    office.copies.take_events()
    assert office.do("lead", handlers.renew_figures, report_id=report.id).figures["requests_filed"] == 3


def test_it_is_edited_submitted_and_corrected(office: VisitsOffice) -> None:
    report = begun(office, ReportKind.MONTH)
    own: dict[str, Any] = {"report_id": report.id}
    office.do("lead", handlers.save_report, **own, summary="平稳")
    with pytest.raises(Invalid):
        office.do("lead", handlers.submit_report, **own, summary="")
    submitted = office.do("lead", handlers.submit_report, **own, summary="本月平稳", plan="迎新年")
    assert submitted.submitted_by == "郑华"
    for verb in (handlers.save_report, handlers.renew_figures):
        with pytest.raises(ReportIsSubmitted):
            office.do("lead", verb, **own)
    office.do("lead", handlers.submit_report, **own, summary="本月平稳有序")
    told = [data for name, data in office.events() if name == "report_submitted"]
    assert [data["summary"] for data in told] == ["本月平稳", "本月平稳有序"]
    assert told[0]["figures"]["requests_filed"] == 0
    actions = ("begin", "save", "submit", "submit")
    assert sorted(office.audit(report.id)) == [f"period_report.{action}" for action in actions]


def test_only_periods_that_have_begun_and_own_estates(office: VisitsOffice) -> None:
    soon = week_key(office.today() + timedelta(days=7))
    for period in (soon, "2020-W01", "2026-12", "x"):
        with pytest.raises(Invalid):
            office.do("lead", handlers.begin_report, estate_id=office.estate_id, kind=WEEK, period=period)
    report = begun(office)
    with pytest.raises(NotFound):
        office.read("stranger", queries.report, report_id=report.id)
    (period,) = latest_periods(WEEK, office.today(), 1)
    with pytest.raises(Invalid):
        office.do("stranger", handlers.begin_report, estate_id=office.estate_id, kind=WEEK, period=period)
    with counted_queries(office.database) as statements:
        assert office.read("lead", queries.reports).items
    assert len([text for text in statements if text.startswith("SELECT")]) <= 2
