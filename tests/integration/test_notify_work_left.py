"""Those above find in their inbox what somebody who is away has still to solve."""

from datetime import timedelta

import pytest
import time_machine

from services.ticketing import handlers
from services.ticketing.models import AbsenceReason
from shared import clock
from tests.conftest import MakeDatabase
from tests.integration.notify_office import Office, open_office
from tests.integration.ticketing_desk import SETTINGS, Desk


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase) -> Office:
    return open_office(desk, make_database, {})


def test_the_supervisor_is_told_once_and_led_to_the_hand_over(office: Office) -> None:
    desk, today = office.desk, clock.today(SETTINGS.site_zone)
    plumber = desk.staff["plumber"].id
    desk.do("officer", handlers.assign, ticket_id=desk.open().id, assignee_id=plumber)
    told = {"first_day": today, "last_day": today, "reason": AbsenceReason.SICK}
    desk.do("plumber", handlers.enter_absence, staff_id=plumber, **told)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        desk.fire_due()
    office.hear()
    found = office.messages(recipient_id=desk.staff["supervisor"].id, event="ticketing.work_left_behind.v1")
    assert [(row.title, row.link) for row in found] == [
        ("王强不在岗，名下还有 1 张工单待处理", f"/ticketing/staff/{plumber}/pass-on")
    ]
    assert f"{today.month}月{today.day}日" in found[0].body
