"""Asking the household how its request was handled, once it is closed; staff never answer for it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.loading import ticket_of
from services.ticketing.handlers.open_ticket import open_ticket
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import LOW, REMIND_AFTER, Channel, Rating, Status, Ticket, TicketKind
from shared import audit, clock, outbox, timers
from shared.actors import RESIDENT
from shared.db import act_as
from shared.errors import N_, DomainError
from shared.i18n import translate

REMIND_RATING = "rating.remind"


class HouseholdGone(DomainError):
    message = N_("The household of this request has moved out, and its link has ended.")


class NotClosedNow(DomainError):
    message = N_("We have taken up your request again. Please rate it once it is complete.")


def ask_for_rating(session: Session, ticket: Ticket) -> str:
    """The household's link to rate the ticket just closed; there is one reminder. Empty when nobody can be asked."""
    if ticket.closed_at is None or ticket.rating is not None or not _lives_here(ticket):
        return ""
    moment = ticket.closed_at
    timers.schedule(session, REMIND_RATING, ticket.id, moment + REMIND_AFTER, closed_at=moment.isoformat())
    return resident_link(session, Purpose.RATING, ticket.id)


def remind_rating(session: Session, *, ticket_id: UUID, closed_at: datetime) -> bool:
    """Asks once more; not when it was rated or reopened since, or they moved out. Tells whether it did."""
    ticket = ticket_of(session, ticket_id)
    if ticket.closed_at != closed_at or ticket.rating is not None or not _lives_here(ticket):
        return False
    audit.record(session, "rating.remind", ticket)
    link = resident_link(session, Purpose.RATING, ticket.id)
    outbox.add(session, contracts.RatingReminded(**facts(session, ticket), rating_url=link), ticket)
    return True


def rate(session: Session, *, ticket_id: UUID, score: int, words: str = "") -> Rating:
    """The household rates; the first answer counts, a repeated one changes nothing.

    A low score opens a ticket that asks what went wrong. Raises ``NotFound``, ``NotClosedNow``, ``HouseholdGone``.
    """
    ticket = ticket_of(session, ticket_id)
    if ticket.rating is not None:
        return ticket.rating
    if ticket.status is not Status.CLOSED:
        raise NotClosedNow
    if not _lives_here(ticket):
        raise HouseholdGone
    act_as(session, replace(RESIDENT, name=ticket.customer.name if ticket.customer else ""))
    rating = Rating(
        estate_id=ticket.estate_id,
        ticket_id=ticket.id,
        score=score,
        words=words,
        given_at=clock.now(),
        follow_up_id=_follow_up(session, ticket, score, words).id if score <= LOW else None,
    )
    session.add(rating)
    audit.record(session, "rating.give", rating)
    audit.record(session, "rating.give", ticket, note=_in_short(score, words))
    event = contracts.TicketRated(**facts(session, ticket), score=score, words=words, follow_up_id=rating.follow_up_id)
    outbox.add(session, event, ticket)
    return rating


def _lives_here(ticket: Ticket) -> bool:
    return ticket.customer is not None and ticket.customer.moved_out_on is None


def _follow_up(session: Session, ticket: Ticket, score: int, words: str) -> Ticket:
    title = translate(N_("Rated %(score)s of 5: %(title)s"), "zh", score=score, title=ticket.title)
    return open_ticket(
        session,
        kind=TicketKind.COMPLAINT,
        title=title[:200],
        description=words,
        channel=Channel.WEB,
        customer_id=ticket.customer_id,
        follows_id=ticket.id,
    )


def _in_short(score: int, words: str) -> str:
    return f"{score}/5 {words}".strip()
