"""Telling others of a sign (A1.3)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.models import Sign
from shared import clock, outbox
from shared.db import actor_of


def announce_sign(session: Session, event: type[contracts.SignEvent], sign: Sign, **more: Any) -> UUID:
    """Queues the event with the sign as it is now; returns its id."""
    actor = actor_of(session)
    told = event(
        sign_id=sign.id,
        estate_id=sign.estate_id,
        number=sign.number,
        kind=sign.kind,
        words=sign.words,
        spot=sign.spot,
        building_id=sign.building_id,
        building=sign.building,
        next_due_on=sign.next_due_on,
        by=actor.name,
        by_id=actor.id,
        at=clock.now(),
        **more,
    )
    return outbox.add(session, told, sign)
