"""What had to wait for one household leaves together, as one message on each channel."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.notify.handlers.claims import Claim
from services.notify.handlers.due import COLUMNS, DueRow
from services.notify.models import Delivery, DeliveryState, Message, Reason
from shared.errors import N_
from shared.i18n import translate

HELD = (Reason.QUIET_HOURS, Reason.TOO_MANY)
BETWEEN = "\n\n———\n\n"


def companions(session: Session, rows: Sequence[DueRow], now: datetime) -> list[DueRow]:
    """What else waited, is due, and goes to the people of these first tries for the first time."""
    waited = [row for row in rows if row.reason in HELD]
    if not waited:
        return []
    found = _due(now).where(
        Message.recipient_id.in_({row.recipient_id for row in waited}),
        Delivery.id.not_in([row.delivery_id for row in rows]),
    )
    ways = {(row.recipient_id, row.channel, row.address) for row in waited}
    others = session.execute(found.with_for_update(of=Delivery, skip_locked=True)).all()
    return [row for row in others if (row.recipient_id, row.channel, row.address) in ways]


def gathered(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for all that waited for the same person on the same way; the others in their order."""
    claims = list(claims)
    waited = sorted((claim for claim in claims if claim.held), key=_way)
    together = [_together(list(group)) for _key, group in groupby(waited, _way)]
    return [*(claim for claim in claims if not claim.held), *together]


def _due(now: datetime) -> Select[Any]:
    return (
        select(*COLUMNS)
        .join(Delivery.message)
        .where(
            Delivery.next_attempt_at <= now,
            Delivery.state == DeliveryState.QUEUED,
            Delivery.attempts == 0,
            Delivery.reason.in_(HELD),
        )
    )


def _way(claim: Claim) -> tuple[UUID, str, str]:
    recipient: Any = claim.facts["recipient_id"]
    return recipient, claim.channel, claim.address


def _together(claims: list[Claim]) -> Claim:
    first, *others = sorted(claims, key=lambda claim: str(claim.facts["message_id"]))
    if not others:
        return first
    title = translate(N_("%(count)s messages for you"), first.language, count=len(claims))
    body = BETWEEN.join(f"{claim.title}\n\n{claim.body}" for claim in (first, *others))
    return replace(first, title=title, body=body, others=tuple(others))
