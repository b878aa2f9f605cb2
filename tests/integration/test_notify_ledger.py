"""What the desk tells becomes messages: whom, on which channel, in which language, and never twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
import time_machine
from sqlalchemy import delete, select, update

from services.notify.app import SERVICE
from services.notify.models import Message, MessageState
from services.ticketing import handlers
from services.ticketing.models import Language, Tier
from shared import migrate
from shared.db import Database
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from shared.parking import ParkedEvent
from shared.timers import Deadline
from tests.conftest import MakeDatabase
from tests.integration.notify_office import Office, open_office, through_all_steps
from tests.integration.ticketing_desk import Desk

MAIL = "mailto://127.0.0.1:2525?from=front-desk@linli.example&mode=insecure"
HOOK = "json://127.0.0.1:8025/hook"


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase) -> Office:
    return open_office(desk, make_database, {"email": MAIL})


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    assert migrate.differences(database, SERVICE) == []


def test_a_household_is_told_of_every_step_with_the_status_link(office: Office) -> None:
    ticket = office.open()
    through_all_steps(office.desk, ticket)
    office.hear()
    told = office.messages(recipient_id=office.desk.customers["张伟"].id)
    assert [message.event.split(".")[1] for message in told] == [
        "ticket_opened",
        "ticket_acknowledged",
        "ticket_assigned",
        "ticket_arrived",
        "ticket_resolved",
        "ticket_answered",
        "ticket_closed",
        "ticket_reopened",
    ]
    assert {message.subject for message in told} == {str(ticket.id)}
    assert {message.reference for message in told} == {ticket.number}
    assert all(message.link.startswith("https://linli.example/ticketing/status/") for message in told)
    assert all(message.link in message.body for message in told)
    assert "王强将上门处理" in told[2].body
    assert "更换角阀" in told[4].body
    assert "三个月内免费保修" in told[5].body
    assert "夜里又漏水" not in told[7].body  # the reason is a note among colleagues


def test_a_household_is_told_in_its_language(office: Office) -> None:
    customer = office.desk.customers["John Smith"]
    office.desk.do("officer", handlers.change_customer, customer_id=customer.id, language=Language.EN)
    office.open(customer_id=customer.id, title="Burst pipe")
    assert office.message().title == "We have received your repair request: Burst pipe"


def test_nobody_is_told_of_a_ticket_without_household(office: Office) -> None:
    estate = office.desk.estates["LX"]
    office.open(customer_id=None, estate_id=estate.id, reporter_name="路人", title="路灯不亮")
    assert office.messages() == []


def test_the_assignee_finds_the_ticket_in_the_inbox(office: Office) -> None:
    plumber = office.desk.staff["plumber"]
    ticket = office.open()
    office.desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=plumber.id)
    office.hear()
    item = office.message(recipient_id=plumber.id)
    assert item.title == "【特急】派给您：厨房水管爆裂"
    assert item.link == f"/ticketing/tickets/{ticket.id}"
    assert (item.urgent, item.read_at, item.state) == (True, None, MessageState.SENT)
    assert [(row.channel, row.state) for row in item.deliveries] == [("inbox", "sent")]


def run_clock(office: Office, percent: int) -> None:
    """The desk's deadlines until ``percent`` of the ten minutes are due now."""
    due = datetime.now(UTC) - timedelta(seconds=1)
    with office.desk.database.write() as session:
        for deadline in session.scalars(
            select(Deadline).where(Deadline.state == "pending", Deadline.kind.startswith("clock."))
        ):
            if deadline.payload["percent"] <= percent and not deadline.payload["minutes_after"]:
                session.execute(update(Deadline).where(Deadline.id == deadline.id).values(due_at=due, fires_at=due))
    office.desk.fire_due()
    office.hear()


def test_a_promise_running_out_reaches_those_whom_the_event_names(office: Office) -> None:
    office.open()
    run_clock(office, 50)
    warned = office.message(event="ticketing.clock_warned.v1")
    assert warned.recipient_id == office.desk.staff["supervisor"].id
    assert warned.title == "【特急】还剩 10 分钟：厨房水管爆裂"
    assert "尚未派人" in warned.body
    assert warned.urgent
    run_clock(office, 100)
    breached = office.message(event="ticketing.clock_breached.v1")
    assert breached.recipient_id == office.desk.staff["manager"].id


def test_somebody_who_left_is_told_nothing(office: Office) -> None:
    office.open()
    body = _waiting_clock_event(office)
    office.desk.do("lead", handlers.deactivate_staff, staff_id=office.desk.staff["supervisor"].id)
    office.hear()
    Inbox(office.database, SERVICE).apply([("ticketing.clock_warned.v1", body)])
    assert office.messages(event="ticketing.clock_warned.v1") == []


def _waiting_clock_event(office: Office) -> bytes:
    """A warning that the desk has sent and that notify has not taken in yet."""
    due = datetime.now(UTC) - timedelta(seconds=1)
    with office.desk.database.write() as session:
        deadline = session.scalars(
            select(Deadline).where(Deadline.kind == "clock.warn").order_by(Deadline.fires_at)
        ).first()
        assert deadline is not None
        session.execute(update(Deadline).where(Deadline.id == deadline.id).values(due_at=due, fires_at=due))
    office.desk.fire_due()
    with office.desk.database.write() as session:
        body = session.scalars(select(OutboxRow.body).where(OutboxRow.key == "ticketing.clock_warned.v1")).one()
        session.execute(delete(OutboxRow).where(OutboxRow.key == "ticketing.clock_warned.v1"))
    return body


