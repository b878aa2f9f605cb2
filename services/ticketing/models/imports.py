"""Imports of estate files: long work that is seen while it runs and found again afterwards."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from services.ticketing.models.base import Base
from services.ticketing.models.choices import ImportState
from shared.db import Versioned

UNFINISHED = (ImportState.QUEUED, ImportState.CHECKING, ImportState.SAVING)


class ImportJob(Versioned, Base):
    """One file, from its upload to its end. ``rows_done`` of ``rows_total`` have been checked (0 of 0: not yet read).

    ``problems`` lists at most 200 of the ``problem_count``, each as ``message`` (a catalogue key), ``params``,
    ``sheet``, ``row``, ``column`` and ``header``. ``started_by_id`` None stands for the system itself. Its start and
    its end are recorded; that it moves on is not.
    """

    __tablename__ = "import_job"
    __table_args__ = (Index("ix_import_job_state_retry_at", "state", "retry_at"),)

    state: Mapped[ImportState]
    file_name: Mapped[str]
    file_key: Mapped[str]
    file_size: Mapped[int]
    started_by_id: Mapped[UUID | None] = mapped_column(index=True)
    started_by: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    rows_done: Mapped[int]
    rows_total: Mapped[int]
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    problem_count: Mapped[int]
    estate_id: Mapped[UUID | None] = mapped_column(ForeignKey("estate.id"))
    estate_name: Mapped[str]
    premises_created: Mapped[int]
    customers_created: Mapped[int]
    customers_changed: Mapped[int]
    customers_unchanged: Mapped[int]
    attempts: Mapped[int]
    retry_at: Mapped[datetime]
    error: Mapped[str | None]

    @property
    def finished(self) -> bool:
        return self.state not in UNFINISHED

    @property
    def percent(self) -> int:
        """How much of the file has been checked."""
        return 100 * self.rows_done // self.rows_total if self.rows_total else 0
