"""Promotional events: prepared by the developer's requirements, changes coordinated with it at once (B4.1.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.visits.handlers.parties import party_of
from services.visits.handlers.party_contacts import check_past
from services.visits.handlers.party_tasks import add_task, end_tasks
from services.visits.models import NotTheDeveloper, PartyKind, PartyTask, Promotion, PromotionState, TaskKind
from shared import audit
from shared.errors import existing


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What the developer requires, who does it, and by when; ``follower_id`` sees to it."""

    title: str
    owner: str
    due_on: date
    follower_id: UUID | None = None


def prepare_promotion(
    session: Session,
    *,
    party_id: UUID,
    title: str,
    starts_at: datetime,
    place: str,
    notes: str = "",
    requirements: Sequence[Requirement] = (),
) -> Promotion:
    """Raises ``NotFound``, ``PartyEnded``, ``NotTheDeveloper``, ``Invalid``."""
    party = party_of(session, party_id)
    party.check_going_on()
    if party.kind is not PartyKind.DEVELOPER:
        raise NotTheDeveloper
    facts = {"title": title, "starts_at": starts_at, "place": place, "notes": notes}
    promotion = Promotion(
        estate_id=party.estate_id, party_id=party.id, state=PromotionState.PREPARED, reason="", **facts
    )
    promotion.party = party
    session.add(promotion)
    audit.record(session, "promotion.prepare", promotion)
    session.flush()
    for requirement in requirements:
        _require(session, promotion, requirement)
    return promotion


def add_requirement(session: Session, *, promotion_id: UUID, **facts: Any) -> PartyTask:
    """One more thing that the developer requires. Raises ``NotFound``, ``PromotionIsOver``, ``Invalid``."""
    promotion = promotion_of(session, promotion_id)
    promotion.check_prepared()
    return _require(session, promotion, Requirement(**facts))


def hold_promotion(session: Session, *, promotion_id: UUID) -> Promotion:
    """It took place. Raises ``NotFound``, ``PromotionIsOver``, ``Invalid``."""
    promotion = promotion_of(session, promotion_id)
    promotion.check_prepared()
    check_past(promotion.starts_at, "")
    promotion.state = PromotionState.TOOK_PLACE
    audit.record(session, "promotion.hold", promotion)
    return promotion


def call_off_promotion(session: Session, *, promotion_id: UUID, reason: str) -> Promotion:
    """It does not take place, and its requirements are dropped. Raises ``NotFound``, ``PromotionIsOver``."""
    promotion = promotion_of(session, promotion_id)
    promotion.check_prepared()
    promotion.state, promotion.reason = PromotionState.CALLED_OFF, reason
    audit.record(session, "promotion.call_off", promotion, reason)
    end_tasks(session, promotion.id, reason)
    return promotion


def promotion_of(session: Session, promotion_id: UUID) -> Promotion:
    """With its developer. Raises ``NotFound``."""
    found = select(Promotion).where(Promotion.id == promotion_id).options(joinedload(Promotion.party))
    return existing(session.scalars(found).first())


def _require(session: Session, promotion: Promotion, requirement: Requirement) -> PartyTask:
    return add_task(
        session,
        promotion.party,
        TaskKind.REQUIREMENT,
        source_id=promotion.id,
        title=requirement.title,
        owner=requirement.owner,
        due_on=requirement.due_on,
        follower_id=requirement.follower_id,
    )
