"""Keeping the copies of what ticketing owns."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.models import (
    Absence,
    ApiClient,
    CalendarDay,
    Concern,
    Customer,
    Duty,
    DutyFact,
    DutyScope,
    DutySubject,
    Estate,
    MajorProblem,
    NeedsDigest,
    Premises,
    Staff,
)
from shared import copies
from shared.copies import Copies

COPIES: Copies = {
    contracts.EstateChanged: Estate,
    contracts.CalendarDayChanged: CalendarDay,
    contracts.PremisesChanged: Premises,
    contracts.CustomerChanged: Customer,
    contracts.StaffChanged: Staff,
    contracts.AbsenceChanged: Absence,
    contracts.ApiClientChanged: ApiClient,
}


def forget(session: Session) -> None:
    """Empties the copies and the calendar, to be filled again from the event log."""
    copies.empty(session, COPIES)
    for table in (MajorProblem, Concern, Duty, DutyFact, DutyScope, NeedsDigest, DutySubject):
        session.execute(delete(table))
