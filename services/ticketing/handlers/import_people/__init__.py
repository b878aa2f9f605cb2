"""Taking over an estate's premises and households: planned first, then written with the database locked for seconds."""

from services.ticketing.handlers.import_people.plan import ImportPlan, plan_import
from services.ticketing.handlers.import_people.rows import HouseholdRow, UnitRow
from services.ticketing.handlers.import_people.take_over import ForeignEstate, ImportCounts, Progress, import_people

__all__ = [
    "ForeignEstate",
    "HouseholdRow",
    "ImportCounts",
    "ImportPlan",
    "Progress",
    "UnitRow",
    "import_people",
    "plan_import",
]
