"""A priced front desk, and quotes made at it."""

from typing import Any

from services.ticketing import handlers, queries
from services.ticketing.models import LineFacts, LineKind, PriceItem, Quote, Ticket
from tests.integration.ticketing_desk import Desk

BASE = "https://linli.example/ticketing"
PARTS = LineFacts(kind=LineKind.PARTS, name="角阀", unit="个", hundredths=200, price_fen=3_500, cost_fen=2_000)


def priced(desk: Desk, **facts: Any) -> PriceItem:
    told = {"category": "户内维修", "name": "更换水龙头", "unit": "次", "price_fen": 3_000, "cost_fen": 1_000, **facts}
    return desk.do("lead", handlers.add_price, estate_id=desk.estates["LX"].id, **told)  # type: ignore[no-any-return]


def service(price: PriceItem, hundredths: int = 100) -> LineFacts:
    return LineFacts(kind=LineKind.SERVICE, price_id=price.id, hundredths=hundredths)


def given(desk: Desk, **facts: Any) -> Ticket:
    """A ticket with the plumber."""
    ticket = desk.open(**facts)
    return desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)  # type: ignore[no-any-return]


def offered(desk: Desk, ticket: Ticket, *lines: LineFacts, by: str = "plumber", **facts: Any) -> Quote:
    return desk.do(by, handlers.offer_quote, ticket_id=ticket.id, lines=lines or [PARTS], **facts)  # type: ignore[no-any-return]


def decided(desk: Desk, quote: Quote, *, agreed: bool = True, words: str = "") -> Quote:
    """As the resident by the link."""
    with desk.database.write() as session:
        return handlers.decide_quote(session, quote_id=quote.id, agreed=agreed, words=words)


def told(desk: Desk, name: str) -> list[dict[str, Any]]:
    return [data for event, data in desk.events() if event == name]


def ticket_now(desk: Desk, ticket: Ticket) -> Ticket:
    with desk.database.read() as session:
        return queries.ticket(session, ticket.id)
