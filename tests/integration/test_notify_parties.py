"""Who owes something to an outside party, or a talk, finds it in the inbox until it is settled (B4.1)."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.notify.models import Message
from services.visits.app import SERVICE as VISITS
from shared import clock, deadlines
from tests.conftest import MakeDatabase
from tests.integration.four_services import SERVICES
from tests.integration.test_major_problems import Company
from tests.integration.ticketing_desk import SETTINGS, furnish

pytestmark = pytest.mark.one_database
MONDAY = datetime(2026, 12, 7, 10, tzinfo=SETTINGS.site_zone)


class Office(Company):
    def register(self) -> str:
        facts = {"estate_id": str(self.desk.estates["LX"].id), "kind": "contractor", "name": "洁净保洁"}
        return str(self.api("lead", "visits/parties", facts).json["id"])

    def later(self, traveller: Any, moment: datetime) -> None:
        traveller.move_to(moment)
        while deadlines.fire_due(self.databases["visits"], VISITS):
            pass
        self.settle()

    def inbox(self) -> dict[str, bool]:
        """Titles of what the staff was told, each with whether it is settled."""
        with self.databases["notify"].read() as session:
            rows = session.scalars(select(Message).where(Message.event.startswith("visits.")).order_by(Message.id))
            return {row.title: row.settled_at is not None for row in rows}


@pytest.fixture
def office(make_database: MakeDatabase, tmp_path: Path) -> Office:
    databases = {name: make_database(name) for name in SERVICES if name != "ticketing"}
    databases["ticketing"] = make_database("ticketing", furnish=furnish)
    return Office(databases, tmp_path)


def test_a_task_waits_in_the_inbox_until_it_is_finished(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        party = office.register()
        step = {
            "next_step": "送合同",
            "next_step_on": "2026-12-09",
            "follower_id": str(office.desk.staff["officer"].id),
        }
        told = {"contacted_at": clock.now().isoformat(), "way": "meeting", "about": "续签"}
        assert office.api("lead", f"visits/parties/{party}/contacts", told | step).status_code == 201
        office.settle()
        office.later(traveller, MONDAY + timedelta(days=2))
        assert office.inbox() == {"请跟进：送合同": False, "今天到期：送合同": False}
        task = office.api("officer", "visits/party-tasks").json["items"][0]["id"]
        office.api("officer", f"visits/party-tasks/{task}/finish", {"outcome": "已送"})
        office.settle()
        assert set(office.inbox().values()) == {True}


def test_the_week_s_talk_is_asked_for_until_it_is_recorded(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        party = office.register()
        office.later(traveller, MONDAY + timedelta(days=4))
        assert office.inbox() == {"本周请与洁净保洁沟通": False}
        told = {"held_at": clock.now().isoformat(), "person": "钱经理", "summary": "清洁"}
        assert office.api("lead", f"visits/parties/{party}/talks", told).status_code == 201
        office.settle()
        assert office.inbox() == {"本周请与洁净保洁沟通": True}
        assert office.caller("lead", "visits").get("/visits/calendar/list", clause="B4.1.3").status_code == 200


def test_a_promise_made_on_a_visit_waits_in_the_inbox_until_it_is_kept(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        household, soon = str(office.desk.customers["张伟"].id), clock.now() + timedelta(hours=1)
        visit = office.api("officer", "visits/visits", {"customer_id": household, "starts_at": soon.isoformat()}).json
        told = {
            "visited_at": clock.now().isoformat(),
            "met": "张伟",
            "promised": "换灯",
            "promised_until": "2026-12-08",
        }
        assert office.api("officer", f"visits/visits/{visit['id']}/record", told).status_code == 201
        office.settle()
        office.later(traveller, MONDAY + timedelta(days=1))
        title = f"今天须兑现的承诺：{visit['unit_path']}"
        assert office.inbox()[title] is False
        office.api("officer", f"visits/visits/{visit['id']}/keep-promise", {})
        office.settle()
        assert office.inbox()[title] is True
