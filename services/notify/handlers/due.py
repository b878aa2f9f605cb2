"""What is due now, with as much of its message as a try needs.

The statement is made once: it takes longer to make than to run.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Exists, Integer, Row, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from services.notify.models import Delivery, DeliveryState, Message

LOOKED_AT = 4  # times as many as are wanted: others hold some of them, or they wait for an earlier one
DueRow = Row[Any]
COLUMNS: tuple[Any, ...] = (
    Delivery.id.label("delivery_id"),
    Delivery.estate_id,
    Delivery.attempts,
    Delivery.reason,
    Delivery.channel,
    Delivery.address,
    Message.id.label("message_id"),
    Message.event,
    Message.subject,
    Message.reference,
    Message.recipient_kind,
    Message.recipient_id,
    Message.urgent,
    Message.language,
    Message.title,
    Message.body,
)


def by_index(session: Session) -> None:
    """From now until its end, the transaction reads a few rows of large tables.

    PostgreSQL can't know that while the tables grow: most of the time nothing is due, so that it would read, and sort,
    all that waits for each few that are claimed.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")


def due_at(session: Session, now: datetime, priority: int, limit: int) -> Sequence[DueRow]:
    """What no other sender holds, locked, what has been due longest first."""
    chosen = {"now": now, "priority": priority, "looked_at": LOOKED_AT * limit, "most": limit}
    return session.execute(_DUE, chosen).all()


def _due() -> Select[Any]:
    message, delivery = aliased(Message), aliased(Delivery)
    now: Any = bindparam("now")
    in_front: Exists = exists().where(  # an earlier message to the same person about the same thing
        message.recipient_id == Message.recipient_id,
        message.subject == Message.subject,
        message.id < Message.id,
        delivery.message_id == message.id,
        or_(delivery.next_attempt_at <= now, delivery.state == DeliveryState.SENDING),
    )
    front = _front(now)
    found = select(*COLUMNS).select_from(front).join(Delivery, Delivery.id == front.c.id).join(Delivery.message)
    found = found.where(Delivery.next_attempt_at <= now, ~in_front).order_by(front.c.next_attempt_at)
    return found.limit(bindparam("most", type_=Integer)).with_for_update(of=Delivery, skip_locked=True)


def _front(now: Any) -> Any:
    """Of 100,000 that wait, only these are looked at."""
    due = select(Delivery.id, Delivery.next_attempt_at)
    due = due.where(Delivery.priority == bindparam("priority"), Delivery.next_attempt_at <= now)
    return due.order_by(Delivery.next_attempt_at).limit(bindparam("looked_at", type_=Integer)).subquery()


_DUE = _due()
