"""marshmallow: JSON bodies and forms of the visits service."""

from services.visits.schemas.major import (
    MajorProblemFilterSchema,
    MajorProblemSchema,
    MajorVisitSchema,
    RecordMajorVisitFormSchema,
    RecordMajorVisitSchema,
)
from services.visits.schemas.rounds import BuildingRoundSchema

__all__ = [
    "BuildingRoundSchema",
    "MajorProblemFilterSchema",
    "MajorProblemSchema",
    "MajorVisitSchema",
    "RecordMajorVisitFormSchema",
    "RecordMajorVisitSchema",
]
