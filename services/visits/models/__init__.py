"""Tables, state rules and domain errors of the visits service."""

from services.visits.models.base import Base
from services.visits.models.choices import AHEAD, BY_HAND, LABELS, SCORES, NeedKind, VisitKind, VisitState
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
from services.visits.models.feeds import VisitFeed
from services.visits.models.floors import FloorOfficer
from services.visits.models.major import MajorProblem, MajorVisit
from services.visits.models.people import goes_to
from services.visits.models.records import VisitNeed, VisitRecord
from services.visits.models.visits import (
    LASTS,
    MOST_TRIES,
    Round,
    Visit,
    a_month_after,
    first_day_of,
    last_day_of,
    quarter_of,
)

__all__ = [
    "AHEAD",
    "BY_HAND",
    "CALLS",
    "COMPLAINT",
    "DUTY_STATE_NAMES",
    "FACT_NAMES",
    "LABELS",
    "LASTS",
    "LIVES_HERE",
    "MOST_TRIES",
    "OPINIONS",
    "SCORES",
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
    "NeedKind",
    "Premises",
    "Round",
    "Staff",
    "Stage",
    "Visit",
    "VisitFeed",
    "VisitKind",
    "VisitNeed",
    "VisitRecord",
    "VisitState",
    "a_month_after",
    "duty_key",
    "first_day_of",
    "goes_to",
    "last_day_of",
    "outcome",
    "quarter_of",
    "scope_key",
]
