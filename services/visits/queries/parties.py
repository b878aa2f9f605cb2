"""Reads of the register of outside parties (B4.1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from services.visits.models import Estate, Party, PartyKind, PartyPerson, Standing
from services.visits.queries.floors import today
from shared import paging
from shared.errors import existing
from shared.paging import Page

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KnownParty:
    party: Party
    estate: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Contact:
    """A party with one of its contacts, or with none where nobody is named."""

    known: KnownParty
    person: PartyPerson | None


def parties(
    session: Session,
    *,
    kind: PartyKind | None = None,
    standing: Standing | None = None,
    text: str = "",
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[KnownParty]:
    """By name, with their contacts; those whose dealings have ended only when asked for. Three queries."""
    day = today(session)
    found = select(Party).where(_stands(standing, day)).options(selectinload(Party.persons))
    if kind is not None:
        found = found.where(Party.kind == kind)
    if text:
        person = PartyPerson.name.contains(text, autoescape=True)
        within = Party.name.contains(text, autoescape=True), Party.purpose.contains(text, autoescape=True)
        found = found.where(or_(*within, Party.persons.any(person)))
    listed = paging.page(session, found, (Party.name, Party.id), after=after, limit=limit)
    names = estate_names(session, [row.estate_id for row in listed.items])
    return Page([_known(row, names, day) for row in listed.items], listed.next)


def party(session: Session, party_id: UUID) -> KnownParty:
    """With its contacts. Raises ``NotFound``."""
    row = existing(
        session.scalars(select(Party).where(Party.id == party_id).options(selectinload(Party.persons))).first()
    )
    return _known(row, estate_names(session, [row.estate_id]), today(session))


def contacts(page: Page[KnownParty]) -> Page[Contact]:
    """A line for each contact, as the file has them."""
    return Page(list(_lines(page.items)), page.next)


def estate_names(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    found = session.execute(select(Estate.id, Estate.name).where(Estate.id.in_(set(ids))))
    return {row.id: row.name for row in found}


def _lines(known: Sequence[KnownParty]) -> Iterator[Contact]:
    for row in known:
        for person in row.party.persons or (None,):
            yield Contact(row, person)


def _known(row: Party, names: Mapping[UUID, str], day: date) -> KnownParty:
    return KnownParty(row, names.get(row.estate_id, ""), _standing(row, day))


def _standing(row: Party, day: date) -> Standing:
    if row.ended_on is not None:
        return Standing.ENDED
    if row.contract_until is None or row.contract_until > day + SOON:
        return Standing.GOES_ON
    return Standing.ENDS_SOON if row.contract_until >= day else Standing.RUN_OUT


def _stands(standing: Standing | None, day: date) -> ColumnElement[bool]:
    if standing is Standing.ENDED:
        return Party.ended_on.is_not(None)
    open_ = Party.ended_on.is_(None)
    match standing:
        case Standing.GOES_ON:
            return open_ & (Party.contract_until.is_(None) | (Party.contract_until > day + SOON))
        case Standing.ENDS_SOON:
            return open_ & Party.contract_until.between(day, day + SOON)
        case Standing.RUN_OUT:
            return open_ & (Party.contract_until < day)
    return open_
