"""Households are told of visits and answer by a link; officers see their visits in a calendar (A2.7, C1.4.5)."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import delete, select

from services.notify.app import SERVICE as NOTIFY
from services.notify.models import Message
from services.ticketing import handlers as ticketing
from services.visits import handlers, queries
from services.visits.app import SERVICE
from services.visits.handlers.announcing import ANNOUNCE, ANNOUNCE_DAY, REMIND
from services.visits.handlers.slot_links import feed_link, slot_link
from services.visits.models import Visit, VisitKind, VisitState, last_day_of, quarter_of
from shared import clock, deadlines
from shared.db import Database
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from shared.timers import Deadline
from tests.conftest import MakeDatabase
from tests.integration.notify_office import settings
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice


@pytest.fixture
def office(make_database: MakeDatabase) -> VisitsOffice:
    office = VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))
    office.give_all()
    return office


def requested(office: VisitsOffice, days: int = 5) -> Visit:
    day = office.today() + timedelta(days=days)
    starts_at = datetime(day.year, day.month, day.day, 10, tzinfo=SETTINGS.site_zone)
    facts = {"customer_id": office.desk.customers["张伟"].id, "kind": VisitKind.REQUEST}
    return office.do("officer", handlers.schedule_visit, **facts, starts_at=starts_at)


def fire(office: VisitsOffice, kind: str) -> None:
    with office.database.write() as session:
        for row in session.scalars(select(Deadline).where(Deadline.kind == kind, Deadline.state == "pending")):
            row.fires_at = clock.now() - timedelta(seconds=1)
    deadlines.fire_due(office.database, SERVICE)


def time_of(visit: Visit) -> datetime:
    assert visit.starts_at is not None
    return visit.starts_at


def told(office: VisitsOffice) -> list[str]:
    return [name for name, _facts in office.events() if name.startswith(("visit_", "slot_"))]


def path_of(office: VisitsOffice, visit: Visit) -> str:
    with office.database.read() as session:
        return slot_link(session, visit.id).removeprefix(f"{SETTINGS.public_url}/visits")


def current(office: VisitsOffice, visit: Visit) -> Visit:
    return office.read("lead", queries.visit, visit_id=visit.id).visit


def test_a_household_is_told_once_reminded_and_told_of_another_time(office: VisitsOffice) -> None:
    visit = requested(office)
    fire(office, ANNOUNCE)
    fire(office, REMIND)
    assert told(office) == ["visit_announced", "visit_reminded"]
    office.do("officer", handlers.move_visit, visit_id=visit.id, starts_at=time_of(visit) + timedelta(hours=4))
    fire(office, ANNOUNCE)
    assert told(office)[2:] == ["visit_moved"]
    office.do("lead", handlers.cancel_visit, visit_id=visit.id, reason="重复")
    assert told(office)[3:] == ["visit_called_off"]
    fire(office, REMIND)
    assert len(told(office)) == 4


def test_a_round_tells_each_household_once_in_the_week_before_its_visit(office: VisitsOffice) -> None:
    year, quarter = quarter_of(last_day_of(*quarter_of(office.today())) + timedelta(days=1))
    row = office.plan(year, quarter)
    days = {visit.starts_at.astimezone(SETTINGS.site_zone).date() for visit in office.visits() if visit.starts_at}
    with office.database.read() as session:
        due = session.scalars(select(Deadline).where(Deadline.kind == ANNOUNCE_DAY)).all()
    assert {promised.payload["day"] for promised in due} == {str(day) for day in days}
    assert all(date.fromisoformat(each.payload["day"]) - each.due_at.date() == timedelta(days=7) for each in due)
    fire(office, ANNOUNCE_DAY)
    assert told(office) == ["visit_announced"] * len(office.visits(round_id=row.id))
    office.plan(year, quarter)
    fire(office, ANNOUNCE_DAY)
    assert len(told(office)) == len(office.visits(round_id=row.id))
    fire(office, REMIND)
    assert told(office).count("visit_reminded") == len(office.visits(round_id=row.id))


def test_the_household_agrees_by_its_link(office: VisitsOffice) -> None:
    visit = requested(office)
    office.do("officer", handlers.move_visit, visit_id=visit.id, starts_at=time_of(visit) + timedelta(hours=4))
    path, resident = path_of(office, visit), office.visitor()
    page = resident.get(path)
    assert "这个时间可以" in page.text
    assert "李敏" in page.text
    assert resident.post(f"{path}/agree", seen_on=path).status_code == 303
    assert current(office, visit).state is VisitState.CONFIRMED
    assert told(office)[-1] == "slot_answered"
    assert "届时上门" in resident.get(path).text
    assert office.visitor(language="en").get(path).status_code == 200
    assert resident.get(f"{path}x").status_code == 404


def test_the_household_chooses_a_time_that_the_officer_has_left(office: VisitsOffice) -> None:
    visit = requested(office)
    path, resident = path_of(office, visit), office.visitor()
    offered = office.read("lead", handlers.offered_slots, visit=current(office, visit))
    assert visit.starts_at not in offered
    never = (time_of(visit) + timedelta(days=200)).isoformat()
    refused = resident.post(f"{path}/choose", seen_on=path, starts_at=never)
    assert refused.status_code == 422
    assert resident.post(f"{path}/choose", seen_on=path, starts_at=offered[3].isoformat()).status_code == 303
    moved = current(office, visit)
    assert (moved.starts_at, moved.state) == (offered[3], VisitState.CONFIRMED)
    office.do("officer", handlers.refuse_visit, visit_id=visit.id, reason="不在家")
    assert "这个时间可以" not in resident.get(path).text


def test_notify_tells_both_sides(office: VisitsOffice, make_database: MakeDatabase) -> None:
    notify = make_database("notify")
    notify.settings = settings({})
    visit = requested(office)
    fire(office, ANNOUNCE)
    with office.database.write() as session:
        handlers.choose_slot(session, visit_id=visit.id, starts_at=time_of(visit))
    office.desk.do("lead", ticketing.republish)
    _pass(office.desk.database, notify)
    _pass(office.database, notify)
    with notify.read() as session:
        messages = {row.event.split(".")[1]: row for row in session.scalars(select(Message))}
    assert messages["visit_announced"].title.startswith("我们想登门拜访")
    assert "李敏" in messages["visit_announced"].body
    assert messages["slot_answered"].recipient_name == "李敏"


def _pass(source: Database, target: Database) -> None:
    with source.write() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
        session.execute(delete(OutboxRow))
    read = {contract.key for contract in NOTIFY.subscriptions}
    Inbox(target, NOTIFY).apply([(key, body) for key, body in rows if key in read])


def test_a_calendar_shows_the_own_visits_in_the_zone_of_the_site(office: VisitsOffice) -> None:
    visit = requested(office)
    officer = office.visitor("officer")
    assert officer.post("/calendars").status_code == 303
    with office.database.read(office.actor("officer")) as session:
        ((_none, feed), (estate, none)) = queries.feeds(session)
        assert feed is not None
        address = feed_link(session, feed.id)
    assert (estate.name if estate else "", none) == ("邻香苑", None)
    assert address in officer.get("/calendars").text
    path = address.removeprefix(f"{SETTINGS.public_url}/visits")
    answer = office.visitor().get(path)
    assert answer.content_type.startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.text).walk("VEVENT")
    assert event.decoded("dtstart") == visit.starts_at
    assert "TZID=Asia/Shanghai" in answer.text
    assert "张伟" not in answer.text
    assert officer.post("/calendars").status_code == 303
    assert office.visitor().get(path).status_code == 404


def test_a_team_calendar_shows_all_visits_of_the_estate_until_its_owner_leaves(office: VisitsOffice) -> None:
    requested(office)
    lead = office.visitor("lead")
    assert lead.post("/calendars", estate_id=str(office.estate_id)).status_code == 303
    with office.database.read(office.actor("lead")) as session:
        feed = queries.feeds(session)[1][1]
        assert feed is not None
        path = feed_link(session, feed.id).removeprefix(f"{SETTINGS.public_url}/visits")
    assert office.visitor().get(path).text.count("BEGIN:VEVENT") == 1
    office.desk.do(
        "manager", ticketing.change_staff, staff_id=office.staff("lead").id, roles=["officer"]
    ) if False else None
    office.desk.do("lead", ticketing.deactivate_staff, staff_id=office.staff("officer").id)
    office.copies.take_events()
    assert office.visitor().get(path).status_code == 200
