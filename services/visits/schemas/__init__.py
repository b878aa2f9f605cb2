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
from services.visits.schemas.floors import AssignFloorsSchema, FloorFilterSchema, FloorOfficerSchema, FloorSchema
from services.visits.schemas.major import (
    MajorProblemFilterSchema,
    MajorProblemSchema,
    MajorVisitSchema,
    RecordMajorVisitFormSchema,
    RecordMajorVisitSchema,
)
from services.visits.schemas.rounds import BuildingRoundSchema, PlanRoundSchema, RoundSchema, WalkedSchema
from services.visits.schemas.visits import ListedVisitSchema, VisitFilterSchema, VisitSchema

__all__ = [
    "AssignFloorsSchema",
    "BuildingRoundSchema",
    "ClauseSchema",
    "DutyFilterSchema",
    "DutySchema",
    "FloorFilterSchema",
    "FloorOfficerSchema",
    "FloorSchema",
    "ListedVisitSchema",
    "MajorProblemFilterSchema",
    "MajorProblemSchema",
    "MajorVisitSchema",
    "MatrixFilterSchema",
    "MonthFilterSchema",
    "PlanRoundSchema",
    "ProvenDutySchema",
    "RecordMajorVisitFormSchema",
    "RecordMajorVisitSchema",
    "ReportFilterSchema",
    "RoundSchema",
    "VisitFilterSchema",
    "VisitSchema",
    "WaiveDutySchema",
    "WalkedSchema",
    "month_of",
]
