"""marshmallow: JSON bodies and forms of the visits service."""

from services.visits.schemas.floors import (
    AssignFloorsSchema,
    FloorFilterSchema,
    FloorOfficerSchema,
    FloorSchema,
)
from services.visits.schemas.major import (
    MajorProblemFilterSchema,
    MajorProblemSchema,
    MajorVisitSchema,
    RecordMajorVisitFormSchema,
    RecordMajorVisitSchema,
)
from services.visits.schemas.rounds import BuildingRoundSchema, PlanRoundSchema, RoundSchema, WalkedSchema
from services.visits.schemas.visit_steps import (
    ChooseSlotSchema,
    FeedSchema,
    MissVisitSchema,
    MoveVisitFormSchema,
    MoveVisitSchema,
    RecordVisitFormSchema,
    RecordVisitSchema,
    ScheduleVisitFormSchema,
    ScheduleVisitSchema,
    VisitReasonSchema,
    VisitRecordSchema,
)
from services.visits.schemas.visits import ListedVisitSchema, ToldSchema, VisitFilterSchema, VisitSchema

__all__ = [
    "AssignFloorsSchema",
    "BuildingRoundSchema",
    "ChooseSlotSchema",
    "FeedSchema",
    "FloorFilterSchema",
    "FloorOfficerSchema",
    "FloorSchema",
    "ListedVisitSchema",
    "MajorProblemFilterSchema",
    "MajorProblemSchema",
    "MajorVisitSchema",
    "MissVisitSchema",
    "MoveVisitFormSchema",
    "MoveVisitSchema",
    "PlanRoundSchema",
    "RecordMajorVisitFormSchema",
    "RecordMajorVisitSchema",
    "RecordVisitFormSchema",
    "RecordVisitSchema",
    "RoundSchema",
    "ScheduleVisitFormSchema",
    "ScheduleVisitSchema",
    "ToldSchema",
    "VisitFilterSchema",
    "VisitReasonSchema",
    "VisitRecordSchema",
    "VisitSchema",
    "WalkedSchema",
]
