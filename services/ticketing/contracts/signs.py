"""What the front desk needs to know of a sign's defect, to open the repair (A1.3, C1.4.2)."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class SignDefectFound(Event):
    key: ClassVar[str] = "notify.sign_defect_found.v1"

    defect_id: UUID
    estate_id: UUID
    number: str
    words: str
    spot: str
    building_id: UUID | None
    description: str
    by: str
    at: Moment
