"""结算: what was really used and done; what is charged follows from it and stays within what was agreed to (C2.2)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import config, contracts
from services.ticketing.handlers.loading import check_works_on
from services.ticketing.handlers.quote_lines import reckon_with_first_service, reckoned, total_of
from services.ticketing.handlers.quotes import in_short, note_on_ticket, quote_and_ticket, quotes_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import LineFacts, LineKind, Quote, QuoteLine, QuoteState, Status, Ticket, UsedFacts
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid

SETTLEABLE = frozenset({Status.ACKNOWLEDGED, Status.RESOLVED, Status.ANSWERED})


class MoreThanAgreed(DomainError):
    message = N_(
        "This comes to ¥%(actual)s; the resident agreed to ¥%(agreed)s at most. Make a new quote, and let the resident"
        " agree to it first."
    )


class NotSettleable(DomainError):
    message = N_(
        "What was used is recorded after the resident has agreed to the quote, and before the ticket is closed."
    )


class AnotherWaits(DomainError):
    message = N_("A changed quote waits for the resident's word. Wait for it, or withdraw it.")


def settle_quote(session: Session, *, quote_id: UUID, lines: Sequence[UsedFacts | LineFacts]) -> Quote:
    """Records what was used of the quote, at its prices, and parts and labour besides; once more corrects it.

    A quoted line that is not told was not needed. Raises ``NotFound``, ``NotYourTicket``, ``NotSettleable``,
    ``AnotherWaits``, ``MoreThanAgreed``, ``Invalid``.
    """
    quote, ticket = quote_and_ticket(session, quote_id)
    check_works_on(session, ticket)
    quotes = quotes_of(session, ticket)
    _check_open(quote, ticket, quotes)
    used = _used(quote, lines)
    total = total_of(used)
    if total > quote.total_fen:
        raise MoreThanAgreed(actual=_yuan(total), agreed=_yuan(quote.total_fen))
    quote.lines[:] = [*quote.quoted, *used]
    _note(session, quote, total)
    note_on_ticket(ticket, quotes)
    audit.record(session, "quote.settle", ticket, note=f"{in_short(quote)} → ¥{_yuan(total)}")
    event = contracts.QuoteSettled(
        **facts(session, ticket),
        quote_id=quote.id,
        revision=quote.revision,
        agreed_fen=quote.total_fen,
        total_fen=total,
        by=actor_of(session).name,
    )
    outbox.add(session, event, ticket)
    return quote


def may_settle(quote: Quote, ticket: Ticket) -> bool:
    """Whether what was used can be recorded now, or corrected."""
    return quote.state in (QuoteState.CONFIRMED, QuoteState.SETTLED) and ticket.status in SETTLEABLE


def _check_open(quote: Quote, ticket: Ticket, quotes: Sequence[Quote]) -> None:
    if not may_settle(quote, ticket):
        raise NotSettleable
    if quote.state is QuoteState.CONFIRMED and any(other.state is QuoteState.OFFERED for other in quotes):
        raise AnotherWaits


def _note(session: Session, quote: Quote, total: int) -> None:
    """A correction stays in the month in which the work was done."""
    quote.state, quote.settled_fen = QuoteState.SETTLED, total
    quote.settled_at, quote.settled_by = clock.now(), actor_of(session).name
    quote.settled_on = quote.settled_on or clock.today(config.settings_of(session).site_zone)
    audit.record(session, "quote.settle", quote)


def _used(quote: Quote, told: Sequence[UsedFacts | LineFacts]) -> list[QuoteLine]:
    quoted, errors = {line.id: line for line in quote.quoted}, {}
    for position, line in enumerate(told):
        if isinstance(line, UsedFacts) and line.line_id not in quoted:
            errors[f"lines.{position}.line_id"] = [N_("This line is not of the quote.")]
        elif isinstance(line, LineFacts) and line.kind is LineKind.SERVICE:
            errors[f"lines.{position}.kind"] = [N_("Another service needs a new quote.")]
    if errors:
        raise Invalid(errors)
    lines = [
        _of_quoted(quoted[line.line_id], line) if isinstance(line, UsedFacts) else _besides(quote, line)
        for line in told
        if line.hundredths
    ]
    for number, used in enumerate(lines):
        used.position = len(quoted) + number
    reckon_with_first_service([*quote.quoted, *lines])
    return lines


def _of_quoted(quoted: QuoteLine, told: UsedFacts) -> QuoteLine:
    line = QuoteLine(
        estate_id=quoted.estate_id,
        quoted_id=quoted.id,
        actual=True,
        kind=quoted.kind,
        item_id=quoted.item_id,
        name=quoted.name,
        unit=quoted.unit,
        hundredths=told.hundredths,
        price_fen=quoted.price_fen,
        cost_fen=quoted.cost_fen if told.cost_fen is None else told.cost_fen,
    )
    return reckoned(line)


def _besides(quote: Quote, told: LineFacts) -> QuoteLine:
    line = QuoteLine(
        estate_id=quote.estate_id,
        actual=True,
        kind=told.kind,
        name=told.name,
        unit=told.unit,
        hundredths=told.hundredths,
        price_fen=told.price_fen,
        cost_fen=told.cost_fen,
    )
    return reckoned(line)


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02}"
