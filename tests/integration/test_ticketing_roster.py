"""值班表: who is on duty at any hour, and a warning of every hour in which nobody is at the hotline (C2.4)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.roster import DutyRemoved
from services.ticketing.models import Duty, Post
from shared import clock
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import SETTINGS, Desk
from tests.integration.ticketing_site import SiteDesk


def planned(desk: Desk, who: str = "officer", **facts: Any) -> list[Duty]:
    now = clock.now()
    told = {"estate_id": desk.estates["LX"].id, "post": Post.HOTLINE, "staff_id": desk.staff[who].id}
    told |= {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=7), **facts}
    return desk.do("supervisor", handlers.plan_duty, **told)  # type: ignore[no-any-return]


def gaps_of(desk: Desk) -> list[tuple[datetime, datetime]]:
    with desk.database.read() as session:
        return queries.hotline_gaps(session, desk.estates["LX"].id)


def told(desk: Desk) -> list[bool]:
    return [data["deleted"] for name, data in desk.events() if name == "duty_changed"]


def test_a_shift_is_planned_for_weeks_at_once_or_not_at_all(desk: Desk) -> None:
    shifts = planned(desk, weeks=3)
    assert [shift.starts_at - shifts[0].starts_at for shift in shifts] == [
        timedelta(days=7 * week) for week in range(3)
    ]
    assert told(desk) == [False, False, False]
    with pytest.raises(Invalid):  # the third week is taken
        planned(desk, post=Post.CUSTOMER_SERVICE, starts_at=shifts[2].starts_at, ends_at=shifts[2].ends_at)
    assert told(desk) == [False, False, False]


def test_what_cannot_be_planned_is_refused(desk: Desk) -> None:
    now = clock.now()
    for facts in (
        {"ends_at": now - timedelta(hours=2)},
        {"ends_at": now + timedelta(hours=24)},
        {"weeks": 13},
        {"staff_id": desk.stranger.id},
        {"estate_id": desk.estates["CH"].id},
    ):
        with pytest.raises(Invalid):
            planned(desk, **facts)
    assert told(desk) == []


def test_the_hours_without_anybody_are_found(desk: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False):
        now = clock.now()
        assert gaps_of(desk) == [(now, now + timedelta(days=14))]
        shift = planned(desk)[0]
        assert gaps_of(desk) == [(shift.ends_at, now + timedelta(days=14))]
        for day in range(15):
            for number, who in enumerate(("officer", "supervisor")):
                begins = shift.ends_at + timedelta(days=day, hours=12 * number)
                planned(desk, who, starts_at=begins, ends_at=begins + timedelta(hours=12))
        assert gaps_of(desk) == []
        desk.do("supervisor", handlers.remove_duty, duty_id=shift.id)
        assert gaps_of(desk) == [(now, shift.ends_at)]
        with pytest.raises(DutyRemoved):
            desk.do("supervisor", handlers.remove_duty, duty_id=shift.id)
    assert told(desk)[-1] is True


def test_a_team_on_duty_does_not_man_the_hotline(desk: Desk) -> None:
    planned(desk, "plumber", post=Post.ENGINEERING)
    assert len(gaps_of(desk)) == 1
    with desk.database.read() as session:
        assert [(duty.post, duty.staff.name) for duty in queries.on_duty(session)] == [(Post.ENGINEERING, "王强")]


def test_the_supervisor_plans_the_week_and_the_hotline_shows_who_is_there(site: SiteDesk) -> None:
    supervisor, officer = site.visitor("supervisor"), site.visitor("officer")
    assert "热线有空班" in supervisor.reads("/today")
    now = clock.now().astimezone(SETTINGS.site_zone)
    typed = {
        "estate_id": str(site.estates["LX"].id),
        "post": "hotline",
        "staff_id": str(site.staff["officer"].id),
        "starts_at": (now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (now + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M"),
        "weeks": "1",
    }
    wrong = supervisor.post("/roster", **typed | {"ends_at": typed["starts_at"]})
    assert wrong.status_code == 422
    assert "field-ends_at-error" in wrong.text
    page = supervisor.follow(supervisor.post("/roster", **typed)).text
    assert "已安排 1 个班次" in page
    assert "李敏" in page
    assert "未来 14 天热线有以下空班" in page
    assert "当前值班： 热线 李敏" in officer.reads("/hotline")
    assert officer.client.post("/ticketing/roster", headers=officer.headers).status_code in (400, 403)
    with site.database.read() as session:
        duty = queries.on_duty(session)[0]
    assert supervisor.post(f"/roster/{duty.id}/remove", seen_on="/roster").status_code == 303
    assert "当前值班" not in officer.reads("/hotline")


def test_other_weeks_are_a_click_away(site: SiteDesk) -> None:
    planned(site, weeks=2)
    week = (clock.today(SETTINGS.site_zone) + timedelta(days=7)).isoformat()
    assert "李敏" in site.visitor("officer").reads("/roster", week=week)
    assert "李敏" not in site.visitor("plumber").reads("/roster", week="2030-01-01")
    assert site.visitor("officer").get("/roster", week="nonsense").status_code == 200


def test_the_api_plans_and_tells_the_gaps(api_desk: ApiDesk) -> None:
    supervisor, estate = api_desk.caller("supervisor"), str(api_desk.estates["LX"].id)
    now = clock.now()
    body = {
        "estate_id": estate,
        "post": "hotline",
        "staff_id": str(api_desk.staff["officer"].id),
        "starts_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=8)).isoformat(),
    }
    made = supervisor.post("duties", body)
    assert (made.status_code, made.json["items"][0]["staff"]["name"]) == (201, "李敏")
    assert supervisor.post("duties", body).status_code == 422
    query = {"estate_id": estate, "start": now.isoformat(), "end": (now + timedelta(days=1)).isoformat()}
    assert len(supervisor.get("duties", **query).json["items"]) == 1
    assert len(supervisor.get("duties/gaps", estate_id=estate).json["items"]) == 1
    assert supervisor.post(f"duties/{made.json['items'][0]['id']}/remove").status_code == 204
    assert supervisor.get("duties", **query).json["items"] == []
    assert supervisor.get("duties/gaps", estate_id=str(api_desk.estates["CH"].id)).status_code == 404
