"""An hour to come without anybody at the hotline reaches the project lead's inbox, once, until it is planned (C2.4)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers
from services.ticketing.app import SERVICE
from services.ticketing.models import Duty, Post, next_check_at
from shared import clock, deadlines
from tests.conftest import MakeDatabase
from tests.integration.notify_office import Office, open_office
from tests.integration.ticketing_desk import SETTINGS, Desk
from tests.integration.ticketing_site import SiteDesk

DAY = timedelta(days=1)


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def office(site: SiteDesk, make_database: MakeDatabase) -> Office:
    return open_office(site, make_database, {})


@pytest.fixture(autouse=True)
def moment(desk: Desk) -> Iterator[Any]:  # noqa: ARG001 - its accounts are made first: later tests sign in to copies of them
    """Noon in Shanghai, after the accounts of the desk were made."""
    tomorrow = (datetime.now(UTC) + DAY).replace(hour=4, minute=0, second=0, microsecond=0)
    with time_machine.travel(tomorrow, tick=False) as moved:
        yield moved


def plan(desk: Desk, begins: datetime, days: int = 1, **facts: Any) -> list[Duty]:
    """Half days by two people from ``begins``, through ``days``."""
    told = {"estate_id": desk.estates["LX"].id, "post": Post.HOTLINE, **facts}
    half, planned = DAY / 2, []
    for day in range(days):
        for number, who in enumerate(("officer", "supervisor")):
            at = begins + DAY * day + half * number
            shift = {"staff_id": desk.staff[who].id, "starts_at": at, "ends_at": at + half}
            planned += desk.do("lead", handlers.plan_duty, **told, **shift)
    return planned


def morning(desk: Desk, moment: Any) -> None:
    """The next one, when the roster is looked at."""
    moment.move_to(next_check_at(clock.now(), SETTINGS.site_zone))
    while deadlines.fire_due(desk.database, SERVICE):
        pass


def told(desk: Desk) -> list[str]:
    return [name for name, data in desk.events("ticketing.hotline_") if data["estate_id"] == str(desk.estates["LX"].id)]


def test_a_gap_is_told_once_and_settled_when_it_is_planned(desk: Desk, moment: Any) -> None:
    start = clock.now()
    plan(desk, start, days=16)
    assert told(desk) == ["hotline_gap", "hotline_gap_settled"]  # the first shift left the rest of the days
    morning(desk, moment)
    morning(desk, moment)
    assert told(desk) == ["hotline_gap", "hotline_gap_settled"]
    morning(desk, moment)
    assert told(desk)[2:] == ["hotline_gap"]  # the last day of the 14 is one that nobody has planned
    for _day in range(3):
        morning(desk, moment)
    assert told(desk)[3:] == []
    plan(desk, start + 16 * DAY, days=8)
    assert told(desk)[3:] == ["hotline_gap_settled"]


def test_what_is_taken_out_of_a_full_roster_is_told_at_once(desk: Desk) -> None:
    shifts = plan(desk, clock.now(), days=15)
    before = len(told(desk))
    second, third = shifts[4], shifts[5]
    desk.do("supervisor", handlers.remove_duty, duty_id=second.id)
    desk.do("supervisor", handlers.remove_duty, duty_id=third.id)
    assert told(desk)[before:] == ["hotline_gap"]  # one time without anybody, which got longer
    plan(desk, second.starts_at)
    found = [data for _name, data in desk.events("ticketing.hotline_")][before:]
    assert (found[0]["role"], found[0]["staff_ids"]) == ("project_lead", [str(desk.staff["lead"].id)])
    assert found[0]["ends_at"] == second.ends_at.isoformat().replace("+00:00", "Z")
    assert (len(found), found[1]["gap_id"], found[1]["covered"]) == (2, found[0]["gap_id"], True)


def test_a_gap_that_has_passed_is_settled_too(desk: Desk, moment: Any) -> None:
    shifts = plan(desk, clock.now(), days=20)
    desk.do("lead", handlers.remove_duty, duty_id=shifts[2].id)
    before = len(told(desk))
    for _day in range(3):
        morning(desk, moment)
    settled = [data for name, data in desk.events("ticketing.hotline_") if name == "hotline_gap_settled"][-1]
    assert (told(desk)[before:], settled["covered"]) == (["hotline_gap_settled"], False)


def test_the_lead_reads_of_it_until_it_is_settled(office: Office) -> None:
    desk = office.desk
    shifts = plan(desk, clock.now(), days=15)
    office.hear()
    lead = desk.staff["lead"].id
    before = office.messages(recipient_id=lead, event="ticketing.hotline_gap.v1")
    assert all(item.settled_at and item.read_at for item in before)
    for shift in shifts[6:8]:
        desk.do("lead", handlers.remove_duty, duty_id=shift.id)
    office.hear()
    item = office.message(recipient_id=lead, event="ticketing.hotline_gap.v1", settled_at=None)
    assert item.title.startswith("热线无人值班：")
    assert "12:00 至 " in item.title
    assert item.link.startswith(f"/ticketing/roster?estate={desk.estates['LX'].id}&week=")
    assert item.read_at is None
    assert not office.messages(recipient_id=desk.staff["officer"].id, event="ticketing.hotline_gap.v1")
    plan(desk, shifts[6].starts_at)
    office.hear()
    assert all(each.read_at for each in office.messages(recipient_id=lead, event="ticketing.hotline_gap.v1"))
    assert not office.messages(recipient_id=lead, event="ticketing.hotline_gap.v1", settled_at=None)
