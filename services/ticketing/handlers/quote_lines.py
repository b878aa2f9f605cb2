"""The lines of a quote: prices from the list as they are today, parts and labour as they are told (C2.2)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.models import DEAREST_FEN, LineFacts, LineKind, PriceItem, QuoteLine, Ticket, amount
from shared import clock
from shared.errors import N_, Invalid

TOO_DEAR = N_("This amount is too large.")
NO_SUCH_PRICE = N_("This price does not count any more. Choose one of today's.")


def lines_of(session: Session, ticket: Ticket, told: Sequence[LineFacts]) -> list[QuoteLine]:
    """The lines with their prices frozen. Raises ``Invalid``."""
    if not told:
        raise Invalid({"lines": [N_("A quote needs at least one line.")]})
    prices, errors = _prices(session, ticket, told), {}
    for position, line in enumerate(told):
        if line.kind is LineKind.SERVICE and line.price_id not in prices:
            errors[f"lines.{position}.price_id"] = [NO_SUCH_PRICE]
        elif line.hundredths <= 0:
            errors[f"lines.{position}.quantity"] = [N_("How much of it?")]
    if errors:
        raise Invalid(errors)
    lines = [_line(ticket, position, line, prices) for position, line in enumerate(told)]
    reckon_with_first_service(lines)
    total_of(lines)
    return lines


def reckon_with_first_service(lines: Sequence[QuoteLine]) -> None:
    """Parts and labour belong to what they were needed for: the first service of the list."""
    first = next((line.item_id for line in lines if line.item_id), None)
    for line in lines:
        line.item_id = line.item_id or first


def total_of(lines: Sequence[QuoteLine]) -> int:
    """Raises ``Invalid`` for more than anybody is charged."""
    total = sum(line.amount_fen for line in lines)
    dearest = max([total, *(line.cost_amount_fen or 0 for line in lines)])
    if dearest > DEAREST_FEN:
        raise Invalid({"lines": [TOO_DEAR]})
    return total


def _prices(session: Session, ticket: Ticket, told: Sequence[LineFacts]) -> dict[UUID, PriceItem]:
    """What counts today of the prices named."""
    ids = [line.price_id for line in told if line.price_id is not None]
    found = select(PriceItem).where(PriceItem.id.in_(ids), PriceItem.estate_id == ticket.estate_id)
    today = clock.today(config.settings_of(session).site_zone)
    return {row.id: row for row in session.scalars(found) if row.counts_on(today)}


def _line(ticket: Ticket, position: int, told: LineFacts, prices: dict[UUID, PriceItem]) -> QuoteLine:
    price = prices[told.price_id] if told.kind is LineKind.SERVICE and told.price_id else None
    cost_fen = told.cost_fen if told.cost_fen is not None or price is None else price.cost_fen
    line = QuoteLine(
        estate_id=ticket.estate_id,
        actual=False,
        position=position,
        kind=told.kind,
        item_id=price.item_id if price else None,
        name=price.name if price else told.name,
        unit=price.unit if price else told.unit,
        hundredths=told.hundredths,
        price_fen=price.price_fen if price else told.price_fen,
        cost_fen=cost_fen,
    )
    return reckoned(line)


def reckoned(line: QuoteLine) -> QuoteLine:
    """With its amounts."""
    line.amount_fen = amount(line.hundredths, line.price_fen)
    line.cost_amount_fen = None if line.cost_fen is None else amount(line.hundredths, line.cost_fen)
    return line
