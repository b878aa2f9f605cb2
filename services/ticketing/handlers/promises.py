"""What a resident is promised changes with the urgency of the ticket, or with a time agreed (C2.5)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.clocks import change_promises, renew_clocks
from services.ticketing.handlers.loading import ticket_of
from services.ticketing.handlers.ticket_events import facts
from services.ticketing.models import Step, Ticket, Tier
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid


class SameTier(DomainError):
    message = N_("The ticket already has this urgency.")


def change_tier(session: Session, *, ticket_id: UUID, tier: Tier, reason: str) -> Ticket:
    """Counts the promises of ``tier`` from when the ticket's clocks began; pauses stay taken off.

    A time that was agreed holds for normal requests only. Raises ``IllegalStep``, ``SameTier``.
    """
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.CHANGE_TIER)
    previous = ticket.tier
    if previous is tier:
        raise SameTier
    ticket.tier = tier
    ticket.agreed_at = ticket.agreed_at if tier is Tier.NORMAL else None
    change_promises(session, ticket)
    audit.record(session, "ticket.change_tier", ticket, note=reason)
    event = contracts.TicketTierChanged(
        **facts(session, ticket),
        by=actor_of(session).name,
        previous_tier=previous,
        reason=reason,
        due_at=ticket.due_at,
    )
    outbox.add(session, event, ticket)
    return ticket


def agree(session: Session, *, ticket_id: UUID, agreed_at: datetime) -> Ticket:
    """Agrees another time with the resident, for a normal request (C2.5). Raises ``IllegalStep``, ``Invalid``."""
    ticket = ticket_of(session, ticket_id)
    ticket.take(Step.AGREE)
    check_agreed(ticket.tier, agreed_at, clock.now())
    ticket.agreed_at = agreed_at
    renew_clocks(session, ticket)
    audit.record(session, "ticket.agree", ticket)
    event = contracts.TicketTimeAgreed(
        **facts(session, ticket), by=actor_of(session).name, agreed_at=agreed_at, due_at=ticket.due_at
    )
    outbox.add(session, event, ticket)
    return ticket


def check_agreed(tier: Tier, agreed_at: datetime | None, now: datetime) -> None:
    """Raises ``Invalid`` for a time that is over, or that would soften the promise of an urgent request."""
    if agreed_at is None:
        return
    if tier is not Tier.NORMAL:
        raise Invalid({"agreed_at": [N_("A time can be agreed only for a normal request.")]})
    if agreed_at <= now:
        raise Invalid({"agreed_at": [N_("The agreed time must lie in the future.")]})
