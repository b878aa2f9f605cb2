"""Twice a year everybody is asked: the lead is told, once, when nobody has planned it (A2.1)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from services.notify.app import SERVICE as NOTIFY
from services.notify.models import Message
from services.survey.models import half_of, is_due
from services.ticketing import handlers as ticketing
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.conftest import MakeDatabase
from tests.integration.notify_office import settings
from tests.integration.reference_data import Copies
from tests.integration.survey_office import SETTINGS, SurveyOffice
from tests.integration.test_survey_campaigns import fire, planned, today

NOVEMBER, AUGUST = (datetime(2026, month, 20, 1, tzinfo=UTC) for month in (11, 8))


def told(office: SurveyOffice) -> list[tuple[str, int, int]]:
    events = [facts for name, facts in office.events() if name == "half_year_unplanned"]
    return [(facts["estate_id"], facts["year"], facts["half"]) for facts in events]


@pytest.mark.parametrize(
    ("day", "half", "due"),
    [
        (date(2026, 1, 1), 1, False),
        (date(2026, 3, 31), 1, False),
        (date(2026, 4, 1), 1, True),
        (date(2026, 6, 30), 1, True),
        (date(2026, 7, 1), 2, False),
        (date(2026, 10, 1), 2, True),
        (date(2026, 12, 31), 2, True),
    ],
)
def test_halves_begin_and_end_on_these_days(day: date, half: int, due: bool) -> None:
    assert (half_of(day), is_due(day, 4)) == ((2026, half), due)


def test_the_lead_is_told_once_and_no_more_when_it_is_planned(office: SurveyOffice) -> None:
    lived_in = str(office.desk.estates["LX"].id)
    with time_machine.travel(NOVEMBER, tick=False):
        fire(office, "check_half_year")
        fire(office, "check_half_year")
        assert (lived_in, 2026, 2) in told(office)
        assert len(told(office)) == len(set(told(office)))
        planned(office)
        assert [name for name, _facts in office.events()][-1] == "half_year_planned"
    (facts,) = [
        facts for name, facts in office.events() if name == "half_year_unplanned" and facts["estate_id"] == lived_in
    ]
    assert facts["staff_ids"] == [str(office.staff("lead").id)]


def test_before_the_month_and_with_a_plan_nobody_is_told(office: SurveyOffice) -> None:
    with time_machine.travel(AUGUST, tick=False):
        fire(office, "check_half_year")
        assert told(office) == []
        office.database.settings = replace(SETTINGS, survey_alarm_month=2)
        planned(office, closes_on=today(), opens_on=today())
        fire(office, "check_half_year")
    assert str(office.desk.estates["LX"].id) not in [estate for estate, _year, _half in told(office)]


def test_it_stands_in_the_leads_inbox_until_it_is_planned(office: SurveyOffice, make_database: MakeDatabase) -> None:
    with time_machine.travel(NOVEMBER, tick=False):
        fire(office, "check_half_year")
        planned(office)
    inbox = make_database("notify")
    inbox.settings = settings({})
    with office.desk.database.write() as session:
        ticketing.republish(session)
    Copies(office.desk, NOTIFY, inbox).take_events()
    with office.database.read() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
    Inbox(inbox, NOTIFY).apply([(row.key, row.body) for row in rows if "half_year" in row.key])
    with inbox.read() as session:
        items = session.scalars(select(Message).where(Message.event == "survey.half_year_unplanned.v1")).all()
    (item,) = [row for row in items if "邻香苑" in row.body]
    assert item.title == "请计划 2026 年下半年客户意见调查"
    assert item.settled_at is not None
