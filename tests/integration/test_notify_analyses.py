"""The quarterly analysis comes back: to the boards, to each household that it covers, to who has promised (A2.8)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.notify.app import SERVICE as NOTIFY
from services.notify.models import Customer, Mailing, Message, MessageState, Notice, NoticeKind, NoticeState
from services.survey import handlers
from services.survey.app import SERVICE as SURVEY
from services.survey.models import Measure
from services.ticketing import handlers as ticketing
from shared import deadlines
from shared.db import Database
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.conftest import MakeDatabase
from tests.integration.notify_office import settings
from tests.integration.reference_data import Copies
from tests.integration.survey_facts import fill, tell
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_analyses import OCTOBER, drafted, home, measured, published


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(OCTOBER, tick=True) as traveller:
        yield traveller


@pytest.fixture
def told(office: SurveyOffice, make_database: MakeDatabase) -> Database:
    """A notify service that knows the people of the desk; 王芳 reads English, 曾华 wants nothing about requests."""
    desk = office.desk
    desk.do("officer", ticketing.change_customer, customer_id=home(office, "王芳"), language="en")
    wish = {"requests": "none"}
    desk.do("officer", ticketing.change_customer, customer_id=home(office, "曾华"), preferences=wish)
    with desk.database.write() as session:
        ticketing.republish(session)
    database = make_database("notify")
    database.settings = settings({})
    Copies(desk, NOTIFY, database).take_events()
    return database


def pass_on(office: SurveyOffice, database: Database) -> list[tuple[str, bytes]]:
    """What survey has told reaches notify, twice."""
    read = {contract.key for contract in NOTIFY.subscriptions}
    with office.database.read() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
    events = [(row.key, row.body) for row in rows if row.key in read]
    Inbox(database, NOTIFY).apply(events)
    Inbox(database, NOTIFY).apply(events)
    return events


def messages(database: Database, event: str) -> dict[str, Message]:
    with database.read() as session:
        rows = session.scalars(select(Message).where(Message.event == event)).all()
    assert len(rows) == len({row.recipient_id for row in rows})
    return {row.recipient_name: row for row in rows}


def analysed(office: SurveyOffice, **facts: Any) -> None:
    mine = {"customer_id": home(office, "张伟")}
    declined = {"declined_at": datetime(2026, 8, 6, tzinfo=UTC), "outcome": "外墙由业委会维修"}
    fill(
        office,
        {**mine, "outcome": "已换门机"},
        {**mine, **declined, "kind": "complaint"},
        {
            "customer_id": home(office, "王芳"),
            "outcome": "",
            **dict.fromkeys(("resolved_at", "answered_at", "closed_at")),
        },
        {"customer_id": home(office, "曾华")},
    )
    analysis = drafted(office)
    measured(office, analysis)
    published(office, analysis, **facts)


def test_each_household_hears_once_what_came_of_its_requests(office: SurveyOffice, told: Database) -> None:
    analysed(office)
    pass_on(office, told)
    found = messages(told, "survey.feedback_given.v1")
    assert found.keys() == {"张伟", "王芳", "曾华"}
    mine = found["张伟"]
    assert mine.title == "您在 2026 年第 3 季度反映的问题处理情况"
    assert "· 报修 BX-0001 已处理完毕。已换门机\n· 投诉 BX-0002 不予受理。外墙由业委会维修" in mine.body
    assert "· 每月检修电梯一次" in mine.body
    assert "/notify/board/LX" in mine.link
    assert "· Repair request BX-0003 is still being worked on." in found["王芳"].body
    assert found["曾华"].state is MessageState.SUPPRESSED
    assert found["张伟"].reference == "2026-Q3"


@pytest.mark.parametrize("on_board", [True, False])
def test_it_is_on_the_boards_if_the_lead_wants_it(office: SurveyOffice, told: Database, on_board: bool) -> None:
    analysed(office, on_board=on_board)
    pass_on(office, told)
    with told.read() as session:
        notices = session.scalars(select(Notice)).all()
        assert session.scalars(select(Mailing)).all() == [], "who is covered hears of it by a message of its own"
    looks = [(NoticeKind.ANALYSIS, NoticeState.PUBLISHED, "郑华")] if on_board else []
    assert [(notice.kind, notice.state, notice.approved_by) for notice in notices] == looks
    assert all("我们的改进措施" in notice.body for notice in notices)


def test_owner_and_lead_are_told_until_it_is_done(office: SurveyOffice, told: Database, clock: Any) -> None:
    analysed(office)
    pass_on(office, told)
    (given,) = messages(told, "survey.measure_given.v1").values()
    assert (given.recipient_name, given.title) == ("王强", "请在11月30日前落实一项改进措施")
    clock.move_to(datetime(2026, 12, 1, tzinfo=UTC))
    deadlines.fire_due(office.database, SURVEY)
    pass_on(office, told)
    late = messages(told, "survey.measure_overdue.v1")
    assert late.keys() == {"王强", "郑华"}
    assert late["郑华"].title == "改进措施逾期（11月30日到期，责任人王强）"
    assert messages(told, "survey.measure_given.v1")["王强"].settled_at is not None
    assert late["王强"].settled_at is None
    with office.database.read() as session:
        measure = session.scalars(select(Measure)).one()
    office.do("plumber", handlers.finish_measure, measure_id=measure.id, words="已检修")
    pass_on(office, told)
    assert all(item.settled_at for item in messages(told, "survey.measure_overdue.v1").values())


def test_who_is_erased_stands_in_nobodys_message(office: SurveyOffice, told: Database) -> None:
    other = home(office, "王芳")
    (ticket,) = fill(office, {"customer_id": home(office, "张伟"), "outcome": "已答复张伟"})
    tell(
        office,
        "ticketing.ticket_reporter_changed.v1",
        id=other,
        ticket_id=ticket,
        customer_id=other,
        deleted=False,
    )
    published(office, drafted(office))
    pass_on(office, told)
    assert "张伟" in messages(told, "survey.feedback_given.v1")["王芳"].body
    facts: dict[str, Any] = {"customer_id": home(office, "张伟"), "member_ids": [], "ticket_ids": [ticket]}
    erased = tell(office, "ticketing.customer_erased.v1", **facts, told_ids=[])
    Inbox(told, NOTIFY).apply([erased])
    found = messages(told, "survey.feedback_given.v1")
    assert "张伟" not in "".join(message.body for message in found.values())
    with told.read() as session:
        assert session.get(Customer, home(office, "张伟")) is None
