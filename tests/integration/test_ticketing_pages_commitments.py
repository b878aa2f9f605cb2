"""The table of service-time commitments on its pages (C2.5, C2.6)."""

from typing import Any

from services.ticketing import queries
from services.ticketing.models import TicketKind
from tests.integration.ticketing_site import SiteDesk, words


def test_commitments_say_what_is_promised_and_who_is_told(site: SiteDesk) -> None:
    page = site.visitor("plumber").reads("/commitments")
    assert "特急 到场或处理完毕 10 分钟内 50% · 客户主管 100% · 物业部主任 100% +30 分钟 · 项目负责人 全天 C2.5" in page
    assert page.index("特急") < page.index("15 分钟") < page.index("当日或按约定时间")


def test_the_project_lead_promises_something_else_for_calls_to_come(site: SiteDesk) -> None:
    lead, running = site.visitor("lead"), site.open()
    page = _commitment(site, "emergency")
    typed: dict[str, Any] = {
        "target": "minutes",
        "percents": ["80", "100", "100", ""],
        "minutes_after": ["", "", "20", ""],
        "roles": ["supervisor", "property_manager", "project_lead", "project_lead"],
    }
    assert 'id="field-minutes-error"' in lead.post(page, **typed).text
    told = words(lead.follow(lead.post(page, **typed, minutes="5")).text)
    assert "到场或处理完毕 5 分钟内 80% · 客户主管 100% · 物业部主任 100% +20 分钟 · 项目负责人" in told
    clocks = {ticket.number: ticket.clocks[0] for ticket in (running, site.open())}
    assert sorted((clock.due_at - clock.started_at).total_seconds() for clock in clocks.values()) == [300, 600]
    assert "刚刚" in lead.post(page, **typed, minutes="7").text


def test_a_promise_names_each_moment_once(site: SiteDesk) -> None:
    typed: dict[str, Any] = {"target": "same_day", "percents": ["50", "50"], "roles": ["supervisor", "project_lead"]}
    response = site.visitor("lead").post(_commitment(site, "normal"), **typed)
    assert response.status_code == 422
    assert "至少填写一个时间点" in response.text


def test_only_a_normal_request_may_wait_for_working_hours(site: SiteDesk) -> None:
    lead = site.visitor("lead")
    typed: dict[str, Any] = {"target": "minutes", "minutes": "120", "percents": ["100"], "roles": ["project_lead"]}
    refused = lead.post(_commitment(site, "urgent"), **typed, calendar="working")
    assert "特急、急的报事全天处理" in refused.text
    for calendar, runs in (("always", "全天"), ("working", "工作时间内")):
        page = lead.follow(lead.post(_commitment(site, "normal"), **typed, calendar=calendar))
        assert f"{runs} C2.5" in words(page.text)


def _commitment(site: SiteDesk, tier: str) -> str:
    with site.database.read() as session:
        rows = queries.commitments(session)
        return next(f"/commitments/{row.id}" for row in rows if (row.tier, row.clause) == (tier, "C2.5"))


def test_the_project_lead_promises_more_and_takes_it_back(site: SiteDesk) -> None:
    lead = site.visitor("lead")
    typed: dict[str, Any] = {"kind": "enquiry", "tier": "normal", "clock_kind": "answer", "target": "minutes"}
    steps: dict[str, Any] = {"percents": ["100"], "minutes_after": [""], "roles": ["project_lead"]}
    told = words(lead.follow(lead.post("/commitments/new", **typed, minutes="210", calendar="always", **steps)).text)
    assert "咨询 一般 回复 210 分钟内 100% · 项目负责人 全天 C2.6" in told
    again = lead.post("/commitments/new", **typed, minutes="60", calendar="always", **steps)
    assert (again.status_code, "已有该承诺" in again.text) == (422, True)
    with site.database.read() as session:
        row = next(row for row in queries.commitments(session) if row.kind is TicketKind.ENQUIRY)
    withdrawn = lead.post(f"/commitments/{row.id}/withdraw", seen_on=f"/commitments/{row.id}")
    assert "210 分钟内" not in words(lead.follow(withdrawn).text)
