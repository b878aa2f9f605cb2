"""Events of weekly summaries: reminded, missing, submitted (B4.2.2)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class WeeklySummaryReminded(Event):
    """It is Friday, and the department's summary of ``week`` (2026-W49) is still to come: ``staff_ids`` write it."""

    key: ClassVar[str] = "visits.weekly_summary_reminded.v1"

    summary_id: UUID
    estate_id: UUID
    team: str
    week: str
    due_on: date
    staff_ids: list[UUID]
    at: Moment


class WeeklySummaryMissing(Event):
    """The summaries of these ``teams`` did not come in time. ``step`` 1 tells the manager, 2 the project lead."""

    key: ClassVar[str] = "visits.weekly_summary_missing.v1"

    week_id: UUID
    estate_id: UUID
    teams: list[str]
    week: str
    step: int
    staff_ids: list[UUID]
    at: Moment


class WeeklySummarySubmitted(Event):
    """《周工作总结与计划表》; submitted again, it was corrected. ``missing``: so many departments are still to come."""

    key: ClassVar[str] = "visits.weekly_summary_submitted.v1"

    summary_id: UUID
    week_id: UUID
    estate_id: UUID
    team: str
    week: str
    planned: str
    done: str
    problems: str
    plan: str
    missing: int
    by: str
    by_id: UUID | None
    at: Moment


EMITS: tuple[type[Event], ...] = (WeeklySummaryReminded, WeeklySummaryMissing, WeeklySummarySubmitted)
