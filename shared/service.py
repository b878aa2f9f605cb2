"""What a service is made of; the edges (web, worker, deploy steps) are driven by this one description."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from shared.audit import TrailWords
from shared.events import Envelope, Event
from shared.personal_data import PersonalData
from shared.timers import Deadline

EventFunction = Callable[[Session, Any, Envelope], None]
TimerFunction = Callable[[Session, Deadline], None]
Subscriptions = Mapping[type[Event], EventFunction]


def _nothing_to_republish(_session: Session) -> int:
    return 0


def _nothing_to_forget(_session: Session) -> None:
    """For services without views built from events."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """``republish`` queues every full-state event again and returns how many; ``forget`` empties all views.

    ``trail`` names the actions and columns of its audit trail. ``personal_data`` gathers what it keeps of a household.
    """

    name: str
    metadata: MetaData
    emits: tuple[type[Event], ...] = ()
    subscriptions: Subscriptions = field(default_factory=dict)
    timers: Mapping[str, TimerFunction] = field(default_factory=dict)
    republish: Callable[[Session], int] = _nothing_to_republish
    keeps_event_log: bool = False
    forget: Callable[[Session], None] = _nothing_to_forget
    trail: TrailWords = field(default_factory=TrailWords)
    personal_data: Callable[[Session, UUID], PersonalData] | None = None
