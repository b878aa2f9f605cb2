"""Events of the visits service: what it emits, and the fields it needs of what it reads."""

from services.visits.contracts import major
from services.visits.contracts.major import MajorProblemFlagged, MajorProblemWithdrawn, MajorVisitRecorded
from services.visits.contracts.reference import (
    ApiClientChanged,
    CustomerChanged,
    CustomerErased,
    EstateChanged,
    PremisesChanged,
    StaffChanged,
)
from shared.events import Event

EMITS: tuple[type[Event], ...] = (*major.EMITS,)

__all__ = [
    "EMITS",
    "ApiClientChanged",
    "CustomerChanged",
    "CustomerErased",
    "EstateChanged",
    "MajorProblemFlagged",
    "MajorProblemWithdrawn",
    "MajorVisitRecorded",
    "PremisesChanged",
    "StaffChanged",
]
