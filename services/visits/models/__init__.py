"""Tables, state rules and domain errors of the visits service."""

from services.visits.models.base import Base
from services.visits.models.choices import AHEAD, LABELS, VisitKind, VisitState
from services.visits.models.concerns import COMPLAINT, OPINIONS, URGENCY, Concern
from services.visits.models.copies import LIVES_HERE, Absence, ApiClient, CalendarDay, Customer, Estate, Premises, Staff
from services.visits.models.duties import (
    CALLS,
    DUTY_STATE_NAMES,
    FACT_NAMES,
    SPACE,
    WAIVABLE,
    Duty,
    DutyFact,
    DutyScope,
    DutyState,
    FactKind,
    Stage,
    duty_key,
    outcome,
    scope_key,
)
from services.visits.models.floors import FloorOfficer
from services.visits.models.major import MajorProblem, MajorVisit
from services.visits.models.people import goes_to
from services.visits.models.visits import LASTS, Round, Visit, first_day_of, last_day_of, quarter_of

__all__ = [
    "AHEAD",
    "CALLS",
    "COMPLAINT",
    "DUTY_STATE_NAMES",
    "FACT_NAMES",
    "LABELS",
    "LASTS",
    "LIVES_HERE",
    "OPINIONS",
    "SPACE",
    "URGENCY",
    "WAIVABLE",
    "Absence",
    "ApiClient",
    "Base",
    "CalendarDay",
    "Concern",
    "Customer",
    "Duty",
    "DutyFact",
    "DutyScope",
    "DutyState",
    "Estate",
    "FactKind",
    "FloorOfficer",
    "MajorProblem",
    "MajorVisit",
    "Premises",
    "Round",
    "Staff",
    "Stage",
    "Visit",
    "VisitKind",
    "VisitState",
    "duty_key",
    "first_day_of",
    "goes_to",
    "last_day_of",
    "outcome",
    "quarter_of",
    "scope_key",
]
