"""Contacts, weekly talks and what follows from them: reminded of, escalated, finished, verified (B4.1)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.visits import handlers, queries
from services.visits.app import SERVICE
from services.visits.handlers import Improvement
from services.visits.models import (
    ContactWay,
    NotAContractor,
    NothingToVerify,
    Party,
    PartyKind,
    PartyTask,
    TaskIsOver,
    TaskState,
)
from shared import clock, deadlines
from shared.errors import Invalid
from tests.conftest import MakeDatabase
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice

MONDAY = datetime(2026, 12, 7, 10, tzinfo=SETTINGS.site_zone)
DAY = timedelta(days=1)


class Dealings(VisitsOffice):
    """With one contractor, beginning on a Monday."""

    traveller: Any

    def begin(self, traveller: Any) -> Party:
        self.traveller = traveller
        return self.register()

    def register(self, name: str = "洁净保洁", kind: PartyKind = PartyKind.CONTRACTOR) -> Party:
        return self.do("lead", handlers.register_party, estate_id=self.estate_id, kind=kind, name=name)

    def talk(self, party: Party, *improvements: Improvement) -> Any:
        told = {"held_at": clock.now(), "person": "钱经理", "summary": "大堂地面清洁"}
        return self.do("lead", handlers.record_talk, party_id=party.id, **told, improvements=improvements)

    def contact(self, party: Party, **facts: Any) -> Any:
        told = {
            "contacted_at": clock.now(),
            "way": ContactWay.PHONE,
            "person": "钱经理",
            "about": "更换保洁员",
            **facts,
        }
        return self.do("officer", handlers.log_contact, party_id=party.id, **told)

    def later(self, moment: datetime) -> None:
        self.traveller.move_to(moment)
        while deadlines.fire_due(self.database, SERVICE):
            pass

    def task(self) -> PartyTask:
        with self.database.read() as session:
            return session.scalars(select(PartyTask)).one()

    def reminders(self) -> list[tuple[str, list[str]]]:
        names = {str(row.id): username for username, row in self.desk.staff.items()}
        told = [data for name, data in self.events() if name == "party_task_reminded"]
        return [(data["stage"], [names[key] for key in data["staff_ids"]]) for data in told]

    def told(self, name: str) -> list[dict[str, Any]]:
        return [data for event, data in self.events() if event == name]


@pytest.fixture
def office(make_database: MakeDatabase) -> Dealings:
    return Dealings(make_database("ticketing", furnish=furnish), make_database("visits"))


def improve(days: int = 2) -> Improvement:
    return Improvement(title="大堂每日两次清洁", owner="周领班", due_on=MONDAY.date() + days * DAY)


def test_a_contact_is_told_and_its_next_step_is_followed_up_by_whom_it_was_given_to(office: Dealings) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        party = office.begin(traveller)
        plumber = office.staff("plumber").id
        office.contact(party, next_step="送新合同", next_step_on=MONDAY.date() + 2 * DAY, follower_id=plumber)
        assert office.told("contact_logged")[0]["next_step_on"] == "2026-12-09"
        assert office.reminders() == [("given", ["plumber"])]
        with pytest.raises(Invalid):
            office.contact(party, next_step="送新合同")
        with pytest.raises(Invalid):
            office.contact(party, contacted_at=clock.now() + DAY)
        with pytest.raises(Invalid):
            office.contact(party, next_step="x", next_step_on=MONDAY.date(), follower_id=office.desk.stranger.id)
    assert [row.about for row in office.read("lead", queries.party_contacts).items] == ["更换保洁员"]
    assert office.read("stranger", queries.party_contacts).items == []


def test_an_improvement_is_reminded_of_on_its_day_then_overdue_then_escalated(office: Dealings) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        office.talk(office.begin(traveller), improve())
        assert office.reminders() == []
        office.later(MONDAY + 2 * DAY)
        office.later(MONDAY + 3 * DAY)
        assert office.reminders() == [("due", ["lead"]), ("overdue", ["lead"])]
        office.later(MONDAY + 6 * DAY)
        assert office.reminders()[2:] == [("escalated", ["lead"])]
        office.later(MONDAY + 20 * DAY)
        assert len(office.reminders()) == 3


def test_an_improvement_is_finished_sent_back_and_verified(office: Dealings) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        office.talk(office.begin(traveller), improve())
        key = {"task_id": office.task().id}
        with pytest.raises(NothingToVerify):
            office.do("officer", handlers.verify_task, **key)
        office.do("officer", handlers.finish_task, **key, outcome="已增加班次")
        office.later(MONDAY + 4 * DAY)
        assert office.reminders() == []
        with pytest.raises(Invalid):
            office.do("officer", handlers.put_off_task, **key, due_on=MONDAY.date(), reason="仍有污渍")
        office.do("officer", handlers.put_off_task, **key, due_on=MONDAY.date() + 7 * DAY, reason="仍有污渍")
        assert (office.task().state, office.task().done_at) == (TaskState.OPEN, None)
        office.later(MONDAY + 7 * DAY)
        assert office.reminders() == [("due", ["lead"])]
        office.do("officer", handlers.finish_task, **key, outcome="地面干净")
        office.do("lead", handlers.verify_task, **key)
        assert (office.task().state, office.task().checked_by) == (TaskState.VERIFIED, "郑华")
        with pytest.raises(TaskIsOver):
            office.do("officer", handlers.put_off_task, **key, due_on=MONDAY.date() + 9 * DAY, reason="x")
    assert len(office.told("party_task_settled")) == 3


def test_a_task_that_nobody_needs_is_dropped_for_a_reason(office: Dealings) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        office.contact(office.begin(traveller), next_step="送合同", next_step_on=MONDAY.date())
        office.later(MONDAY + timedelta(minutes=5))
        office.do("lead", handlers.drop_task, task_id=office.task().id, reason="已续签")
        office.later(MONDAY + 5 * DAY)
    assert office.reminders() == []
    assert office.audit(office.task().id) == ["party_task.add", "party_task.drop"]


def test_on_friday_the_contractors_are_named_with_whom_nobody_has_talked(office: Dealings) -> None:
    friday = datetime(2026, 12, 11, 9, tzinfo=SETTINGS.site_zone)
    with time_machine.travel(MONDAY, tick=False) as traveller:
        talked, _silent = office.begin(traveller), office.register("安保公司")
        office.register("电梯厂", PartyKind.SUPPLIER)
        ended = office.register("绿化公司")
        office.do("lead", handlers.end_party, party_id=ended.id, on=date(2026, 12, 8), reason="到期")
        office.talk(talked)
        office.later(friday)
        assert [data["party"] for data in office.told("contractor_talk_due")] == ["安保公司"]
        office.later(friday + 7 * DAY)
        assert sorted(data["party"] for data in office.told("contractor_talk_due")[1:]) == sorted(
            ["安保公司", "洁净保洁"]
        )
        silent = office.read("lead", queries.silent_contractors)
        assert len(silent) == 2


def test_the_weekly_talk_is_held_with_contractors(office: Dealings) -> None:
    with pytest.raises(NotAContractor):
        office.talk(office.register(kind=PartyKind.DEVELOPER))
