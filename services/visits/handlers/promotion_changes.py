"""A promotional event must change: who is named coordinates it with the developer the same day (B4.1.2)."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.visits import contracts
from services.visits.clauses import day_of, ends
from services.visits.config import settings_of
from services.visits.handlers.party_tasks import overseers, worker_of
from services.visits.handlers.promotions import promotion_of
from services.visits.models import ChangeIsSettled, Promotion, PromotionChange
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import Forbidden, existing
from shared.permissions import permits

CHANGE_DUE = "promotion.change_due"
KEEPS = "parties.keep"
ABOVE = ("venue_manager", "project_lead")


class NotYourChange(Forbidden):
    """Who is named acknowledges it, or who keeps the register in that person's place."""


def request_change(session: Session, *, promotion_id: UUID, what: str, reason: str, staff_id: UUID) -> PromotionChange:
    """``staff_id`` is told at once. Raises ``NotFound``, ``PromotionIsOver``, ``Invalid``."""
    promotion = promotion_of(session, promotion_id)
    promotion.check_prepared()
    worker_of(session, promotion.estate_id, staff_id, "staff_id")
    now, zone = clock.now(), settings_of(session).site_zone
    facts = {"what": what, "reason": reason, "staff_id": staff_id, "due_at": ends(day_of(now, zone), zone)}
    asked = {"requested_by": actor_of(session).name, "requested_at": now}
    blank = {"acknowledged_by": "", "person": "", "outcome": ""}
    change = PromotionChange(estate_id=promotion.estate_id, promotion_id=promotion.id, **facts, **asked, **blank)
    session.add(change)
    audit.record(session, "promotion_change.request", change)
    event = contracts.EventChangeRequested(**_told(session, promotion, change), what=what, due_at=change.due_at)
    outbox.add(session, event, change)
    timers.schedule(session, CHANGE_DUE, change.id, change.due_at)
    return change


def acknowledge_change(
    session: Session, *, change_id: UUID, agreed: bool, person: str, outcome: str = ""
) -> PromotionChange:
    """The developer's word on it. Raises ``NotFound``, ``NotYourChange``, ``ChangeIsSettled``."""
    change, actor = existing(session.get(PromotionChange, change_id)), actor_of(session)
    if actor.id != change.staff_id and not permits(actor, KEEPS):
        raise NotYourChange
    if change.acknowledged_at is not None:
        raise ChangeIsSettled
    change.agreed, change.person, change.outcome = agreed, person, outcome
    change.acknowledged_at, change.acknowledged_by = clock.now(), actor.name
    audit.record(session, "promotion_change.acknowledge", change)
    told = _told(session, promotion_of(session, change.promotion_id), change)
    outbox.add(session, contracts.EventChangeAcknowledged(**told, agreed=agreed), change)
    return change


def change_overdue(session: Session, *, change_id: UUID) -> None:
    """The day has passed without a word of the developer: those above are told."""
    waiting = PromotionChange.id == change_id, PromotionChange.acknowledged_at.is_(None)
    found = select(PromotionChange).where(*waiting).options(joinedload(PromotionChange.promotion))
    change = session.scalars(found).first()
    if change is None:
        return
    readers = [change.staff_id, *overseers(session, change.estate_id, ABOVE)]
    told = _told(session, promotion_of(session, change.promotion_id), change)
    event = contracts.EventChangeOverdue(**told, what=change.what, staff_ids=list(dict.fromkeys(readers)))
    outbox.add(session, event, change)


def _told(session: Session, promotion: Promotion, change: PromotionChange) -> dict[str, Any]:
    """What every event of a change tells."""
    actor = actor_of(session)
    named = {"promotion_id": promotion.id, "title": promotion.title, "change_id": change.id}
    about = {"estate_id": change.estate_id, "party_id": promotion.party_id, "party": promotion.party.name}
    return {**named, **about, "staff_id": change.staff_id, "by": actor.name, "by_id": actor.id, "at": clock.now()}
