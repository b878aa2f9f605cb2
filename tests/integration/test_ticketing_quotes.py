"""报价: paid work is told and agreed to before it is done, and its prices stay as they were told (C2.2)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.consents import QuoteExpired, QuoteOver
from services.ticketing.handlers.loading import NotYourTicket
from services.ticketing.handlers.quotes import NotChargeable, NotWithdrawable, TooLateToQuote
from services.ticketing.handlers.reporters import QuoteMerged
from services.ticketing.handlers.work_ticket import NotAgreedTo
from services.ticketing.models import Consent, LineFacts, LineKind, Quote, QuoteState, Step, Ticket, TicketKind
from shared import clock
from shared.errors import Invalid, NotFound, StaleVersion
from tests.integration.ticketing_desk import SETTINGS, Desk
from tests.integration.ticketing_quotes import (
    BASE,
    PARTS,
    decided,
    given,
    offered,
    priced,
    service,
    ticket_now,
    told,
)


def versions(desk: Desk, ticket: Ticket) -> list[QuoteState]:
    """The states of the quotes, the first version first."""
    with desk.database.read() as session:
        return [quote.state for quote in reversed(queries.quotes(session, ticket.id))]


def resolve(desk: Desk, ticket: Ticket) -> None:
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="换好了")


def test_a_quote_adds_up_and_tells_the_household_where_to_agree(desk: Desk) -> None:
    price, ticket = priced(desk), given(desk)
    labour = LineFacts(kind=LineKind.LABOUR, name="高空作业", unit="小时", hundredths=150, price_fen=3_333)
    quote = offered(desk, ticket, service(price, 200), PARTS, labour, note="含三个月保修")
    assert [line.amount_fen for line in quote.lines] == [6_000, 7_000, 5_000]  # 49.995 yuan are 50
    assert [line.cost_amount_fen for line in quote.lines] == [2_000, 4_000, None]
    assert {line.item_id for line in quote.lines} == {price.item_id}
    event = told(desk, "quote_offered")[0]
    assert (event["total_fen"], event["revision"], event["by"]) == (18_000, 1, "王强")
    assert event["quote_url"].startswith(f"{BASE}/quote/")
    assert event["valid_until"] == (clock.today(SETTINGS.site_zone) + timedelta(days=7)).isoformat()
    assert [row.note for row in desk.audit(ticket.id) if row.action == "quote.offer"] == ["#1 ¥180.00"]


def test_the_prices_of_a_quote_stay_when_the_list_changes(desk: Desk) -> None:
    price, ticket = priced(desk), given(desk)
    offered(desk, ticket, service(price))
    facts = {"category": "户内维修", "name": "换龙头", "unit": "个", "price_fen": 9_900}
    desk.do("lead", handlers.replace_price, price_id=price.id, **facts)
    with desk.database.read() as session:
        line = queries.quotes(session, ticket.id)[0].lines[0]
    assert (line.name, line.unit, line.price_fen) == ("更换水龙头", "次", 3_000)
    with pytest.raises(Invalid) as refused:
        offered(desk, ticket, service(price))
    assert list(refused.value.errors) == ["lines.0.price_id"]


def test_paid_work_is_not_resolved_before_the_resident_agrees(desk: Desk) -> None:
    ticket = given(desk)
    quote = offered(desk, ticket)
    with pytest.raises(NotAgreedTo, match="has not confirmed the quote"):
        resolve(desk, ticket)
    assert Step.RESOLVE not in ticket_now(desk, ticket).steps
    decided(desk, quote, agreed=False, words="太贵了")
    with pytest.raises(NotAgreedTo, match="did not agree"):
        resolve(desk, ticket)
    declined = told(desk, "quote_declined")[0]
    assert (declined["words"], declined["by"], declined["consent"]) == ("太贵了", "张伟", "by_link")
    assert declined["staff_ids"] == [str(desk.staff["plumber"].id)]
    desk.do("plumber", handlers.withdraw_quote, quote_id=quote.id, reason="按保修处理")
    resolve(desk, ticket)
    assert told(desk, "quote_withdrawn")[0]["reason"] == "按保修处理"


def test_a_changed_quote_needs_a_consent_of_its_own(desk: Desk) -> None:
    ticket = given(desk)
    first = decided(desk, offered(desk, ticket))
    second = offered(desk, ticket, PARTS, PARTS)
    assert versions(desk, ticket) == [QuoteState.CONFIRMED, QuoteState.OFFERED]
    assert ticket_now(desk, ticket).quote_state is QuoteState.OFFERED
    third = offered(desk, ticket, PARTS, PARTS, PARTS)
    assert versions(desk, ticket)[1:] == [QuoteState.REPLACED, QuoteState.OFFERED]
    with pytest.raises(QuoteOver):
        decided(desk, second)
    decided(desk, third)
    assert versions(desk, ticket) == [QuoteState.REPLACED, QuoteState.REPLACED, QuoteState.CONFIRMED]
    assert [event["total_fen"] for event in told(desk, "quote_confirmed")] == [7_000, 21_000]
    assert first.revision == 1


def test_who_does_not_agree_to_more_has_still_agreed_to_less(desk: Desk) -> None:
    ticket = given(desk)
    decided(desk, offered(desk, ticket))
    decided(desk, offered(desk, ticket, PARTS, PARTS), agreed=False)
    assert ticket_now(desk, ticket).quote_state is QuoteState.CONFIRMED


def test_the_first_word_counts(desk: Desk) -> None:
    ticket = given(desk)
    quote = decided(desk, offered(desk, ticket))
    assert decided(desk, quote, agreed=False).state is QuoteState.CONFIRMED
    assert told(desk, "quote_declined") == []


def test_staff_record_who_agreed_how_and_with_which_words(desk: Desk) -> None:
    ticket = given(desk)
    quote = offered(desk, ticket)
    facts = {"agreed": True, "consent": Consent.PHONE, "name": "张太太", "words": "好的，做吧"}
    desk.do("plumber", handlers.record_consent, quote_id=quote.id, **facts)
    event = told(desk, "quote_confirmed")[0]
    assert (event["by"], event["recorded_by"], event["consent"]) == ("张太太", "王强", "phone")
    assert event["staff_ids"] == []  # who records it knows it
    note = next(row.note for row in desk.audit(ticket.id) if row.action == "quote.confirm")
    assert note == "#1 ¥70.00 · 张太太 · 好的，做吧"


def test_a_word_that_is_recorded_was_said_after_the_quote_and_before_now(desk: Desk) -> None:
    quote = offered(desk, given(desk))
    for minutes in (-5, 5):
        with pytest.raises(Invalid):
            desk.do(
                "plumber",
                handlers.record_consent,
                quote_id=quote.id,
                agreed=True,
                consent=Consent.SIGNATURE,
                at=clock.now() + timedelta(minutes=minutes),
            )


def test_a_quote_expires(desk: Desk) -> None:
    quote = offered(desk, given(desk), valid_until=clock.today(SETTINGS.site_zone))
    with time_machine.travel(clock.now() + timedelta(days=1)):
        with pytest.raises(QuoteExpired):
            decided(desk, quote)
        said = {"agreed": True, "consent": Consent.PHONE, "at": quote.offered_at}
        desk.do("plumber", handlers.record_consent, quote_id=quote.id, **said)  # said in time, recorded late


def test_a_quote_ends_with_its_ticket(desk: Desk) -> None:
    ticket = given(desk)
    quote = offered(desk, ticket)
    desk.do("officer", handlers.decline, ticket_id=ticket.id, reason="住户自行处理")
    with pytest.raises(QuoteOver):
        decided(desk, quote)
    with pytest.raises(TooLateToQuote):
        offered(desk, ticket)


def test_two_people_do_not_quote_past_each_other(desk: Desk) -> None:
    ticket = given(desk)
    offered(desk, ticket, revision=1)
    with pytest.raises(StaleVersion):
        offered(desk, ticket, revision=1)
    assert len(versions(desk, ticket)) == 1


def test_a_quote_has_lines_with_quantities_and_no_absurd_amounts(desk: Desk) -> None:
    ticket, dear = given(desk), LineFacts(kind=LineKind.PARTS, name="金龙头", hundredths=999_900, price_fen=100_000_000)
    nothing = LineFacts(kind=LineKind.PARTS, name="角阀", hundredths=0, price_fen=3_000)
    for lines in ([], [dear], [nothing], [LineFacts(kind=LineKind.SERVICE)]):
        with pytest.raises(Invalid):
            desk.do("plumber", handlers.offer_quote, ticket_id=ticket.id, lines=lines)
    with pytest.raises(Invalid):
        offered(desk, ticket, valid_until=clock.today(SETTINGS.site_zone) - timedelta(days=1))


def test_a_price_of_another_estate_is_none_of_ours(desk: Desk) -> None:
    facts: dict[str, Any] = {"category": "户内维修", "name": "通下水", "unit": "次", "price_fen": 100}
    with desk.database.write() as session:
        elsewhere = handlers.add_price(session, estate_id=desk.estates["CH"].id, **facts)
    with pytest.raises(Invalid):
        offered(desk, given(desk), service(elsewhere))


def test_who_does_not_work_on_the_ticket_makes_no_quote(desk: Desk) -> None:
    ticket = given(desk)
    with pytest.raises(NotYourTicket):
        offered(desk, ticket, by="gardener")
    with pytest.raises(NotFound):
        offered(desk, ticket, by="stranger")
    quote = offered(desk, ticket, by="electrician")  # of the same team
    with pytest.raises(NotFound):
        desk.do("stranger", handlers.withdraw_quote, quote_id=quote.id, reason="x")


def test_only_what_is_asked_for_is_charged(desk: Desk) -> None:
    complaint = desk.open(kind=TicketKind.COMPLAINT, tier=None)
    with pytest.raises(NotChargeable):
        offered(desk, complaint, by="officer")


def test_a_ticket_with_an_open_quote_is_not_merged_away(desk: Desk) -> None:
    ticket, other = given(desk), desk.open()
    offered(desk, ticket)
    with pytest.raises(QuoteMerged):
        desk.do("officer", handlers.merge, ticket_id=ticket.id, into_id=other.id)


def test_what_is_settled_by_word_is_not_withdrawn_twice(desk: Desk) -> None:
    quote = offered(desk, given(desk))
    desk.do("plumber", handlers.withdraw_quote, quote_id=quote.id, reason="免费")
    with pytest.raises(NotWithdrawable):
        desk.do("plumber", handlers.withdraw_quote, quote_id=quote.id, reason="免费")
    assert ticket_state(desk, quote) is None


def ticket_state(desk: Desk, quote: Quote) -> QuoteState | None:
    with desk.database.read() as session:
        return queries.ticket(session, quote.ticket_id).quote_state
