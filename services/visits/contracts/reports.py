"""The event of a report: submitted (B4.2.4)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class ReportSubmitted(Event):
    """``kind`` is ``week``, ``month`` or ``quarter``; submitted again, it was corrected. ``figures`` by their names."""

    key: ClassVar[str] = "visits.report_submitted.v1"

    report_id: UUID
    estate_id: UUID
    kind: str
    period: str
    first_day: date
    last_day: date
    figures: dict[str, int]
    summary: str
    problems: str
    plan: str
    by: str
    by_id: UUID | None
    at: Moment


EMITS: tuple[type[Event], ...] = (ReportSubmitted,)
