"""Keeping the copies of what ticketing owns."""

from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.models import ApiClient, Customer, Estate, Premises, Staff
from shared import copies
from shared.copies import Copies

COPIES: Copies = {
    contracts.EstateChanged: Estate,
    contracts.PremisesChanged: Premises,
    contracts.CustomerChanged: Customer,
    contracts.StaffChanged: Staff,
    contracts.ApiClientChanged: ApiClient,
}


def forget(session: Session) -> None:
    """Empties the copies, to be filled again from the event log."""
    copies.empty(session, COPIES)
