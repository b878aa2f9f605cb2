"""Pages and API of meetings: planned, held, minuted on paper; what is mine is ticked off (A2.3, B4.2, B5)."""

from datetime import timedelta
from typing import Any

import pytest

from services.ticketing import handlers as ticketing
from shared import clock
from shared.testing.databases import Databases
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_desk import counted_queries, furnish
from tests.integration.ticketing_site import Visitor
from tests.integration.visits_office import SETTINGS, VisitsOffice

pytestmark = pytest.mark.one_database
PAGES = ("", "/new", "/times", "/actions", "?past=true", "?unfiled=true")


@pytest.fixture
def office(sqlite_databases: Databases) -> VisitsOffice:
    urls = sqlite_databases.create("ticketing", furnish), sqlite_databases.create("visits")
    return VisitsOffice(*map(sqlite_databases.opened, urls))


def on_wall(minutes: int = 0) -> str:
    return (clock.now().astimezone(SETTINGS.site_zone) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def planned(office: VisitsOffice, lead: Visitor, kind: str = "branch", **facts: Any) -> str:
    """The address of its page."""
    typed = {"estate_id": str(office.estate_id), "kind": kind, "starts_at": on_wall(-1), "place": "会所", **facts}
    answer = lead.post("/meetings/new", **typed)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removeprefix("/visits")


def held(office: VisitsOffice, lead: Visitor, kind: str = "branch") -> str:
    page = planned(office, lead, kind)
    came = {"held_at": on_wall(), "staff_ids": [str(office.staff("lead").id)], "others": "监理老陈"}
    assert lead.post(f"{page}/hold", seen_on=page, **came).status_code == 303
    return page


def test_a_meeting_is_held_and_its_minutes_are_printed(office: VisitsOffice) -> None:
    lead, plumber = office.visitor("lead"), office.visitor("plumber")
    page = planned(office, lead, agenda="电梯更新")
    assert "电梯更新" in plumber.reads(page)
    wrong = lead.post(f"{page}/hold", seen_on=page, held_at=on_wall())
    assert wrong.status_code == 422
    assert "请填写到会人员" in wrong.text
    assert plumber.post(f"{page}/open", seen_on="/list").status_code == 403
    page = held(office, lead)
    action = {"what": "清洗电梯厅", "owner_id": str(office.staff("plumber").id), "due_on": on_wall()[:10]}
    assert lead.post(f"{page}/actions", seen_on=page, **action).status_code == 303
    assert lead.post(f"{page}/minutes", seen_on=page, minutes="一、电梯更新").status_code == 303
    paper = lead.reads(f"{page}/minutes")
    for told in ("邻香苑 会议记录", "周例会", "监理老陈", "清洗电梯厅", "王强"):
        assert told in paper, told


def test_whoever_is_to_do_it_finds_it_and_ticks_it_off(office: VisitsOffice) -> None:
    lead, plumber = office.visitor("lead"), office.visitor("plumber")
    page = held(office, lead)
    action = {"what": "清洗电梯厅", "owner_id": str(office.staff("plumber").id), "due_on": on_wall()[:10]}
    lead.post(f"{page}/actions", seen_on=page, **action)
    assert "我负责的会议行动项" in plumber.reads("/today/fragment")
    assert "清洗电梯厅" in plumber.reads("/meetings/actions")
    assert "清洗电梯厅" not in office.visitor("officer").reads("/meetings/actions")
    finish = plumber.get(page).text.split('/finish"')[0].split('action="/visits')[-1] + "/finish"
    assert plumber.follow(plumber.post(finish, seen_on=page, result="已清洗")).status_code == 200
    assert "没有待办行动项" in plumber.reads("/meetings/actions")
    taken = lead.post("/meetings/actions/export", seen_on="/meetings/actions", format="csv").text
    assert "清洗电梯厅" in taken
    assert "已清洗" in taken


def test_the_needs_of_the_week_are_on_the_agenda(office: VisitsOffice) -> None:
    office.desk.open(title="水管漏水")
    with office.desk.database.write() as session:
        ticketing.publish_needs(session, estate_id=office.estate_id, ends_at=clock.now())
    office.copies.take_events()
    lead = office.visitor("lead")
    page = planned(office, lead, "office", starts_at=on_wall(1))
    assert "1 件诉求" in lead.reads(page)
    came = {"held_at": on_wall(), "staff_ids": [str(office.staff("lead").id)]}
    lead.post(f"{page}/hold", seen_on=page, **came)
    refused = lead.post(f"{page}/minutes", seen_on=page, minutes="纪要")
    assert refused.status_code == 422
    assert "请先记录各班组需求的讨论情况" in refused.text
    discuss = lead.get(page).text.split("/needs/")[1].split('"')[0]
    assert lead.post(f"{page}/needs/{discuss}", seen_on=page, discussion="加派一人").status_code == 303
    assert lead.post(f"{page}/minutes", seen_on=page, minutes="纪要").status_code == 303
    assert "加派一人" in lead.reads(f"{page}/minutes")


def test_pages_open_in_both_languages_and_for_those_who_may(office: VisitsOffice) -> None:
    lead = office.visitor("lead")
    page = held(office, lead, "stand_up")
    for language in ("zh", "en"):
        reader = office.visitor("lead", language)
        for path in (*(f"/meetings{path}" for path in PAGES), page, f"{page}/minutes"):
            assert reader.get(path).status_code == 200, path
    assert office.visitor("officer").get("/meetings/new").status_code == 403
    assert signed_in(office.app, office.desk.stranger).get(f"/visits{page}").status_code == 404
    with counted_queries(office.database) as statements:
        lead.get("/meetings?past=true")
    assert len([text for text in statements if text.startswith("SELECT")]) <= 7


def test_the_times_of_a_kind_are_set(office: VisitsOffice) -> None:
    lead = office.visitor("lead")
    typed = {"estate_id": str(office.estate_id), "kind": "office", "begins": "9:99", "weekday": "0", "active": "true"}
    wrong = lead.post("/meetings/times", **typed)
    assert wrong.status_code == 422
    assert "时间格式不正确" in wrong.text
    set_ = lead.follow(lead.post("/meetings/times", **typed | {"begins": "09:30"}, place="三楼")).text
    assert "星期一 · 09:30 · 三楼" in set_
    assert "不召开" in lead.reads("/meetings/times")


def test_the_api_does_what_the_pages_do(office: VisitsOffice) -> None:
    lead = office.caller("lead")
    facts = {"estate_id": str(office.estate_id), "kind": "committee", "starts_at": clock.now().isoformat()}
    meeting = lead.post("meetings", facts).json["id"]
    assert lead.post(f"meetings/{meeting}/agenda", {"agenda": "维修基金"}).json["agenda"] == "维修基金"
    assert lead.post(f"meetings/{meeting}/open", {}).json["state"] == "open"
    came = {"held_at": clock.now().isoformat(), "staff_ids": [str(office.staff("lead").id)], "committee": "张伟"}
    assert lead.post(f"meetings/{meeting}/hold", came).json["committee"] == ["张伟"]
    due_on = office.today().isoformat()
    action = {"what": "回复业委会", "owner_id": str(office.staff("officer").id), "due_on": due_on}
    made = lead.post(f"meetings/{meeting}/actions", action).json
    assert office.caller("plumber").post(f"meeting-actions/{made['id']}/finish", {}).status_code == 403
    assert office.caller("officer").post(f"meeting-actions/{made['id']}/finish", {}).json["state"] == "finished"
    assert lead.post(f"meetings/{meeting}/minutes", {"minutes": "纪要"}).json["filed_at"]
    whole = office.caller("officer").get(f"meetings/{meeting}").json
    assert [row["result"] for row in whole["actions"]] == [""]
    series = {"estate_id": str(office.estate_id), "kind": "branch", "active": True, "weekday": 3, "begins": "15:00"}
    assert lead.post("meeting-series", series).json["begins"] == "15:00"
    kinds = {row["kind"]: row["active"] for row in lead.get(f"estates/{office.estate_id}/meeting-series").json}
    assert kinds == {"stand_up": False, "office": True, "branch": True}
    first = lead.get("meetings", kind="branch").json["items"][0]["meeting"]["id"]
    assert lead.post(f"meetings/{first}/cancel", {"reason": "停电"}).json["state"] == "cancelled"
