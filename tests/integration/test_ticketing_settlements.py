"""结算: what is charged follows from what was really used, and stays within what was agreed to (C2.2)."""

from typing import Any

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers.settlements import AnotherWaits, MoreThanAgreed, NotSettleable
from services.ticketing.handlers.work_ticket import NotAgreedTo
from services.ticketing.models import LineFacts, LineKind, Quote, QuoteState, UsedFacts
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_quotes import PARTS, decided, given, offered, priced, service, ticket_now, told
from tests.integration.ticketing_site import SiteDesk, words

SEAL = LineFacts(kind=LineKind.PARTS, name="密封圈", unit="个", price_fen=500, cost_fen=200)


def agreed(desk: Desk, **facts: Any) -> Quote:
    """A quote of ¥100.00 to which the resident has agreed: a service, and two valves."""
    return decided(desk, offered(desk, given(desk, **facts), service(priced(desk)), PARTS))


def settled(desk: Desk, quote: Quote, *lines: Any) -> Quote:
    return desk.do("plumber", handlers.settle_quote, quote_id=quote.id, lines=lines)  # type: ignore[no-any-return]


def used(quote: Quote, *hundredths: int) -> list[UsedFacts]:
    return [UsedFacts(line_id=line.id, hundredths=many) for line, many in zip(quote.quoted, hundredths, strict=True)]


def read(desk: Desk, quote: Quote) -> Quote:
    with desk.database.read() as session:
        return queries.quote(session, quote.id)


def test_what_was_used_is_charged_at_the_prices_of_the_quote(desk: Desk) -> None:
    quote = agreed(desk)
    settled(desk, quote, *used(quote, 100, 100), SEAL)
    row = read(desk, quote)
    assert (row.state, row.settled_fen, row.settled_by) == (QuoteState.SETTLED, 7_000, "王强")
    assert [(line.name, line.amount_fen, line.cost_amount_fen) for line in row.used] == [
        ("更换水龙头", 3_000, 1_000),
        ("角阀", 3_500, 2_000),
        ("密封圈", 500, 200),
    ]
    assert {line.item_id for line in row.used} == {row.quoted[0].item_id}
    event = told(desk, "quote_settled")[0]
    assert (event["total_fen"], event["agreed_fen"]) == (7_000, 10_000)
    assert [line.amount_fen for line in row.quoted] == [3_000, 7_000]


def test_more_than_was_agreed_to_needs_another_consent(desk: Desk) -> None:
    quote = agreed(desk)
    with pytest.raises(MoreThanAgreed, match=r"¥105\.00.*¥100\.00"):
        settled(desk, quote, *used(quote, 100, 200), SEAL)
    assert read(desk, quote).used == []
    ticket = read(desk, quote).ticket
    dearer = offered(desk, ticket, PARTS, PARTS)
    with pytest.raises(AnotherWaits):
        settled(desk, quote, *used(quote, 100, 200))
    decided(desk, dearer)
    settled(desk, dearer, *used(dearer, 200, 100), SEAL)
    assert read(desk, dearer).settled_fen == 11_000
    assert read(desk, quote).state is QuoteState.REPLACED


def test_a_paid_ticket_is_resolved_once_it_is_known_what_is_charged(desk: Desk) -> None:
    quote = agreed(desk)
    done = {"ticket_id": quote.ticket_id, "resolution": "换好了"}
    with pytest.raises(NotAgreedTo, match="First record"):
        desk.do("plumber", handlers.resolve, **done)
    settled(desk, quote, *used(quote, 100, 200))
    desk.do("plumber", handlers.resolve, **done)
    assert ticket_now(desk, read(desk, quote).ticket).quote_state is QuoteState.SETTLED


def test_a_correction_replaces_what_was_recorded(desk: Desk) -> None:
    quote = agreed(desk)
    settled(desk, quote, *used(quote, 100, 200))
    settled(desk, quote, *used(quote, 100, 0), SEAL)
    assert [line.name for line in read(desk, quote).used] == ["更换水龙头", "密封圈"]
    assert [event["total_fen"] for event in told(desk, "quote_settled")] == [10_000, 3_500]
    notes = [row.note for row in desk.audit(quote.ticket_id) if row.action == "quote.settle"]
    assert notes == ["#1 ¥100.00 → ¥100.00", "#1 ¥100.00 → ¥35.00"]


