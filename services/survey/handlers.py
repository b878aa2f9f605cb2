"""The survey service's verbs, its only writers."""

from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.models import ApiClient, Customer, Estate, Premises, Staff
from shared import copies, erasure, eventlog
from shared.copies import Copies
from shared.redaction import Redaction

COPIES: Copies = {
    contracts.EstateChanged: Estate,
    contracts.PremisesChanged: Premises,
    contracts.CustomerChanged: Customer,
    contracts.StaffChanged: Staff,
    contracts.ApiClientChanged: ApiClient,
}

# What stays in the log of events about somebody who was erased.
KEPT: eventlog.Kept = {contracts.CustomerChanged: ("kind", "unit_path", "language"), contracts.CustomerErased: ()}


def forget(session: Session) -> None:
    """Empties the copies, to be filled again from the event log."""
    copies.empty(session, COPIES)


def erase_household(session: Session, event: contracts.CustomerErased) -> None:
    """The copy goes for good, and from the log what it was made of. Done twice, it changes nothing more."""
    subjects = [event.customer_id, *event.member_ids, *event.ticket_ids]
    redaction = Redaction(texts=eventlog.told(session, subjects, ("name", "phone", "email")))
    eventlog.erase(session, subjects, KEPT)
    erasure.rewrite_machinery(session, redaction)
    erasure.give_up_events(session, subjects)
    copies.end(session, contracts.CustomerChanged, Customer, event.customer_id)
    erasure.record(session, event.customer_id, event.estate_id)
