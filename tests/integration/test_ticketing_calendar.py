"""The working calendar of an estate: what it counts, who decides about it, and who is told."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.models import Ticket, Tier
from shared import clock
from shared.errors import Invalid, NotFound
from tests.conftest import MakeDatabase
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk, words

MAKE_UP_SATURDAY = date(2026, 10, 10)


@pytest.fixture
def desk(make_database: MakeDatabase) -> Desk:
    return Desk(make_database("ticketing"))


def called(desk: Desk, at: datetime, **facts: Any) -> Ticket:
    with time_machine.travel(at, tick=False):
        return desk.open(tier=Tier.NORMAL, **facts)


def test_a_normal_request_counts_the_working_time_of_its_own_estate(desk: Desk) -> None:
    here, there = desk.estates["LX"].id, desk.estates["CH"].id
    friday_evening = datetime(2026, 10, 9, 10, 0, tzinfo=UTC)
    assert called(desk, friday_evening).due_at == datetime(2026, 10, 10, 9, 30, tzinfo=UTC)
    facts = {"estate_id": here, "day": MAKE_UP_SATURDAY}
    desk.do("lead", handlers.set_calendar_day, **facts, working=False, note="  ")
    desk.do("lead", handlers.set_working_hours, estate_id=here, opens_at=time(9), closes_at=time(18))
    assert called(desk, friday_evening).due_at == datetime(2026, 10, 12, 10, 0, tzinfo=UTC)
    with desk.database.read() as session:
        assert queries.estate(session, there).closes_at == time(17, 30)
    desk.do("lead", handlers.set_calendar_day, **facts, working=None)
    assert called(desk, friday_evening).due_at == datetime(2026, 10, 10, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(("tier", "minutes"), [(Tier.EMERGENCY, 10), (Tier.URGENT, 15)])
def test_whatever_the_calendar_says_an_emergency_is_handled_at_night(desk: Desk, tier: Tier, minutes: int) -> None:
    with time_machine.travel(datetime(2026, 10, 1, 18, 0, tzinfo=UTC), tick=False):
        ticket = desk.open(tier=tier)
    assert ticket.due_at == datetime(2026, 10, 1, 18, minutes, tzinfo=UTC)


def test_what_an_estate_decides_is_told_and_kept_in_the_audit_trail(desk: Desk) -> None:
    here = desk.estates["LX"].id
    facts = {"estate_id": here, "day": MAKE_UP_SATURDAY, "working": False, "note": "停电检修"}
    changed = desk.do("lead", handlers.set_calendar_day, **facts)
    desk.do("lead", handlers.set_calendar_day, **facts)  # says nothing new
    desk.do("lead", handlers.set_working_hours, estate_id=here, opens_at=time(9), closes_at=time(18))
    told = desk.events("ticketing.calendar_day_changed")
    assert [data for _name, data in told] == [
        {"id": str(changed.id), "estate_id": str(here), "day": "2026-10-10", "working": False}
        | {"note": "停电检修", "deleted": False}
    ]
    assert desk.events("ticketing.estate_changed")[-1][1]["opens_at"] == "09:00:00"
    assert [(row.action, row.after["working"]) for row in desk.audit(changed.id)] == [("calendar.day", False)]
    assert desk.audit(here)[-1].after == {"opens_at": "09:00:00", "closes_at": "18:00:00"}
    with desk.database.write() as session:
        handlers.republish(session)
    assert len(desk.events("ticketing.calendar_day_changed")) == 2


def test_an_impossible_working_day_is_refused_and_foreign_estates_are_out_of_reach(desk: Desk) -> None:
    here, there = desk.estates["LX"].id, desk.estates["CH"].id
    with pytest.raises(Invalid):
        desk.do("lead", handlers.set_working_hours, estate_id=here, opens_at=time(18), closes_at=time(9))
    with pytest.raises(NotFound):
        desk.do("lead", handlers.set_working_hours, estate_id=there, opens_at=time(9), closes_at=time(18))
    with pytest.raises(NotFound):
        desk.do("lead", handlers.set_calendar_day, estate_id=there, day=MAKE_UP_SATURDAY, working=True)


def test_the_page_shows_a_year_and_the_lead_decides_about_a_day(site: SiteDesk) -> None:
    lead, officer = site.visitor("lead"), site.visitor("officer")
    told = officer.reads("/calendar", year=2026)
    assert "2026年2月14日 周六 上班 调休上班" in told
    assert "2026年2月17日 周二 休息 春节" in told
    assert "暂定" not in told
    assert "调整某一天" not in told
    assert "暂定" in officer.reads("/calendar", year=2098)
    here = f"/calendar/{site.estates['LX'].id}"
    seen: dict[str, Any] = {"seen_on": "/calendar"}
    answer = lead.post(f"{here}/days", **seen, day="2026-10-10", working="false", note="停电检修")
    page = lead.follow(answer)
    assert "2026年10月10日 周六 休息 停电检修 本小区自定 恢复通知安排" in words(page.text)
    undone = words(lead.follow(lead.post(f"{here}/days", **seen, day="2026-10-10")).text)
    assert "2026年10月10日 周六 上班 调休上班" in undone
    refused = lead.post(f"{here}/hours", **seen, opens_at="18:00", closes_at="09:00")
    assert (refused.status_code, "下班时间必须晚于上班时间" in refused.text) == (422, True)
    assert 'value="18:00"' in refused.text


def test_the_page_has_an_english_side_and_survives_an_odd_address(site: SiteDesk) -> None:
    year = clock.now().year
    page = site.visitor("officer", "en").reads("/calendar", year="nineteen")
    assert f"1 Oct {year}" in page
    assert "National Day" in page


def test_programs_read_and_change_the_calendar(site: SiteDesk) -> None:
    lead, path = site.caller("lead"), f"estates/{site.estates['LX'].id}/calendar"
    shown = lead.get(path, year=2026).json
    assert (shown["provisional"], shown["hours"]) == (False, {"opens_at": "08:30", "closes_at": "17:30"})
    assert {"day": "2026-10-10", "working": True, "name": "", "changed": False, "note": ""} in shown["days"]
    assert lead.post(f"{path}/days", {"day": "2026-10-10", "working": False}).json["working"] is False
    assert lead.send("PUT", f"{path}/hours", json={"opens_at": "09:00", "closes_at": "18:00"}).status_code == 200
    again = lead.get(path, year=2026).json
    assert again["hours"] == {"opens_at": "09:00", "closes_at": "18:00"}
    assert {"day": "2026-10-10", "working": False, "name": "", "changed": True, "note": ""} in again["days"]
    assert lead.send("PUT", f"{path}/hours", json={"opens_at": "9:00", "closes_at": "18:00"}).status_code == 422
    assert lead.get(f"estates/{site.estates['CH'].id}/calendar").status_code == 404
