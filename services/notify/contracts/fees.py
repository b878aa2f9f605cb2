"""Events of fee standards (C3.1) and of reminders to pay (C3). Amounts are in fen."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class FeeStandardEvent(Event):
    """A price for each ``unit`` and the ``basis`` on which it rests; ``standard_id`` is the same for its successors."""

    id: UUID
    standard_id: UUID
    estate_id: UUID
    name: str
    price_fen: int
    unit: str
    basis: str
    note: str
    valid_from: date
    valid_until: date | None
    by: str
    at: Moment


class FeeStandardApproved(FeeStandardEvent):
    """It counts from ``valid_from`` on, and is on the board."""

    key: ClassVar[str] = "notify.fee_standard_approved.v1"


class FeeStandardEnded(FeeStandardEvent):
    """Nobody pays it from ``valid_until`` on, and nothing takes its place."""

    key: ClassVar[str] = "notify.fee_standard_ended.v1"


class FeeReminderSent(Event):
    """So many households were told what they have to pay; whom, and how much, no other service needs to know."""

    key: ClassVar[str] = "notify.fee_reminder_sent.v1"

    reminder_id: UUID
    estate_id: UUID
    period: str
    pay_by: date
    households: int
    total_fen: int
    by: str
    at: Moment


EMITS: tuple[type[Event], ...] = (FeeStandardApproved, FeeStandardEnded, FeeReminderSent)
