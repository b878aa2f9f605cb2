"""Leave: who is away is given nothing new, is passed over when somebody must be told, and is missed on the roster."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.absences import AbsenceOver, Away, NotTheirSuperior
from services.ticketing.handlers.escalation import whom_to_tell
from services.ticketing.models import Absence, AbsenceReason, Post, Takeover, Team
from shared import clock
from shared.errors import Invalid, StaleVersion
from tests.integration.ticketing_api import NOBODY, ApiDesk
from tests.integration.ticketing_desk import SETTINGS, Desk
from tests.integration.ticketing_site import SiteDesk


def today() -> date:
    return clock.today(SETTINGS.site_zone)


def on(days: int) -> date:
    return today() + timedelta(days=days)


def away(desk: Desk, who: str, first: int = 0, last: int = 2, by: str = "lead") -> Absence:
    told = {"first_day": on(first), "last_day": on(last), "reason": AbsenceReason.SICK}
    absence: Absence = desk.do(by, handlers.enter_absence, staff_id=desk.staff[who].id, **told)
    return absence


def told(desk: Desk, role: str, assignee: str | None = None) -> tuple[str, list[str]]:
    names = {row.id: username for username, row in desk.staff.items()}
    with desk.database.read() as session:
        found, ids = whom_to_tell(session, desk.estates["LX"].id, role, desk.staff[assignee] if assignee else None)
    return found, [names[key] for key in ids]


def test_an_absence_is_told_without_its_reason_and_recorded_with_it(desk: Desk) -> None:
    absence = away(desk, "plumber")
    assert desk.events("ticketing.absence")[-1][1] == {
        "id": str(absence.id),
        "staff_id": str(desk.staff["plumber"].id),
        "first_day": today().isoformat(),
        "last_day": on(2).isoformat(),
        "deleted": False,
    }
    (entry,) = desk.audit(absence.id)
    assert (entry.action, entry.note, entry.after["reason"]) == ("absence.enter", "王强", "sick_leave")


def left_behind(desk: Desk) -> list[dict[str, Any]]:
    return [data for name, data in desk.events("ticketing.work") if name == "work_left_behind"]


@pytest.mark.parametrize(("first", "last"), [(0, -1), (-5, -2), (0, 400), (1, 5)])
def test_impossible_days_are_refused(desk: Desk, first: int, last: int) -> None:
    away(desk, "plumber", 4, 6)
    before = desk.counts()
    with pytest.raises(Invalid):
        away(desk, "plumber", first, last)
    assert desk.counts() == before


def test_the_person_and_those_above_enter_it_nobody_else(desk: Desk) -> None:
    away(desk, "plumber", by="plumber")
    away(desk, "officer", by="supervisor")
    away(desk, "lead", by="lead")
    for who, by in (("gardener", "officer"), ("supervisor", "officer"), ("manager", "supervisor")):
        with pytest.raises(NotTheirSuperior):
            away(desk, who, by=by)
    elsewhere = {"first_day": on(0), "last_day": on(1), "reason": AbsenceReason.HOLIDAY}
    with pytest.raises(NotTheirSuperior):
        desk.do("lead", handlers.enter_absence, staff_id=desk.stranger.id, **elsewhere)


def test_it_ends_on_another_day_or_does_not_take_place(desk: Desk) -> None:
    absence = away(desk, "plumber", 0, 9)
    version = desk.do("lead", handlers.end_absence, absence_id=absence.id, last_day=on(1)).version
    before = desk.counts()
    desk.do("lead", handlers.end_absence, absence_id=absence.id, last_day=on(1))
    assert desk.counts() == before
    with pytest.raises(StaleVersion):
        desk.do("lead", handlers.end_absence, absence_id=absence.id, last_day=on(3), version=version - 1)
    away(desk, "plumber", 5, 6)
    with pytest.raises(Invalid):
        desk.do("lead", handlers.end_absence, absence_id=absence.id, last_day=on(5))
    desk.do("lead", handlers.remove_absence, absence_id=absence.id)
    assert desk.events("ticketing.absence")[-1][1]["deleted"] is True
    with pytest.raises(AbsenceOver):
        desk.do("lead", handlers.remove_absence, absence_id=absence.id)


def test_the_days_that_have_passed_stay_when_somebody_is_back_early(desk: Desk) -> None:
    absence = away(desk, "plumber", 0, 9)
    with time_machine.travel(clock.now() + timedelta(days=3)):
        back: Absence = desk.do("lead", handlers.remove_absence, absence_id=absence.id)
        assert (back.removed_at, back.last_day) == (None, on(-1))
        assert desk.open()
        desk.do("officer", handlers.assign, ticket_id=desk.open().id, assignee_id=desk.staff["plumber"].id)


def test_who_is_away_is_given_nothing(desk: Desk) -> None:
    away(desk, "plumber")
    ticket, plumber = desk.open(), desk.staff["plumber"]
    with pytest.raises(Away):
        desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=plumber.id)
    for _time in range(3):
        given = desk.do("officer", handlers.assign_in_turn, ticket_id=desk.open().id, team=Team.ENGINEERING)
        assert given.assignee.username == "electrician"
    away(desk, "electrician")
    with pytest.raises(Invalid):
        desk.do("officer", handlers.assign_in_turn, ticket_id=ticket.id, team=Team.ENGINEERING)
    assert desk.audit(ticket.id)[-1].action == "ticket.open"


def test_who_is_away_takes_nothing_and_is_not_asked(desk: Desk) -> None:
    away(desk, "plumber")
    away(desk, "supervisor")
    ticket = desk.open()
    desk.do("officer", handlers.assign_in_turn, ticket_id=ticket.id, team=Team.ENGINEERING)
    pooled = desk.open(category_id=None)
    with pytest.raises(Away):
        desk.do("supervisor", handlers.take, ticket_id=pooled.id)
    with desk.database.read(desk.actor("officer")) as session:
        asked = [row.username for row in queries.superiors(session, desk.estates["LX"].id, 0)]
        sent = {row.member.username: row.away_until for row in queries.candidates(session, desk.estates["LX"].id)}
    assert asked == ["manager", "lead"]
    assert (sent["plumber"], sent["electrician"]) == (on(2), None)
    question = {"superior_id": desk.staff["supervisor"].id, "question": "能否减免？"}
    with pytest.raises(Away):
        desk.do("officer", handlers.refer, ticket_id=ticket.id, **question)


def test_an_absence_counts_on_its_days_only(desk: Desk) -> None:
    away(desk, "plumber", 2, 3)
    for days, free in ((0, True), (2, False), (3, False), (4, True)):
        with time_machine.travel(clock.now() + timedelta(days=days)), desk.database.read() as session:
            assert (desk.staff["plumber"].id not in queries.away_today(session)) is free


def test_who_is_away_is_passed_over_unless_all_are(desk: Desk) -> None:
    assert told(desk, "supervisor") == ("supervisor", ["supervisor"])
    away(desk, "supervisor")
    assert told(desk, "supervisor") == ("property_manager", ["manager"])
    away(desk, "manager")
    away(desk, "lead")
    assert told(desk, "supervisor") == ("supervisor", ["supervisor"])
    assert told(desk, "project_lead") == ("project_lead", ["lead"])


def test_a_ticket_of_somebody_away_is_told_as_nobodys(desk: Desk) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    away(desk, "plumber", 0, 1)
    with time_machine.travel(clock.now() + timedelta(minutes=30)):
        desk.fire_due()
    breached = [data for name, data in desk.events() if name == "clock_breached"]
    assert breached
    assert {data["unassigned"] for data in breached} == {True}


def test_the_roster_misses_who_is_away(desk: Desk) -> None:
    noon = datetime.combine(on(1), datetime.min.time(), SETTINGS.site_zone) + timedelta(hours=12)
    told = {"estate_id": desk.estates["LX"].id, "post": Post.HOTLINE, "staff_id": desk.staff["officer"].id}
    (duty,) = desk.do("supervisor", handlers.plan_duty, **told, starts_at=noon, ends_at=noon + timedelta(hours=8))
    with desk.database.read() as session:
        assert len(queries.hotline_gaps(session, desk.estates["LX"].id)) == 2
    away(desk, "officer", 1, 1)
    with desk.database.read() as session:
        assert queries.missed(session, [duty]) == {duty.id}
        assert len(queries.hotline_gaps(session, desk.estates["LX"].id)) == 1
    later = noon + timedelta(hours=9)
    with pytest.raises(Invalid):
        desk.do("supervisor", handlers.plan_duty, **told, starts_at=later, ends_at=later + timedelta(hours=1))
    with time_machine.travel(noon + timedelta(hours=1)), desk.database.read() as session:
        assert queries.on_duty(session) == []


def test_those_above_are_told_of_the_work_that_is_left_when_it_begins(desk: Desk) -> None:
    for _ticket in range(2):
        desk.do("officer", handlers.assign, ticket_id=desk.open().id, assignee_id=desk.staff["plumber"].id)
    absence = away(desk, "plumber", 1, 3, by="plumber")
    away(desk, "gardener", 1, 3)
    begins = datetime.combine(on(1), time(), SETTINGS.site_zone)
    with time_machine.travel(begins - timedelta(minutes=1)):
        desk.fire_due()
        assert left_behind(desk) == []
    with time_machine.travel(begins + timedelta(seconds=1)):
        desk.fire_due()
        desk.fire_due()
    (told,) = left_behind(desk)
    assert (told["name"], told["count"], told["last_day"]) == ("王强", 2, on(3).isoformat())
    assert told["staff_ids"] == [str(desk.staff["supervisor"].id)]
    assert [row.action for row in desk.audit(absence.id)] == ["absence.enter", "absence.left_behind"]


@pytest.mark.parametrize("end", ["removed", "handed over"])
def test_nobody_is_told_when_nothing_is_left_behind(desk: Desk, end: str) -> None:
    desk.do("officer", handlers.assign, ticket_id=desk.open().id, assignee_id=desk.staff["plumber"].id)
    absence = away(desk, "plumber")
    if end == "removed":
        desk.do("lead", handlers.remove_absence, absence_id=absence.id)
    else:
        desk.do("lead", handlers.pass_on, staff_id=desk.staff["plumber"].id, way=Takeover.POOL)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        desk.fire_due()
    assert left_behind(desk) == []


def test_over_the_api(api_desk: ApiDesk) -> None:
    supervisor, plumber = api_desk.caller("supervisor"), api_desk.staff["plumber"].id
    body: dict[str, Any] = {"first_day": today().isoformat(), "last_day": on(2).isoformat(), "reason": "sick_leave"}
    made = supervisor.post(f"staff/{plumber}/absences", body)
    assert (made.status_code, made.json["entered_by"]) == (201, "周洁")
    assert supervisor.post(f"staff/{plumber}/absences", body).status_code == 422
    assert supervisor.post(f"staff/{api_desk.staff['manager'].id}/absences", body).status_code == 403
    assert supervisor.get(f"staff/{plumber}/absences").json["items"] == [made.json]
    ended = supervisor.patch(f"absences/{made.json['id']}", {"last_day": on(1).isoformat(), "version": 1})
    assert (ended.json["last_day"], ended.json["version"]) == (on(1).isoformat(), 2)
    ticket = api_desk.open()
    refused = supervisor.post(f"tickets/{ticket.id}/assign", {"assignee_id": str(plumber)})
    assert refused.status_code == 409
    assert f"王强不在岗至 {on(1).isoformat()}" in refused.json["detail"]
    assert supervisor.post(f"absences/{made.json['id']}/remove").status_code == 204
    assert supervisor.post(f"absences/{NOBODY}/remove").status_code == 404
    assert supervisor.get(f"staff/{plumber}/absences").json["items"] == []


def test_on_the_pages(site: SiteDesk) -> None:
    supervisor, plumber = site.visitor("supervisor"), site.staff["plumber"].id
    page = f"/staff/{plumber}"
    typed = {"reason": "holiday", "first_day": today().isoformat(), "last_day": on(2).isoformat()}
    wrong = supervisor.post(f"{page}/absences", seen_on=page, **typed | {"last_day": on(-1).isoformat()})
    assert wrong.status_code == 422
    assert "field-last_day-error" in wrong.text
    shown = supervisor.follow(supervisor.post(f"{page}/absences", seen_on=page, **typed)).text
    assert "不在岗至" in shown
    assert "不在岗至" in supervisor.reads("/staff")
    ticket = site.open()
    assert "disabled" in supervisor.get(f"/tickets/{ticket.id}").text.split(str(plumber))[1][:20]
    with site.database.read() as session:
        (absence,) = queries.absences(session, plumber)
    end = {"last_day": on(1).isoformat(), "version": absence.version, "next": f"/ticketing{page}"}
    assert supervisor.post(f"/absences/{absence.id}/end", seen_on=page, **end).status_code == 303
    stale = supervisor.post(f"/absences/{absence.id}/end", seen_on=page, **end | {"last_day": on(4).isoformat()})
    assert "alert-danger" in supervisor.follow(stale).text
    site.visitor("lead").post(f"/absences/{absence.id}/remove", seen_on=page, next=f"/ticketing{page}")
    assert "不在岗至" not in supervisor.reads("/staff")


def test_everybody_enters_the_own_leave(site: SiteDesk) -> None:
    plumber = site.visitor("plumber")
    typed = {"reason": "sick_leave", "first_day": on(1).isoformat(), "last_day": on(1).isoformat()}
    assert "病假" in plumber.follow(plumber.post("/account/absences", seen_on="/account", **typed)).text
    assert plumber.post("/account/absences", seen_on="/account", **typed).status_code == 422
    with site.database.read() as session:
        (absence,) = queries.absences(session, site.staff["plumber"].id)
    assert site.visitor("gardener").post(f"/absences/{absence.id}/remove", seen_on="/account").status_code == 403
    assert (
        plumber.post(f"/absences/{absence.id}/remove", seen_on="/account", next="/ticketing/account").status_code == 303
    )
