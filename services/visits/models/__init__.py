"""Tables, state rules and domain errors of the visits service."""

from services.visits.models.base import Base
from services.visits.models.copies import ApiClient, Customer, Estate, Premises, Staff
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
from services.visits.models.major import MajorProblem, MajorVisit

__all__ = [
    "CALLS",
    "DUTY_STATE_NAMES",
    "FACT_NAMES",
    "SPACE",
    "WAIVABLE",
    "ApiClient",
    "Base",
    "Customer",
    "Duty",
    "DutyFact",
    "DutyScope",
    "DutyState",
    "Estate",
    "FactKind",
    "MajorProblem",
    "MajorVisit",
    "Premises",
    "Staff",
    "Stage",
    "duty_key",
    "outcome",
    "scope_key",
]
