"""What survey keeps about a household, to be handed out to it."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.survey.models import Customer
from shared import eventlog
from shared.errors import N_, existing
from shared.personal_data import PersonalData, Word, part

KIND_NAMES = {"owner": N_("owner"), "tenant": N_("tenant")}
HOUSEHOLD = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "unit_path": N_("Place"),
    "language": N_("Language"),
    "key_customer": N_("Key customer"),
    "moved_in_on": N_("Moved in"),
    "moved_out_on": N_("Moved out"),
}


def personal_data(session: Session, customer_id: UUID) -> PersonalData:
    """The copy of the household, and the events that have made it. Raises ``NotFound``."""
    household = existing(session.get(Customer, customer_id))
    words = {"kind": Word(household.kind), "language": Word(household.language)}
    return PersonalData(
        customer_id=household.id,
        estate_id=household.estate_id,
        name=household.name,
        language=household.language,
        parts=[
            part("household", N_("Household"), HOUSEHOLD, [{**vars(household), **words}]),
            part("events", N_("Events received"), eventlog.TOLD, eventlog.received(session, [customer_id])),
        ],
        words=KIND_NAMES,
    )
