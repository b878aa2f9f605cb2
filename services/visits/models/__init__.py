"""Tables, state rules and domain errors of the visits service."""

from services.visits.models.base import Base
from services.visits.models.choices import AHEAD, BY_HAND, LABELS, SCORES, NeedKind, VisitKind, VisitState
from services.visits.models.concerns import COMPLAINT, OPINIONS, URGENCY, Concern
from services.visits.models.copies import (
    LIVES_HERE,
    Absence,
    ApiClient,
    CalendarDay,
    Customer,
    Estate,
    Premises,
    Staff,
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
    "COMPLAINT",
    "LABELS",
    "LASTS",
    "LIVES_HERE",
    "MOST_TRIES",
    "OPINIONS",
    "SCORES",
    "URGENCY",
    "Absence",
    "ApiClient",
    "Base",
    "CalendarDay",
    "Concern",
    "Customer",
    "Estate",
    "FloorOfficer",
    "MajorProblem",
    "MajorVisit",
    "NeedKind",
    "Premises",
    "Round",
    "Staff",
    "Visit",
    "VisitFeed",
    "VisitKind",
    "VisitNeed",
    "VisitRecord",
    "VisitState",
    "a_month_after",
    "first_day_of",
    "goes_to",
    "last_day_of",
    "quarter_of",
]
