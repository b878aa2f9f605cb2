"""The ledger: what was to be told to whom, over which channels, and every try to do so."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.notify.models.base import Base
from services.notify.models.choices import DeliveryState, MessageState, Outcome, Reason, RecipientKind
from shared.db import EstateOwned, Identified, Versioned
from shared.prefixes import BYTEWISE

UNREAD = "recipient_kind = 'staff' AND read_at IS NULL"
_DUE = text("next_attempt_at IS NOT NULL")


class Message(Identified, EstateOwned, Base):
    """What one person is told because of one event. For staff it is an item of their inbox, read at ``read_at``.

    A household has read it when it followed the link in it, where that leads here.

    ``settled_at`` is set once nothing is to be done about it any more. ``for_everybody``: no preference of the
    household holds it back (outages, dangers).
    ``subject`` is the id of what it is about as text, ``reference`` the number by which people know that.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id"),
        Index("ix_message_estate_id_id", "estate_id", "id"),
        Index("ix_message_subject_id", "subject", "id"),
        Index("ix_message_recipient_id_id", "recipient_id", "id"),
        Index("ix_message_state_id", "state", "id"),
        Index("ix_message_reference_id", "reference", "id"),
        Index("ix_message_event_id_state_id", "event_id", "state", "id"),
        Index("ix_message_unread", "recipient_id", "id", postgresql_where=text(UNREAD), sqlite_where=text(UNREAD)),
    )

    estate_id: Mapped[UUID] = mapped_column()
    event_id: Mapped[UUID]
    event: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(BYTEWISE)
    place: Mapped[str] = mapped_column(Text)
    recipient_kind: Mapped[RecipientKind]
    recipient_id: Mapped[UUID]
    recipient_name: Mapped[str] = mapped_column(BYTEWISE, index=True)
    language: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Text)
    urgent: Mapped[bool]
    for_everybody: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[MessageState]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]

    deliveries: Mapped[list["Delivery"]] = relationship(
        lambda: Delivery, lazy="raise_on_sql", order_by=lambda: Delivery.id, back_populates="message"
    )


class Delivery(Versioned, EstateOwned, Base):
    """A message on one channel. ``attempts`` counts all tries, ``failures`` those since it was last queued.

    ``next_attempt_at``: when a ``queued`` one may be tried, or when a ``sending`` one counts as lost; else None.
    ``delivered_at``: its gateway told that it has arrived.
    ``priority`` 0 goes before 1, and what many are told at once comes last (2).
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("message_id", "channel"),
        Index("ix_delivery_channel_message_id", "channel", "message_id"),
        Index("ix_delivery_due", "priority", "next_attempt_at", postgresql_where=_DUE, sqlite_where=_DUE),
    )

    estate_id: Mapped[UUID] = mapped_column()
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    channel: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    priority: Mapped[int]
    state: Mapped[DeliveryState]
    reason: Mapped[Reason | None]
    attempts: Mapped[int]
    failures: Mapped[int]
    next_attempt_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]

    message: Mapped[Message] = relationship(lazy="raise_on_sql", back_populates="deliveries")
    tries: Mapped[list["DeliveryAttempt"]] = relationship(
        lambda: DeliveryAttempt,
        lazy="raise_on_sql",
        order_by=lambda: DeliveryAttempt.number,
        back_populates="delivery",
    )

    @property
    def may_be_retried(self) -> bool:
        return self.state in {DeliveryState.FAILED, DeliveryState.SUPPRESSED}


class DeliveryAttempt(Identified, EstateOwned, Base):
    """One try; without ``ended_at`` it is under way. ``repeat``: the one before may have reached the person already."""

    __tablename__ = "delivery_attempt"
    __table_args__ = (UniqueConstraint("delivery_id", "number"),)

    estate_id: Mapped[UUID] = mapped_column()
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"))
    number: Mapped[int]
    repeat: Mapped[bool]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    detail: Mapped[str] = mapped_column(Text)

    delivery: Mapped[Delivery] = relationship(lazy="raise_on_sql", back_populates="tries")


def reached(states: Iterable[DeliveryState]) -> MessageState:
    """How a message stands whose deliveries stand like this."""
    found = set(states)
    if DeliveryState.SENT in found:
        return MessageState.SENT
    if found & {DeliveryState.QUEUED, DeliveryState.SENDING}:
        return MessageState.QUEUED
    return MessageState.FAILED if DeliveryState.FAILED in found else MessageState.SUPPRESSED
