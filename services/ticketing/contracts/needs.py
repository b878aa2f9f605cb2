"""What residents asked of each team in a week, and what the teams change because of it (A2.3)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class NeedsDigestPublished(Event):
    """For the weekly office meeting: the requests of ``team``, None for those that nobody was given."""

    key: ClassVar[str] = "ticketing.needs_digest_published.v1"

    digest_id: UUID
    estate_id: UUID
    team: str | None
    starts_at: Moment
    ends_at: Moment
    complaints: int
    repairs: int
    suggestions: int
    enquiries: int
    praise: int
    open: int
    late: int
    repeated: int


class NeedsAdjusted(Event):
    """What the team changes in its work; a later one replaces it."""

    key: ClassVar[str] = "ticketing.needs_adjusted.v1"

    digest_id: UUID
    estate_id: UUID
    team: str | None
    starts_at: Moment
    ends_at: Moment
    adjustment: str
    by: str
    at: Moment


EMITS: tuple[type[Event], ...] = (NeedsDigestPublished, NeedsAdjusted)
