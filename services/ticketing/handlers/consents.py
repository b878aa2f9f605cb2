"""The resident's word on a quote: by the link, or told to a member of staff who records it (C2.2)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import config, contracts
from services.ticketing.handlers.loading import check_works_on
from services.ticketing.handlers.quotes import in_short, note_on_ticket, quote_and_ticket, quotes_of
from services.ticketing.handlers.quotes import replace as replace_quote
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import UNSOLVED, Consent, Quote, QuoteState, Ticket
from shared import audit, clock, outbox
from shared.actors import RESIDENT
from shared.db import act_as, actor_of
from shared.errors import N_, DomainError, Invalid


@dataclass(frozen=True, slots=True)
class _Word:
    agreed: bool
    consent: Consent
    name: str
    at: datetime
    words: str
    recorded_by: str | None = None


class QuoteExpired(DomainError):
    message = N_("This quote was valid until %(day)s. Ask the property office for a new one.")


class QuoteOver(DomainError):
    message = N_("This quote is not open any more. Reload the page to see how it stands.")


def decide_quote(session: Session, *, quote_id: UUID, agreed: bool, words: str = "") -> Quote:
    """The household decides by its link; the first word counts, a repeated one changes nothing.

    Raises ``NotFound``, ``QuoteExpired``, ``QuoteOver``.
    """
    quote, ticket = quote_and_ticket(session, quote_id)
    if quote.state in (QuoteState.CONFIRMED, QuoteState.DECLINED, QuoteState.SETTLED):
        return quote
    name = ticket.customer.name if ticket.customer else ticket.reporter_name
    act_as(session, replace(RESIDENT, name=name))
    now = clock.now()
    _check_open(quote, ticket, _day_of(session, now))
    return _decided(session, quote, ticket, _Word(agreed, Consent.LINK, name, now, words))


def record_consent(
    session: Session,
    *,
    quote_id: UUID,
    agreed: bool,
    consent: Consent,
    name: str = "",
    words: str = "",
    at: datetime | None = None,
) -> Quote:
    """What the resident told a member of staff: who (the household's contact), how, when, and the words.

    Raises ``NotFound``, ``NotYourTicket``, ``QuoteExpired``, ``QuoteOver``, ``Invalid``.
    """
    quote, ticket = quote_and_ticket(session, quote_id)
    check_works_on(session, ticket)
    at = at or clock.now()
    if at > clock.now():
        raise Invalid({"at": [N_("This time is still to come.")]})
    _check_open(quote, ticket, _day_of(session, at))
    if at < quote.offered_at.replace(second=0, microsecond=0):  # a form tells no seconds
        raise Invalid({"at": [N_("The quote was made later than this.")]})
    name = name or (ticket.customer.name if ticket.customer else ticket.reporter_name)
    return _decided(session, quote, ticket, _Word(agreed, consent, name, at, words, actor_of(session).name))


def _check_open(quote: Quote, ticket: Ticket, day: date) -> None:
    if quote.expired(day):
        raise QuoteExpired(day=quote.valid_until.isoformat())
    if quote.state is not QuoteState.OFFERED or ticket.status not in UNSOLVED or ticket.merged_into_id:
        raise QuoteOver


def _decided(session: Session, quote: Quote, ticket: Ticket, word: _Word) -> Quote:
    quote.state = QuoteState.CONFIRMED if word.agreed else QuoteState.DECLINED
    quote.consent, quote.decided_at, quote.decided_by = word.consent, word.at, word.name
    quote.words, quote.recorded_by = word.words, word.recorded_by
    _record(session, quote, word.agreed)
    quotes = quotes_of(session, ticket)
    for earlier in quotes if word.agreed else ():
        if earlier is not quote:
            replace_quote(session, earlier, QuoteState.CONFIRMED)
    note_on_ticket(ticket, quotes)
    note = " · ".join(filter(None, [in_short(quote), word.name if word.recorded_by else "", word.words]))
    _record(session, ticket, word.agreed, note)
    outbox.add(session, _event(session, quote, ticket), ticket)
    return quote


def _record(session: Session, row: Quote | Ticket, agreed: bool, note: str | None = None) -> None:
    if agreed:
        audit.record(session, "quote.confirm", row, note=note)
    else:
        audit.record(session, "quote.decline", row, note=note)


def _event(session: Session, quote: Quote, ticket: Ticket) -> contracts.QuoteConfirmed | contracts.QuoteDeclined:
    """Told to who does the work, unless this person took the word down."""
    told = {ticket.assignee_id or quote.offered_by_id} - {actor_of(session).id, None}
    kind = contracts.QuoteConfirmed if quote.state is QuoteState.CONFIRMED else contracts.QuoteDeclined
    return kind(
        **facts(session, ticket),
        quote_id=quote.id,
        revision=quote.revision,
        total_fen=quote.total_fen,
        consent=quote.consent or Consent.LINK,
        by=quote.decided_by or "",
        recorded_by=quote.recorded_by or "",
        words=quote.words or "",
        staff_ids=[staff_id for staff_id in told if staff_id is not None],
    )


def _day_of(session: Session, at: datetime) -> date:
    return at.astimezone(config.settings_of(session).site_zone).date()
