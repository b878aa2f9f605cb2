"""One message to many households, written in a few statements however many they are."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.contracts import MessageFailed
from services.notify.handlers.estate_channels import ways_of
from services.notify.handlers.routes import Route, first_open, routes, topic_of
from services.notify.handlers.sending_rules import recently_told
from services.notify.handlers.wording import Words
from services.notify.models import (
    MANY_AT_ONCE,
    URGENT,
    Customer,
    Delivery,
    DeliveryState,
    Message,
    Reason,
    RecipientKind,
    reached,
)
from shared import clock, outbox
from shared.bulk import insert_new, insert_rows
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Call:
    """What all of them are told alike."""

    event_id: UUID
    event: str
    estate_id: UUID
    subject: str
    reference: str
    link: str
    urgent: bool
    for_everybody: bool


def tell_many(
    session: Session, call: Call, households: Sequence[Customer], words: Callable[[Customer, UUID], Words]
) -> int:
    """Writes to those who were not written to yet; returns how many that were."""
    now = clock.now()
    known = ways_of(session, call.estate_id, topic_of(call.event, for_everybody=call.for_everybody))
    recent: Counter[UUID] = Counter()
    if known.rules.most_per_hour and not call.urgent:
        recent = recently_told(session, [household.id for household in households], now, but=None)
    messages, deliveries = {}, {}
    for household in households:
        message_id = new_id()
        begin = known.begin(now, urgent=call.urgent, recent=recent[household.id])
        ways = list(_deliveries(call, message_id, routes(known, household), now, begin))
        deliveries[message_id] = ways
        messages[message_id] = {
            **_message(call, household, words(household, message_id), now),
            "id": message_id,
            "state": reached(way["state"] for way in ways),
        }
    new = {row.id for row in insert_new(session, Message, list(messages.values()), Message.id)}
    written = [way for message_id in messages if message_id in new for way in deliveries[message_id]]
    insert_rows(session, Delivery, written)
    outbox.add_many(session, _refusals(call, messages, written, now))
    return len(new)


def _message(call: Call, household: Customer, words: Words, now: datetime) -> dict[str, Any]:
    return {
        "event_id": call.event_id,
        "event": call.event,
        "estate_id": call.estate_id,
        "subject": call.subject,
        "reference": call.reference,
        "link": call.link,
        "urgent": call.urgent,
        "for_everybody": call.for_everybody,
        "place": household.unit_path or "",
        "recipient_kind": RecipientKind.CUSTOMER,
        "recipient_id": household.id,
        "recipient_name": household.name,
        "language": household.language,
        "title": words.title,
        "body": words.body,
        "created_at": now,
    }


def _deliveries(
    call: Call, message_id: UUID, ways: list[Route], now: datetime, begin: tuple[datetime, Reason | None]
) -> Iterator[dict[str, Any]]:
    """The ways passed over, with the reason, then the one that is taken, at its time."""
    open_route, closed = first_open(ways)
    for route in (*closed, *([open_route] if open_route else ())):
        yield {
            "id": new_id(),
            "version": 1,
            "estate_id": call.estate_id,
            "message_id": message_id,
            "channel": route.channel,
            "address": route.address,
            "priority": URGENT if call.urgent else MANY_AT_ONCE,
            "state": DeliveryState.SUPPRESSED if route.obstacle else DeliveryState.QUEUED,
            "reason": route.obstacle or begin[1],
            "attempts": 0,
            "failures": 0,
            "next_attempt_at": None if route.obstacle else begin[0],
            "created_at": now,
            "settled_at": now if route.obstacle else None,
        }


def _refusals(
    call: Call, messages: dict[UUID, dict[str, Any]], written: list[dict[str, Any]], now: datetime
) -> Iterator[tuple[MessageFailed, UUID, int]]:
    taken = {way["message_id"]: way["channel"] for way in written if way["state"] is DeliveryState.QUEUED}
    for way in written:
        if way["state"] is DeliveryState.SUPPRESSED:
            message = messages[way["message_id"]]
            event = MessageFailed(
                message_id=message["id"],
                delivery_id=way["id"],
                estate_id=call.estate_id,
                event=call.event,
                about=call.subject,
                reference=call.reference,
                recipient_kind=RecipientKind.CUSTOMER,
                recipient_id=message["recipient_id"],
                channel=way["channel"],
                urgent=call.urgent,
                attempts=0,
                at=now,
                state=way["state"],
                reason=way["reason"],
                detail="",
                next_channel=taken.get(message["id"]),
            )
            yield event, way["id"], 1
