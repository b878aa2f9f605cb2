"""Every household that told the same hears of every step, by a link of its own (C1.4.3)."""

import pytest

from services.ticketing import handlers
from services.ticketing.models import AnswerChannel
from tests.conftest import MakeDatabase
from tests.integration.notify_office import Office, open_office, through_all_steps
from tests.integration.ticketing_desk import Desk


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase) -> Office:
    return open_office(desk, make_database, {})


def told(office: Office, who: str) -> list[str]:
    found = office.messages(recipient_id=office.desk.customers[who].id)
    return [message.event.split(".")[1] for message in found]


def test_who_told_it_too_hears_of_every_later_step_and_is_not_asked_to_rate(office: Office) -> None:
    ticket, wang = office.open(), office.desk.customers["王芳"]
    office.desk.do("officer", handlers.add_reporter, ticket_id=ticket.id, customer_id=wang.id)
    through_all_steps(office.desk, ticket)
    office.hear()
    steps = ["ticket_acknowledged", "ticket_assigned", "ticket_arrived", "ticket_resolved", "ticket_answered"]
    steps += ["ticket_closed", "ticket_reopened"]
    assert told(office, "王芳") == ["reporter_added", *steps]
    assert told(office, "张伟") == ["ticket_opened", *steps]
    for message in office.messages(recipient_id=wang.id):
        assert message.link.startswith("https://linli.example/ticketing/report/")
        assert message.link in message.body
        assert "/ticketing/rating/" not in message.body


def test_only_the_tickets_own_household_is_asked_again_to_rate(office: Office) -> None:
    ticket, wang = office.open(), office.desk.customers["王芳"]
    office.desk.do("officer", handlers.add_reporter, ticket_id=ticket.id, customer_id=wang.id)
    through_all_steps(office.desk, ticket)
    answered = {"answer": "已修好", "channel": AnswerChannel.PHONE}
    office.desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="换了阀门")
    office.desk.do("officer", handlers.answer, ticket_id=ticket.id, **answered)
    closed = office.desk.do("officer", handlers.close, ticket_id=ticket.id)
    assert office.desk.do("officer", handlers.remind_rating, ticket_id=ticket.id, closed_at=closed.closed_at)
    office.hear()
    assert told(office, "张伟")[-1] == "rating_reminded"
    assert told(office, "王芳")[-1] == "ticket_closed"


def test_a_merged_household_is_told_where_it_is_handled_and_hears_on(office: Office) -> None:
    first = office.open()
    second = office.open(customer_id=office.desk.customers["王芳"].id)
    office.desk.do("officer", handlers.merge, ticket_id=second.id, into_id=first.id)
    office.desk.do("officer", handlers.acknowledge, ticket_id=first.id)
    office.hear()
    assert told(office, "王芳") == ["ticket_opened", "ticket_merged", "ticket_acknowledged"]
    assert told(office, "张伟") == ["ticket_opened", "ticket_acknowledged"]
    merged = office.messages(recipient_id=office.desk.customers["王芳"].id)[1]
    assert first.number in merged.body
