"""Events of the compliance calendar: a duty that was not kept, and one that was waived."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class DutyEvent(Event):
    """What every event of a duty tells. ``clause`` is its id in the procedures, ``label`` what it is about.

    ``owner_id`` owes it, or everybody of ``role`` in the estate where it is null.
    """

    duty_id: UUID
    estate_id: UUID
    clause: str
    subject_id: UUID
    label: str
    period: str
    role: str
    owner_id: UUID | None
    due_at: Moment | None
    at: Moment


class DutyMissed(DutyEvent):
    """Its deadline passed without evidence. Evidence of before may still arrive, and sets it right."""

    key: ClassVar[str] = "visits.duty_missed.v1"


class DutyWaived(DutyEvent):
    """``by`` says why it need not be done."""

    key: ClassVar[str] = "visits.duty_waived.v1"

    waiver_id: UUID
    by: str
    by_id: UUID | None
    reason: str


EMITS: tuple[type[Event], ...] = (DutyMissed, DutyWaived)
