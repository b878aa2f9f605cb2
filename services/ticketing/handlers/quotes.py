"""报价: telling the resident what a paid service will cost, before it is done (C2.2)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.ticketing import config, contracts
from services.ticketing.handlers.loading import check_works_on, ticket_of
from services.ticketing.handlers.quote_lines import lines_of, total_of
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import (
    CHARGEABLE,
    QUOTE_LASTS_DAYS,
    UNSOLVED,
    LineFacts,
    Quote,
    QuoteLine,
    QuoteState,
    Ticket,
    standing,
)
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, StaleVersion, existing

WITHDRAWABLE = frozenset({QuoteState.OFFERED, QuoteState.CONFIRMED, QuoteState.DECLINED})


class NotChargeable(DomainError):
    message = N_("Only a repair or an enquiry is charged for.")


class TooLateToQuote(DomainError):
    message = N_("A quote is made before the work is done. Reopen the ticket first.")


class NotWithdrawable(DomainError):
    message = N_("This quote is not open any more. Reload the page.")


def offer_quote(
    session: Session,
    *,
    ticket_id: UUID,
    lines: Sequence[LineFacts],
    note: str = "",
    valid_until: date | None = None,
    revision: int | None = None,
) -> Quote:
    """A quote, or another version of it, which needs a consent of its own; one that waits is replaced at once.

    The prices stay as they are today. ``revision`` is the number that the person expected it to get.
    Raises ``NotFound``, ``NotYourTicket``, ``NotChargeable``, ``TooLateToQuote``, ``StaleVersion``, ``Invalid``.
    """
    ticket = locked_ticket(session, ticket_id)
    check_works_on(session, ticket)
    _check_open(ticket)
    earlier = quotes_of(session, ticket)
    if revision not in (None, len(earlier) + 1):
        raise StaleVersion
    quote = _quote(session, ticket, lines_of(session, ticket, lines), note, _valid_until(session, valid_until))
    quote.revision = len(earlier) + 1
    for waiting in earlier:
        replace(session, waiting, QuoteState.OFFERED)
    session.add(quote)
    audit.record(session, "quote.offer", quote)
    note_on_ticket(ticket, [*earlier, quote])
    audit.record(session, "quote.offer", ticket, note=in_short(quote))
    outbox.add(session, _offered(session, ticket, quote), ticket)
    return quote


def withdraw_quote(session: Session, *, quote_id: UUID, reason: str) -> Quote:
    """Nothing is charged by it; one agreed to before counts again. Raises ``NotFound``, ``NotWithdrawable``."""
    quote, ticket = quote_and_ticket(session, quote_id)
    check_works_on(session, ticket)
    if quote.state not in WITHDRAWABLE:
        raise NotWithdrawable
    quote.state, quote.words = QuoteState.WITHDRAWN, reason
    audit.record(session, "quote.withdraw", quote)
    note_on_ticket(ticket, quotes_of(session, ticket))
    audit.record(session, "quote.withdraw", ticket, note=f"{in_short(quote)}: {reason}")
    event = contracts.QuoteWithdrawn(
        **facts(session, ticket), quote_id=quote.id, revision=quote.revision, by=actor_of(session).name, reason=reason
    )
    outbox.add(session, event, ticket)
    return quote


def locked_ticket(session: Session, ticket_id: UUID) -> Ticket:
    """The ticket, on which nobody else quotes or decides meanwhile. Raises ``NotFound``."""
    existing(session.scalars(select(Ticket.id).where(Ticket.id == ticket_id).with_for_update()).first())
    return ticket_of(session, ticket_id)


def quote_and_ticket(session: Session, quote_id: UUID) -> tuple[Quote, Ticket]:
    """Raises ``NotFound``."""
    ticket_id = existing(session.scalars(select(Quote.ticket_id).where(Quote.id == quote_id)).first())
    ticket = locked_ticket(session, ticket_id)
    return next(quote for quote in quotes_of(session, ticket) if quote.id == quote_id), ticket


def quotes_of(session: Session, ticket: Ticket) -> Sequence[Quote]:
    found = select(Quote).where(Quote.ticket_id == ticket.id).options(selectinload(Quote.lines))
    with session.no_autoflush:
        return session.scalars(found.order_by(Quote.revision)).all()


def replace(session: Session, quote: Quote, state: QuoteState) -> None:
    """A quote in this ``state`` counts no longer since there is another."""
    if quote.state is state:
        quote.state = QuoteState.REPLACED
        audit.record(session, "quote.replace", quote)


def note_on_ticket(ticket: Ticket, quotes: Sequence[Quote]) -> None:
    """Keeps on the ticket what its quotes come to; the caller records it."""
    ticket.quote_state = standing(quotes)


def in_short(quote: Quote) -> str:
    return f"#{quote.revision} ¥{quote.total_fen // 100:,}.{quote.total_fen % 100:02}"


def quote_link(session: Session, quote: Quote) -> str:
    """Where the resident agrees to it or not."""
    return resident_link(session, Purpose.QUOTE, quote.id)


def _check_open(ticket: Ticket) -> None:
    if ticket.kind not in CHARGEABLE:
        raise NotChargeable
    if ticket.status not in UNSOLVED:
        raise TooLateToQuote


def _valid_until(session: Session, told: date | None) -> date:
    today = clock.today(config.settings_of(session).site_zone)
    if told is not None and told < today:
        raise Invalid({"valid_until": [N_("This day has already passed.")]})
    return told or today + timedelta(days=QUOTE_LASTS_DAYS)


def _quote(session: Session, ticket: Ticket, lines: list[QuoteLine], note: str, valid_until: date) -> Quote:
    actor = actor_of(session)
    return Quote(
        estate_id=ticket.estate_id,
        ticket_id=ticket.id,
        state=QuoteState.OFFERED,
        total_fen=total_of(lines),
        note=note,
        offered_at=clock.now(),
        offered_by=actor.name,
        offered_by_id=actor.id if actor.kind == "staff" else None,
        valid_until=valid_until,
        lines=lines,
    )


def _offered(session: Session, ticket: Ticket, quote: Quote) -> contracts.QuoteOffered:
    return contracts.QuoteOffered(
        **facts(session, ticket),
        quote_id=quote.id,
        revision=quote.revision,
        total_fen=quote.total_fen,
        valid_until=quote.valid_until,
        quote_url=quote_link(session, quote),
        by=quote.offered_by,
    )
