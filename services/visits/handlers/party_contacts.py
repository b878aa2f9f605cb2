"""The contact log: when, how and with whom of an outside party somebody spoke, about what, and what follows (B4.1)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.parties import party_of
from services.visits.handlers.party_tasks import add_task
from services.visits.models import ContactWay, Party, PartyContact, TaskKind
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Invalid


def log_contact(
    session: Session,
    *,
    party_id: UUID,
    contacted_at: datetime,
    way: ContactWay,
    person: str,
    about: str,
    outcome: str = "",
    next_step: str = "",
    next_step_on: date | None = None,
    follower_id: UUID | None = None,
) -> PartyContact:
    """Raises ``NotFound``, ``PartyEnded``, ``Invalid``."""
    party = party_of(session, party_id)
    party.check_going_on()
    check_past(contacted_at, "contacted_at")
    if bool(next_step) is not (next_step_on is not None):
        field = "next_step_on" if next_step else "next_step"
        raise Invalid({field: [N_("A next step has its day.")]})
    facts = {"contacted_at": contacted_at, "way": way, "person": person, "about": about, "outcome": outcome}
    noted = {"recorded_by": actor_of(session).name, "recorded_at": clock.now()}
    contact = PartyContact(estate_id=party.estate_id, party_id=party.id, party=party, **facts, **noted)
    session.add(contact)
    audit.record(session, "party_contact.log", contact)
    _tell(session, party, contact, next_step_on)
    if next_step_on is not None:
        step = {"title": next_step, "owner": "", "due_on": next_step_on, "follower_id": follower_id}
        add_task(session, party, TaskKind.NEXT_STEP, source_id=contact.id, **step)  # type: ignore[arg-type] # as named
    return contact


def check_past(moment: datetime, field: str) -> None:
    """Raises ``Invalid``."""
    if moment > clock.now():
        raise Invalid({field: [N_("This is still to come.")]})


def _tell(session: Session, party: Party, contact: PartyContact, next_step_on: date | None) -> None:
    actor = actor_of(session)
    event = contracts.ContactLogged(
        estate_id=party.estate_id,
        party_id=party.id,
        party=party.name,
        by=actor.name,
        by_id=actor.id,
        at=clock.now(),
        contact_id=contact.id,
        party_kind=party.kind.value,
        way=contact.way.value,
        contacted_at=contact.contacted_at,
        next_step_on=next_step_on,
    )
    outbox.add(session, event, contact)
