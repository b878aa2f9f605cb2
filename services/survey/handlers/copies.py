"""Keeping the copies of what ticketing owns."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.models import (
    ApiClient,
    Category,
    Contact,
    Customer,
    Estate,
    Issue,
    IssueReporter,
    Outage,
    Premises,
    Staff,
)
from shared import copies
from shared.copies import Copies

COPIES: Copies = {
    contracts.EstateChanged: Estate,
    contracts.PremisesChanged: Premises,
    contracts.CustomerChanged: Customer,
    contracts.StaffChanged: Staff,
    contracts.ApiClientChanged: ApiClient,
    contracts.CategoryChanged: Category,
    contracts.TicketReporterChanged: IssueReporter,
}


FACTS = (Issue, Contact, Outage)


def forget(session: Session) -> None:
    """Empties the copies and the facts of the analysis (A2.8), to be filled again from the event log."""
    copies.empty(session, COPIES)
    for table in FACTS:
        session.execute(delete(table))
