"""Events of imports from a file."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class ImportFinished(Event):
    """An import of premises and households has ended: ``done``, ``refused`` (see ``problems``) or ``failed``.

    Nothing was imported unless it is ``done``. The counts tell households; premises are never changed.
    """

    key: ClassVar[str] = "ticketing.import_finished.v1"

    import_id: UUID
    state: str
    file_name: str
    estate_id: UUID | None
    estate_name: str
    started_by_id: UUID | None
    started_by: str
    premises_created: int
    customers_created: int
    customers_changed: int
    customers_unchanged: int
    problems: int
    at: Moment


EMITS: tuple[type[Event], ...] = (ImportFinished,)
