"""The register of outside parties: registered, changed, ended, taken up again; whom to turn to there (B4.1)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.handlers.party_events import party_state
from services.visits.handlers.talk_deadlines import promise_talks
from services.visits.models import Estate, Party, PartyGoesOn, PartyIsThere, PartyKind, PartyPerson
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Invalid, existing


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at the party."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""


def register_party(
    session: Session,
    *,
    estate_id: UUID,
    kind: PartyKind,
    name: str,
    purpose: str = "",
    contract_from: date | None = None,
    contract_until: date | None = None,
    notes: str = "",
    persons: Sequence[Person] = (),
) -> Party:
    """Raises ``Invalid``, ``PartyIsThere``."""
    check_estate(session, estate_id)
    _check_contract(contract_from, contract_until)
    if known_party(session, estate_id, kind, name) is not None:
        raise PartyIsThere
    facts = {"kind": kind, "name": name, "purpose": purpose, "notes": notes}
    contract = {"contract_from": contract_from, "contract_until": contract_until}
    party = Party(estate_id=estate_id, **facts, **contract, reason="", registered_at=clock.now())
    session.add(party)
    audit.record(session, "party.register", party)
    _tell(session, party)
    _promise(session, party)
    for person in persons:
        _add(session, party, person)
    return party


def change_party(session: Session, *, party_id: UUID, **facts: Any) -> Party:
    """What is not told stays as it is. Raises ``NotFound``, ``PartyEnded``, ``PartyIsThere``, ``Invalid``."""
    party = party_of(session, party_id)
    party.check_going_on()
    _check_contract(*(facts.get(name, getattr(party, name)) for name in ("contract_from", "contract_until")))
    namesake = known_party(session, party.estate_id, party.kind, facts.get("name", party.name))
    if namesake is not None and namesake is not party:
        raise PartyIsThere
    return _change(session, party, facts)


def fill_in(session: Session, party: Party, facts: dict[str, Any], persons: Sequence[Person]) -> bool:
    """What a file tells of a known party; whether anything of it was new."""
    new = {name: value for name, value in facts.items() if value and value != getattr(party, name)}
    _check_contract(new.get("contract_from", party.contract_from), new.get("contract_until", party.contract_until))
    there = {person.name for person in _persons(session, party)}
    added = [person for person in persons if person.name not in there]
    if new:
        _change(session, party, new)
    for person in added:
        _add(session, party, person)
    return bool(new or added)


def end_party(session: Session, *, party_id: UUID, on: date, reason: str) -> Party:
    """The dealings end with that day. Raises ``NotFound``, ``PartyEnded``."""
    party = party_of(session, party_id)
    party.check_going_on()
    party.ended_on, party.reason = on, reason
    audit.record(session, "party.end", party, reason)
    _tell(session, party)
    return party


def resume_party(session: Session, *, party_id: UUID) -> Party:
    """The dealings go on after all. Raises ``NotFound``, ``PartyGoesOn``, ``PartyIsThere``."""
    party = party_of(session, party_id)
    if party.ended_on is None:
        raise PartyGoesOn
    if known_party(session, party.estate_id, party.kind, party.name) is not None:
        raise PartyIsThere
    party.ended_on, party.reason = None, ""
    audit.record(session, "party.resume", party)
    _tell(session, party)
    _promise(session, party)
    return party


def add_person(session: Session, *, party_id: UUID, **facts: str) -> PartyPerson:
    """Raises ``NotFound``, ``PartyEnded``."""
    party = party_of(session, party_id)
    party.check_going_on()
    return _add(session, party, Person(**facts))


def drop_person(session: Session, *, person_id: UUID) -> UUID:
    """Returns the party. Raises ``NotFound``."""
    person = existing(session.get(PartyPerson, person_id))
    audit.record(session, "party.drop_person", person)
    session.delete(person)
    return person.party_id


def party_of(session: Session, party_id: UUID) -> Party:
    """Raises ``NotFound``."""
    return existing(session.get(Party, party_id))


def check_estate(session: Session, estate_id: UUID) -> None:
    """Raises ``Invalid``."""
    seen = actor_of(session).estates
    if session.get(Estate, estate_id) is None or (seen is not None and estate_id not in seen):
        raise Invalid({"estate_id": [N_("Choose an estate.")]})


def known_party(session: Session, estate_id: UUID, kind: PartyKind, name: str) -> Party | None:
    """The one with which dealings go on."""
    same = Party.estate_id == estate_id, Party.kind == kind, Party.name == name, Party.ended_on.is_(None)
    return session.scalars(select(Party).where(*same)).first()


def _change(session: Session, party: Party, facts: dict[str, Any]) -> Party:
    for name, value in facts.items():
        setattr(party, name, value)
    if session.is_modified(party):
        audit.record(session, "party.change", party)
        _tell(session, party)
    return party


def _add(session: Session, party: Party, person: Person) -> PartyPerson:
    row = PartyPerson(estate_id=party.estate_id, party_id=party.id, **asdict(person))
    session.add(row)
    audit.record(session, "party.add_person", row)
    return row


def _persons(session: Session, party: Party) -> Sequence[PartyPerson]:
    return session.scalars(select(PartyPerson).where(PartyPerson.party_id == party.id)).all()


def _check_contract(begins: date | None, ends: date | None) -> None:
    if begins is not None and ends is not None and ends < begins:
        raise Invalid({"contract_until": [N_("This is before the first day.")]})


def _tell(session: Session, party: Party) -> None:
    outbox.add(session, party_state(party), party)


def _promise(session: Session, party: Party) -> None:
    if party.kind is PartyKind.CONTRACTOR:
        promise_talks(session, party.estate_id)
