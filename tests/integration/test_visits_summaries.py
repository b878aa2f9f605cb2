"""《周工作总结与计划表》: written by departments, reminded on Friday, missing ones told to those above (B4.2.2)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.notify.models import Message
from services.ticketing import handlers as ticketing
from services.ticketing.models import Team
from services.visits import handlers, queries
from services.visits.handlers.summaries import NotYourDepartment
from services.visits.handlers.summary_deadlines import SUMMARY_MISSING, SUMMARY_REMIND
from services.visits.models import MeetingKind, SummaryIsSubmitted, SummaryState, WeeklySummary
from services.visits.timers import TIMERS
from shared.db import Database
from shared.errors import Invalid, NotFound
from shared.timers import Deadline
from tests.conftest import MakeDatabase
from tests.integration.notify_office import settings
from tests.integration.test_visits_meetings import pass_on
from tests.integration.ticketing_desk import PASSWORD, furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice

FRIDAY = datetime(2027, 4, 23, 9, tzinfo=SETTINGS.site_zone)
WEEK, FOLLOWING = "2027-W16", "2027-W17"


@pytest.fixture
def office(make_database: MakeDatabase) -> Iterator[VisitsOffice]:
    """It is Friday morning, and a venue manager runs the estate."""
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        office = VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))
        venue: dict[str, Any] = {"username": "venue", "name": "高原", "roles": ["venue_manager"], "password": PASSWORD}
        with office.desk.database.write() as session:
            office.desk.staff["venue"] = ticketing.create_staff(session, **venue, estates=[office.estate_id])
        office.copies.take_events()
        office.moves = traveller.move_to  # type: ignore[attr-defined] # for tests that let time pass
        yield office


def written(office: VisitsOffice, username: str = "plumber", **facts: Any) -> WeeklySummary:
    told = {"team": "engineering", "week": WEEK, "done": "检修水泵", "plan": "检修电梯", **facts}
    return office.do(username, handlers.submit_summary, estate_id=office.estate_id, **told)


def due(office: VisitsOffice) -> list[tuple[str, str]]:
    """What fires when, on the clock of the site."""
    with office.database.read() as session:
        rows = select(Deadline).where(Deadline.kind.in_((SUMMARY_REMIND, SUMMARY_MISSING))).order_by(Deadline.due_at)
        return [(row.kind, f"{row.due_at.astimezone(SETTINGS.site_zone):%m-%d %H:%M}") for row in session.scalars(rows)]


def fire(office: VisitsOffice, kind: str, step: int = 0) -> list[dict[str, Any]]:
    """What is told when the deadline comes due."""
    before = len(office.events())
    with office.database.write() as session:
        rows = session.scalars(select(Deadline).where(Deadline.kind == kind)).all()
        TIMERS[kind](session, next(row for row in rows if row.payload.get("step", 0) == step))
    return [data for _name, data in office.events()[before:]]


def test_a_department_sums_up_its_week_and_the_plan_stands_in_the_next(office: VisitsOffice) -> None:
    saved = {"estate_id": office.estate_id, "team": "engineering", "week": WEEK}
    assert office.do("plumber", handlers.save_summary, **saved, done="检修").state is SummaryState.DRAFT
    with pytest.raises(Invalid) as refused:
        written(office, plan="")
    assert list(refused.value.errors) == ["plan"]
    submitted = written(office)
    assert (submitted.state, submitted.submitted_by, submitted.planned) == (SummaryState.SUBMITTED, "王强", "")
    with pytest.raises(SummaryIsSubmitted):
        office.do("plumber", handlers.save_summary, **saved, done="改")
    assert written(office, done="检修水泵两台").done == "检修水泵两台"
    assert sorted(office.audit(submitted.id)) == [f"weekly_summary.{verb}" for verb in ("save", "submit", "submit")]
    office.moves(FRIDAY + timedelta(days=7))  # type: ignore[attr-defined] # of the fixture
    assert written(office, week=FOLLOWING).planned == "检修电梯"
    assert office.events()[-1][1]["planned"] == "检修电梯"


def test_only_the_department_and_who_runs_meetings_write_it(office: VisitsOffice) -> None:
    with pytest.raises(NotYourDepartment):
        written(office, "gardener")
    assert written(office, "supervisor").submitted_by == "周洁"
    assert written(office, "venue", team="security").submitted_by == "高原"
    for wrong in ({"team": "kitchen"}, {"week": "2027-W17"}, {"week": "2027-W10"}, {"week": "2027-W99"}):
        with pytest.raises(Invalid):
            written(office, **wrong)
    with pytest.raises(Invalid):
        written(office, "stranger")
    place = {"team": "security", "week": WEEK}
    with pytest.raises(NotFound):
        office.read("stranger", queries.sheet, estate_id=office.estate_id, **place)
    shown = office.read("officer", queries.departments, estate_id=office.estate_id, week=WEEK)
    assert [row.team for row in shown if row.summary] == ["engineering", "security"]


def test_departments_are_reminded_and_missing_ones_go_to_the_manager_then_to_the_lead(office: VisitsOffice) -> None:
    for _twice in range(2):
        with office.database.write() as session:
            handlers.promise_summaries(session, estate_id=office.estate_id)
    assert due(office) == [
        (SUMMARY_REMIND, "04-23 14:00"),
        (SUMMARY_MISSING, "04-23 18:00"),
        (SUMMARY_MISSING, "04-26 10:00"),
    ]
    written(office)
    reminded = fire(office, SUMMARY_REMIND)
    assert {told["team"] for told in reminded} == {"greening", "customer_service"}  # nobody works in the others
    assert [told["staff_ids"] for told in reminded if told["team"] == "greening"] == [
        [str(office.staff("gardener").id)]
    ]
    (above,) = fire(office, SUMMARY_MISSING, 1)
    assert above["teams"] == ["cleaning", "security", "greening", "customer_service"]
    assert str(office.staff("manager").id) in above["staff_ids"]
    assert str(office.staff("lead").id) not in above["staff_ids"]
    for team in ("cleaning", "security", "greening"):
        written(office, "venue", team=team)
    (last,) = fire(office, SUMMARY_MISSING, 2)
    assert (last["teams"], last["staff_ids"]) == (["customer_service"], [str(office.staff("lead").id)])
    written(office, "officer", team="customer_service")
    assert fire(office, SUMMARY_MISSING, 2) == []
    assert office.events()[-1][1]["missing"] == 0


def test_a_venue_manager_begins_the_meetings_of_the_stage_and_ends_them(office: VisitsOffice) -> None:
    assert len(due(office)) == 3, "the summaries of this Friday are promised at once"
    ahead = {row.meeting.kind for row in office.read("lead", queries.meetings).items}
    assert ahead == {MeetingKind.STAND_UP, MeetingKind.OFFICE, MeetingKind.BRANCH}
    with office.desk.database.write() as session:
        ticketing.deactivate_staff(session, staff_id=office.staff("venue").id)
    office.copies.take_events()
    assert {row.meeting.kind for row in office.read("lead", queries.meetings).items} == {MeetingKind.OFFICE}


def test_an_estate_that_is_let_owes_no_summaries(make_database: MakeDatabase) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        office = VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))
        with office.database.write() as session:
            handlers.promise_summaries(session, estate_id=office.estate_id)
        assert due(office) == []


def test_whoever_writes_and_those_above_find_it_in_the_inbox(office: VisitsOffice, make_database: MakeDatabase) -> None:
    notify = make_database("notify")
    notify.settings = settings({})
    with office.database.write() as session:
        handlers.promise_summaries(session, estate_id=office.estate_id)
    office.desk.do("lead", ticketing.republish)
    pass_on(office.desk.database, notify)
    fire(office, SUMMARY_REMIND)
    fire(office, SUMMARY_MISSING, 1)
    pass_on(office.database, notify)
    assert items(notify, "weekly_summary_reminded")["孙静"].title == "今天应提交周工作总结与计划：绿化"
    assert items(notify, "weekly_summary_missing").keys() == {"吴刚", "高原"}
    assert items(notify, "weekly_summary_missing")["吴刚"].body.startswith("工程、保洁、")
    for team in Team:
        written(office, "venue", team=team.value)
    pass_on(office.database, notify)
    assert all(item.settled_at for item in items(notify, "weekly_summary_missing").values())


def items(notify: Database, event: str) -> dict[str, Message]:
    with notify.read() as session:
        found = session.scalars(select(Message).where(Message.event == f"visits.{event}.v1")).all()
    return {item.recipient_name: item for item in found}
