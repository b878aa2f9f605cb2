"""Tables, state rules and domain errors of the visits service."""

from services.visits.models.base import Base
from services.visits.models.copies import ApiClient, Customer, Estate, Premises, Staff
from services.visits.models.major import MajorProblem, MajorVisit

__all__ = ["ApiClient", "Base", "Customer", "Estate", "MajorProblem", "MajorVisit", "Premises", "Staff"]
