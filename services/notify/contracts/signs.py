"""Events of a sign (A1.3), and what notify needs to know of the repair of a defect."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class SignEvent(Event):
    """What every event of a sign tells: ``kind`` is ``warning`` or ``directional``, ``words`` what it says.

    Without ``building_id`` it stands outdoors. It is to be inspected by the end of ``next_due_on``.
    """

    sign_id: UUID
    estate_id: UUID
    number: str
    kind: str
    words: str
    spot: str
    building_id: UUID | None
    building: str
    next_due_on: date
    by: str
    by_id: UUID | None
    at: Moment


class SignRegistered(SignEvent):
    key: ClassVar[str] = "notify.sign_registered.v1"


class SignTakenDown(SignEvent):
    key: ClassVar[str] = "notify.sign_taken_down.v1"


class SignInspected(SignEvent):
    """Somebody has looked at it, as was to be done by ``due_on``; ``sound`` means that nothing is wrong with it."""

    key: ClassVar[str] = "notify.sign_inspected.v1"

    sound: bool
    note: str
    due_on: date | None = None


class SignDefectFound(SignEvent):
    """It has to be repaired: the front desk opens a ticket, with ``defect_id`` as its ``origin_id``."""

    key: ClassVar[str] = "notify.sign_defect_found.v1"

    defect_id: UUID
    description: str


class SignOverdue(SignEvent):
    """The day of its inspection is over, and nobody has looked at it."""

    key: ClassVar[str] = "notify.sign_overdue.v1"


EMITS: tuple[type[Event], ...] = (SignRegistered, SignTakenDown, SignInspected, SignDefectFound, SignOverdue)
