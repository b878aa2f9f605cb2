"""What notify keeps about a household, for the household to read."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.notify.models import LABELS, Customer, Delivery, Message
from shared.errors import N_, existing
from shared.personal_data import PersonalData, Word, part

HOUSEHOLD = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "language": N_("Language"),
    "channels": N_("Told by"),
    "moved_out_on": N_("Moved out"),
}
MESSAGE = {
    "created_at": N_("When"),
    "reference": N_("Number"),
    "place": N_("Place"),
    "title": N_("Title"),
    "body": N_("Text"),
    "link": N_("Link"),
    "state": N_("State"),
}
DELIVERY = {
    "created_at": N_("When"),
    "title": N_("Title"),
    "channel": N_("Channel"),
    "address": N_("Address"),
    "state": N_("State"),
    "reason": N_("Reason"),
    "attempts": N_("Tries"),
    "settled_at": N_("Settled"),
}


def personal_data(session: Session, customer_id: UUID) -> PersonalData:
    """The copy of the household, every message to it and how it went out. Raises ``NotFound``."""
    household = existing(session.get(Customer, customer_id))
    merged = session.scalars(select(Customer).where(Customer.merged_into_id == customer_id)).all()
    ids = [customer_id, *(row.id for row in merged)]
    sent = select(Message).where(Message.recipient_id.in_(ids)).options(selectinload(Message.deliveries))
    messages = session.scalars(sent.order_by(Message.id)).all()
    return PersonalData(
        customer_id=household.id,
        estate_id=household.estate_id,
        name=household.name,
        language=household.language,
        parts=[
            part("household", N_("Household"), HOUSEHOLD, map(_worded, [household, *merged])),
            part("messages", N_("Messages"), MESSAGE, messages),
            part("deliveries", N_("Ways of the messages"), DELIVERY, _deliveries(messages)),
        ],
        words=LABELS,
    )


def _worded(household: Customer) -> dict[str, Any]:
    words = {"language": Word(household.language), "channels": [Word(channel) for channel in household.channels]}
    return {key: getattr(household, key) for key in HOUSEHOLD} | words


def _deliveries(messages: Sequence[Message]) -> Iterator[dict[str, Any]]:
    for message in messages:
        for row in message.deliveries:
            yield {"title": message.title, **_of_delivery(row)}


def _of_delivery(row: Delivery) -> dict[str, Any]:
    told = {key: getattr(row, key) for key in DELIVERY if key != "title"}
    return told | {"channel": Word(row.channel)}
