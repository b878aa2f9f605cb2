"""What residents say to staff face to face: visits tells it, the front desk opens a ticket."""

from typing import ClassVar
from uuid import UUID

from shared.events import Event


class OpinionTaken(Event):
    key: ClassVar[str] = "visits.opinion_taken.v1"

    opinion_id: UUID
    estate_id: UUID
    kind: str
    title: str
    words: str
    said_by: str
