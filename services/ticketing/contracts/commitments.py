"""The table of service-time commitments (C2.5, C2.6), told row by row to who publishes it."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class CommitmentChanged(Event):
    """The full state of a promise; a row is never altered, one with ``replaced_at`` counts no longer.

    ``clock`` is met within ``minutes``, or on the ``same_day`` (``target``), counted day and night (``always``) or in
    ``working`` hours (``calendar``). ``area`` is None where it is no repair.
    """

    key: ClassVar[str] = "ticketing.commitment_changed.v1"
    full_state: ClassVar[bool] = True

    id: UUID
    kind: str
    area: str | None
    tier: str
    clock: str
    target: str
    minutes: int | None
    calendar: str
    clause: str
    valid_from: Moment
    replaced_at: Moment | None
    deleted: bool


EMITS: tuple[type[Event], ...] = (CommitmentChanged,)
