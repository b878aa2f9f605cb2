"""The full state of an outside party, as the calendar and other services are told it."""

from services.visits import contracts
from services.visits.models import Party


def party_state(party: Party) -> contracts.PartyChanged:
    told = ("id", "estate_id", "name", "purpose", "contract_from", "contract_until", "ended_on", "registered_at")
    facts = {name: getattr(party, name) for name in told}
    return contracts.PartyChanged(**facts, kind=party.kind.value, deleted=False)