def test_nothing_is_recorded_before_the_consent_nor_after_closing(desk: Desk) -> None:
    ticket = given(desk)
    quote = offered(desk, ticket)
    with pytest.raises(NotSettleable):
        settled(desk, quote, *used(quote, 100))
    settled(desk, decided(desk, quote), *used(quote, 100))
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="换好了")
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="已修好", channel="phone")
    desk.do("officer", handlers.close, ticket_id=ticket.id)
    with pytest.raises(NotSettleable):
        settled(desk, quote, *used(quote, 50))


def test_lines_are_of_the_quote_and_another_service_needs_a_new_one(desk: Desk) -> None:
    quote, other = agreed(desk), agreed(desk)
    for wrong in (used(other, 100, 100)[0], service(priced(desk, name="通下水"))):
        with pytest.raises(Invalid):
            settled(desk, quote, wrong)


def test_work_that_comes_up_later_is_quoted_anew_and_both_count(desk: Desk) -> None:
    quote = agreed(desk)
    settled(desk, quote, *used(quote, 100, 200))
    more = decided(desk, offered(desk, read(desk, quote).ticket))
    assert ticket_now(desk, read(desk, quote).ticket).quote_state is QuoteState.CONFIRMED
    settled(desk, more, *used(more, 100))
    assert [read(desk, each).state for each in (quote, more)] == [QuoteState.SETTLED] * 2


def test_the_worker_records_on_a_phone_what_was_used(site: SiteDesk) -> None:
    quote, plumber = agreed(site), site.visitor("plumber")
    page = f"/quotes/{quote.id}/settle"
    assert page in plumber.get(f"/work/{quote.ticket_id}").text
    form = plumber.get(page).text
    assert 'name="lines.1.quantity" id="field-lines.1.quantity" value="2"' in form
    first, second = read(site, quote).quoted
    typed = {"lines.0.line_id": str(first.id), "lines.0.quantity": "1", "lines.1.line_id": str(second.id)}
    more = plumber.post(page, **typed, **{"lines.1.quantity": "1"}, more="labour")
    assert 'name="lines.2.cost"' in more.text
    too_much = plumber.post(page, **typed, **{"lines.1.quantity": "9"})
    assert too_much.status_code == 422
    assert "超出住户同意的 ¥100.00" in too_much.text
    assert 'value="9"' in too_much.text
    recorded = plumber.follow(plumber.post(page, **typed, **{"lines.1.quantity": "1", "lines.1.cost": "18"}))
    assert "合计 ¥65.00" in words(recorded.text)
    assert 'name="lines.1.quantity" id="field-lines.1.quantity" value="1"' in plumber.get(page).text
    link = told(site, "quote_offered")[0]["quote_url"].removeprefix("https://linli.example/ticketing")
    public = site.visitor().reads(link)
    assert "实收明细" in public
    assert "¥65.00" in public
    assert "¥18.00" not in public


def test_the_work_order_holds_what_two_people_sign(site: SiteDesk) -> None:
    quote, officer = agreed(site, description="洗菜盆下面"), site.visitor("officer")
    page = f"/tickets/{quote.ticket_id}/work-order"
    paper = officer.reads(page)
    told_there = ("邻香苑 维修派工单", "张伟", "洗菜盆下面", "更换水龙头", "住户同意上限 ¥100.00", "住户已同意报价")
    assert [each for each in told_there if each not in paper] == []
    assert paper.count("日期") == 2
    assert f"/ticketing/tickets/{quote.ticket_id}/status-link.svg" in officer.get(page).text
    settled(site, quote, *used(quote, 100, 100))
    assert "实收 ¥65.00" in officer.reads(page)
    unpaid = officer.reads(f"/tickets/{site.open().id}/work-order")
    assert "住户同意上限" not in unpaid
    assert "Work order" in site.visitor("officer", "en").reads(page)


def test_the_api_settles(api_desk: ApiDesk) -> None:
    quote, plumber = agreed(api_desk), api_desk.caller("plumber")
    lines: list[dict[str, Any]] = [
        {"line_id": str(quote.quoted[0].id), "quantity": "0.5"},
        {"kind": "labour", "name": "开槽", "price": "20", "cost": "15"},
    ]
    answer = plumber.post(f"quotes/{quote.id}/settle", {"lines": lines})
    assert (answer.status_code, answer.json["charged"], answer.json["state"]) == (200, "35.00", "quote_settled")
    assert [line["amount"] for line in answer.json["lines"] if line["actual"]] == ["15.00", "20.00"]
    wrong = plumber.post(f"quotes/{quote.id}/settle", {"lines": [{"quantity": "1"}]})
    assert set(wrong.json["errors"]) == {"lines.0.kind", "lines.0.name", "lines.0.price"}
