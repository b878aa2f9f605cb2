"""The weekly digest of what residents asked of each team, told before the weekly office meeting (A2.3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from services.ticketing import config, contracts
from services.ticketing.models import (
    SAME_AGAIN,
    WEEK,
    Clock,
    NeedsDigest,
    Staff,
    Status,
    Ticket,
    TicketKind,
    next_digest_at,
)
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, Forbidden, existing
from shared.permissions import allowed

NEEDS_DIGEST = "needs.digest"
COLUMNS = {
    TicketKind.COMPLAINT: "complaints",
    TicketKind.REPAIR: "repairs",
    TicketKind.SUGGESTION: "suggestions",
    TicketKind.ENQUIRY: "enquiries",
    TicketKind.PRAISE: "praise",
}


class NotYourTeam(Forbidden):
    message = N_("Only the team itself, or the front desk, says what the team changes.")


def schedule_digest(session: Session, estate_id: UUID, after: datetime) -> None:
    """Promises the estate's next digest: on the first Friday morning later than ``after``."""
    moment = next_digest_at(after, config.settings_of(session).site_zone)
    timers.schedule(session, NEEDS_DIGEST, estate_id, moment)


def publish_needs(session: Session, *, estate_id: UUID, ends_at: datetime) -> list[NeedsDigest]:
    """The week that ends now, a row and an event for each team that was asked for something; promises the next."""
    digests = []
    for counted in _counted(session, estate_id, ends_at):
        facts = dict(counted._mapping)
        digest = NeedsDigest(estate_id=estate_id, starts_at=ends_at - WEEK, ends_at=ends_at, **facts)
        session.add(digest)
        audit.record(session, "needs.publish", digest)
        event = contracts.NeedsDigestPublished(digest_id=digest.id, estate_id=estate_id, **_period(digest), **facts)
        outbox.add_raw(session, event, subject=str(digest.id), version=1)
        digests.append(digest)
    schedule_digest(session, estate_id, ends_at)
    return digests


def record_adjustment(session: Session, *, digest_id: UUID, adjustment: str) -> NeedsDigest:
    """What the team changes because of the week; written again, it replaces. Raises ``NotFound``, ``NotYourTeam``."""
    digest = existing(session.get(NeedsDigest, digest_id))
    if not may_adjust(session, digest):
        raise NotYourTeam
    actor, now = actor_of(session), clock.now()
    digest.adjustment, digest.adjusted_by, digest.adjusted_at = adjustment, actor.name, now
    audit.record(session, "needs.adjust", digest)
    event = contracts.NeedsAdjusted(
        digest_id=digest.id,
        estate_id=digest.estate_id,
        team=digest.team,
        **_period(digest),
        adjustment=adjustment,
        by=actor.name,
        at=now,
    )
    outbox.add_raw(session, event, subject=str(digest.id), version=1)
    return digest


def may_adjust(session: Session, digest: NeedsDigest) -> bool:
    """Whether the actor belongs to the digest's team, or to the front desk."""
    actor = actor_of(session)
    if allowed(actor.roles, "tickets.dispatch") or actor.kind == "client":
        return True
    with session.no_autoflush:
        member = session.get(Staff, actor.id)
    return member is not None and member.team is not None and member.team == digest.team


def _period(digest: NeedsDigest) -> dict[str, Any]:
    return {"starts_at": digest.starts_at, "ends_at": digest.ends_at}


def _counted(session: Session, estate_id: UUID, ends_at: datetime) -> Sequence[Any]:
    """One row for each team, with the columns of the digest; one query."""
    earlier = aliased(Ticket)
    asked_before = select(earlier.id).where(
        earlier.unit_id == Ticket.unit_id,
        earlier.kind == Ticket.kind,
        earlier.opened_at < Ticket.opened_at,
        earlier.opened_at >= ends_at - WEEK - SAME_AGAIN,
    )
    missed = select(Clock.id).where(Clock.ticket_id == Ticket.id, Clock.breached_at.is_not(None))
    of_week = Ticket.estate_id == estate_id, Ticket.opened_at >= ends_at - WEEK, Ticket.opened_at < ends_at
    counts = [func.count().filter(Ticket.kind == kind).label(name) for kind, name in COLUMNS.items()]
    counted = select(
        Ticket.team,
        *counts,
        func.count().filter(Ticket.status != Status.CLOSED).label("open"),
        func.count().filter(missed.exists()).label("late"),
        func.count().filter(asked_before.exists()).label("repeated"),
    )
    return session.execute(counted.where(*of_week).group_by(Ticket.team)).all()
