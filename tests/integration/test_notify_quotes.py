"""What a quote costs is told to the ticket's own household alone, and its word to who does the work (C2.2)."""

import pytest

from services.ticketing import handlers
from services.ticketing.models import UsedFacts
from tests.conftest import MakeDatabase
from tests.integration.notify_office import Office, open_office
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_quotes import BASE, decided, given, offered


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase) -> Office:
    return open_office(desk, make_database, {})


def test_a_quote_is_told_to_its_household_and_the_word_to_the_worker(office: Office) -> None:
    desk, ticket = office.desk, given(office.desk)
    desk.do("officer", handlers.add_reporter, ticket_id=ticket.id, customer_id=desk.customers["王芳"].id)
    quote = decided(desk, offered(desk, ticket))
    used = [UsedFacts(line_id=quote.quoted[0].id, hundredths=100)]
    desk.do("plumber", handlers.settle_quote, quote_id=quote.id, lines=used)
    office.hear()
    own = {row.event.split(".")[1]: row for row in office.messages(recipient_id=desk.customers["张伟"].id)}
    assert f"{BASE}/quote/" in own["quote_offered"].body
    assert "¥70.00" in own["quote_offered"].body
    assert "张伟已同意" in own["quote_confirmed"].body
    assert "实收 ¥35.00" in own["quote_settled"].body
    neighbour = office.messages(recipient_id=desk.customers["王芳"].id)
    assert not [row for row in neighbour if "quote" in row.event or "¥" in row.body]
    inbox = [row.title for row in office.messages(recipient_id=desk.staff["plumber"].id)]
    assert "【特急】住户同意报价 ¥70.00：厨房水管爆裂" in inbox


def test_who_does_not_agree_is_heard_by_the_worker_with_the_words(office: Office) -> None:
    desk, ticket = office.desk, given(office.desk)
    decided(desk, offered(desk, ticket), agreed=False, words="太贵了")
    office.hear()
    told = office.messages(recipient_id=desk.staff["plumber"].id)[-1]
    assert (told.event, "张伟: 太贵了" in told.body) == ("ticketing.quote_declined.v1", True)
