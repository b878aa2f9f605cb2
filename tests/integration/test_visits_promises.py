"""What was promised on a visit is listed until it is kept, and its officer reminded of it (C1.4.5)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete

from services.visits import handlers, queries
from services.visits.app import SERVICE
from services.visits.models import PromiseState, Visit, VisitKind
from shared import clock, deadlines
from shared.outbox import OutboxRow
from tests.conftest import MakeDatabase
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice

MONDAY = datetime(2026, 12, 7, 10, tzinfo=SETTINGS.site_zone)
DAY = timedelta(days=1)


class Office(VisitsOffice):
    traveller: Any

    def promise(self, days: int = 2, promised: str = "更换楼道灯") -> Visit:
        """The officer visits and promises something for so many days later."""
        facts = {"customer_id": self.desk.customers["张伟"].id, "kind": VisitKind.REQUEST}
        visit = self.do("officer", handlers.schedule_visit, **facts, starts_at=clock.now() + timedelta(hours=1))
        until = (clock.now() + days * DAY).astimezone(SETTINGS.site_zone).date()
        told = {"visited_at": clock.now(), "met": "张伟", "promised": promised, "promised_until": until}
        self.do("officer", handlers.record_visit, visit_id=visit.id, **told)
        return visit

    def later(self, moment: datetime) -> None:
        self.traveller.move_to(moment)
        while deadlines.fire_due(self.database, SERVICE):
            pass

    def reminders(self) -> list[tuple[str, list[str]]]:
        names = {str(row.id): username for username, row in self.desk.staff.items()}
        told = [data for name, data in self.events() if name == "promise_reminded"]
        return [(data["stage"], [names[key] for key in data["staff_ids"]]) for data in told]


@pytest.fixture
def office(make_database: MakeDatabase) -> Office:
    office = Office(make_database("ticketing", furnish=furnish), make_database("visits"))
    with office.database.write() as session:
        session.execute(delete(OutboxRow))
    return office


def test_the_officer_is_reminded_of_an_open_promise_then_the_lead(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        office.traveller = traveller
        office.promise()
        for days in (1, 2, 3, 4, 5, 9):
            office.later(MONDAY + days * DAY)
    assert office.reminders() == [("due", ["officer"]), ("overdue", ["officer"]), ("escalated", ["lead", "officer"])]


def test_nobody_is_reminded_of_what_was_kept_or_never_promised(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        office.traveller = traveller
        kept = office.promise()
        office.do("officer", handlers.keep_promise, visit_id=kept.id)
        office.later(MONDAY + 9 * DAY)
        office.promise(promised="")
        office.later(MONDAY + 20 * DAY)
    assert office.reminders() == []
    assert [name for name, _data in office.events() if name == "promise_kept"] == ["promise_kept"]


def test_the_list_shows_what_is_open_what_is_late_and_what_was_kept(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        late, kept = office.promise(1, "第一"), None
        traveller.move_to(MONDAY + 3 * DAY)
        kept = office.promise(5, "第二")
        office.promise(6, "第三")
        office.do("officer", handlers.keep_promise, visit_id=kept.id)
        found = {
            state: [row.record.promised for row in office.read("lead", queries.promises, state=state).items]
            for state in PromiseState
        }
        assert found == {
            PromiseState.OPEN: ["第一", "第三"],
            PromiseState.LATE: ["第一"],
            PromiseState.KEPT: ["第二"],
        }
        assert office.read("officer", queries.promises_due) == 1
        assert office.read("lead", queries.promises, mine=True).items == []
        assert office.read("stranger", queries.promises).items == []
        assert office.caller("lead").get("/visits/api/v1/promises").json["items"][0]["visit_id"] == str(late.id)


@pytest.mark.one_database
def test_its_page_opens_in_both_languages_and_leaves_as_a_file(office: Office) -> None:
    assert "没有符合条件的承诺" in office.visitor("officer").reads("/promises")
    office.promise()
    for language in ("zh", "en"):
        assert "更换楼道灯" in office.visitor("officer", language).reads("/promises")
    file = office.visitor("officer").post("/promises/export", seen_on="/promises", format="csv")
    assert "更换楼道灯" in file.text