def test_the_same_event_twice_tells_once(office: Office) -> None:
    ticket = office.desk.open()
    office.desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=office.desk.staff["plumber"].id)
    with office.desk.database.read() as session:
        events = [(row.key, row.body) for row in session.scalars(select(OutboxRow).order_by(OutboxRow.seq))]
    for _time in range(2):
        Inbox(office.database, SERVICE).apply(events)
    told = Counter((message.event_id, message.recipient_id) for message in office.messages())
    assert len(told) == 4
    assert set(told.values()) == {1}


def test_somebody_named_twice_in_an_event_is_told_once(office: Office) -> None:
    office.open()
    envelope = msgspec.json.decode(_waiting_clock_event(office))
    envelope["data"]["staff_ids"] *= 2
    Inbox(office.database, SERVICE).apply([("ticketing.clock_warned.v1", msgspec.json.encode(envelope))])
    assert len(office.messages(event="ticketing.clock_warned.v1")) == 1


def test_an_event_that_overtook_its_household_waits_and_is_told_later(office: Office) -> None:
    customer = office.desk.customers["张伟"]
    with office.database.write() as session:
        known = session.execute(select(Message.metadata.tables["customer"]).filter_by(id=customer.id)).one()
        session.execute(delete(Message.metadata.tables["customer"]).filter_by(id=customer.id))
    office.open()
    assert office.messages() == []
    with office.database.write() as session:
        session.execute(Message.metadata.tables["customer"].insert().values(**known._mapping))
        session.execute(update(ParkedEvent).values(next_attempt_at=datetime.now(UTC)))
    Inbox(office.database, SERVICE).retry_due()
    assert office.message().recipient_name == "张伟"


@pytest.mark.parametrize(("tier", "urgent"), [(Tier.EMERGENCY, True), (Tier.URGENT, True), (Tier.NORMAL, False)])
def test_urgent_tickets_make_urgent_messages(office: Office, tier: Tier, urgent: bool) -> None:
    office.open(tier=tier)
    assert office.message().urgent is urgent


# Which channel


def change_household(office: Office, **changes: Any) -> None:
    office.desk.do("officer", handlers.change_customer, customer_id=office.desk.customers["张伟"].id, **changes)


def test_mail_is_used_where_the_household_has_an_address(office: Office) -> None:
    office.open()
    assert office.standing() == [[("email", "queued", None)]]
    assert office.delivery().address == "home0@example.com"


def test_a_text_message_where_it_has_none(office: Office) -> None:
    office.use({"email": MAIL, "sms": HOOK})
    change_household(office, email=None)
    office.open()
    assert office.standing() == [[("sms", "queued", None)]]
    assert office.delivery("sms").address == "+8613800130000"


def test_the_households_own_order_wins(office: Office) -> None:
    office.use({"email": MAIL, "sms": HOOK, "webhook": HOOK})
    change_household(office, channels=["webhook", "email"])
    office.open()
    assert office.standing() == [[("webhook", "queued", None)]]
    assert office.delivery("webhook").address == ""


def test_channels_that_are_closed_are_passed_over_and_say_why(office: Office) -> None:
    change_household(office, channels=["wecom", "sms", "email"])
    office.open()
    assert office.standing() == [
        [("wecom", "suppressed", "not_configured"), ("sms", "suppressed", "not_configured"), ("email", "queued", None)]
    ]
    assert office.message().state is MessageState.QUEUED


def test_a_household_without_any_way_stands_in_the_ledger(office: Office) -> None:
    change_household(office, channels=["email"], email=None)
    office.open()
    assert office.standing() == [[("email", "suppressed", "no_address")]]
    assert office.message().state is MessageState.SUPPRESSED
    ((name, told),) = office.events()
    assert name == "message_failed"
    assert (told["state"], told["reason"], told["next_channel"]) == ("suppressed", "no_address", None)


@pytest.mark.parametrize(
    ("wishes", "channels"),
    [
        ({}, [("email", "queued", None)]),
        ({"requests": "sms"}, [("sms", "suppressed", "not_configured"), ("email", "queued", None)]),
        ({"requests": "none"}, [("email", "suppressed", "unwanted")]),
        ({"notices": "none"}, [("email", "queued", None)]),
    ],
)
def test_a_household_is_told_of_its_requests_as_it_wishes(
    office: Office, wishes: dict[str, str], channels: list[tuple[str, str, str | None]]
) -> None:
    household = office.desk.customers["张伟"].id
    office.desk.do("officer", handlers.change_customer, customer_id=household, preferences=wishes)
    office.open()
    assert office.standing() == [channels]


@pytest.mark.parametrize(("days", "standing"), [(0, ("suppressed", "moved_out")), (-1, ("queued", None))])
def test_who_has_moved_out_is_sent_nothing(office: Office, days: int, standing: tuple[str, str | None]) -> None:
    today = datetime.now(UTC).astimezone(office.settings.site_zone).date()
    ticket = office.open()
    moved = {"customer_id": office.desk.customers["张伟"].id, "on": today - timedelta(days=days)}
    with time_machine.travel(datetime.now(UTC) - timedelta(days=min(days, 0)), tick=False):
        office.desk.do("officer", handlers.move_out, **moved)
    office.desk.do("officer", handlers.acknowledge, ticket_id=ticket.id)
    office.hear()
    assert office.standing()[1] == [("email", *standing)]
