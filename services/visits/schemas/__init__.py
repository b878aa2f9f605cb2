"""marshmallow: JSON bodies and forms of the visits service."""

from services.visits.schemas.duties import (
    ClauseSchema,
    DutyFilterSchema,
    DutySchema,
    MatrixFilterSchema,
    MonthFilterSchema,
    ProvenDutySchema,
    ReportFilterSchema,
    WaiveDutySchema,
    month_of,
)
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
    "ClauseSchema",
    "DutyFilterSchema",
    "DutySchema",
    "MajorProblemFilterSchema",
    "MajorProblemSchema",
    "MajorVisitSchema",
    "MatrixFilterSchema",
    "MonthFilterSchema",
    "ProvenDutySchema",
    "RecordMajorVisitFormSchema",
    "RecordMajorVisitSchema",
    "ReportFilterSchema",
    "WaiveDutySchema",
    "month_of",
]
