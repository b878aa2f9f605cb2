"""Reads of estates, premises and households."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from services.ticketing.models import Customer, CustomerTerm, Estate, Premises, PremisesKind
from services.ticketing.models.terms import typed_terms
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page, page
from shared.prefixes import begins

MATCHES_READ = 200
HOUSEHOLDS_READ = 50


def estates(session: Session) -> Sequence[Estate]:
    """The estates that the reader sees, by name."""
    found = select(Estate).order_by(Estate.name)
    own = actor_of(session).estates
    return session.scalars(found if own is None else found.where(Estate.id.in_(own))).all()


def unit_paths(session: Session, estate_code: str) -> set[str]:
    """The paths of the units of an estate, empty for an unknown one."""
    found = select(Premises.path).join(Estate, Estate.id == Premises.estate_id)
    return set(session.scalars(found.where(Estate.code == estate_code, Premises.kind == PremisesKind.UNIT)))


def estate(session: Session, estate_id: UUID) -> Estate:
    """Raises ``NotFound``, also for an estate that the reader does not see."""
    return existing(session.get(Estate, estate_id) if actor_of(session).sees(estate_id) else None)


def place(session: Session, place_id: UUID) -> Premises:
    """One building, floor or unit. Raises ``NotFound``."""
    return existing(session.get(Premises, place_id))


def customer(session: Session, customer_id: UUID) -> Customer:
    """Raises ``NotFound``."""
    return existing(session.get(Customer, customer_id))


def customers(
    session: Session, *, text: str = "", unit_id: UUID | None = None, after: str | None = None, limit: int = 50
) -> Page[Customer]:
    """Households, newest first, none twice; ``text`` is matched as in ``search_customers``."""
    found = select(Customer).where(Customer.merged_into_id.is_(None), Customer.erased_at.is_(None))
    if unit_id is not None:
        found = found.where(Customer.unit_id == unit_id)
    for word in typed_terms(text):
        found = found.where(Customer.id.in_(select(CustomerTerm.customer_id).where(begins(CustomerTerm.term, word))))
    return page(session, found, [Customer.id.desc()], after=after, limit=limit)


def households_of_unit(session: Session, unit_id: UUID) -> Sequence[Customer]:
    """Who lives in the unit, then who lived there before, the last to leave first."""
    here = Customer.unit_id == unit_id, Customer.merged_into_id.is_(None), Customer.erased_at.is_(None)
    found = select(Customer).where(*here)
    order = (Customer.moved_out_on.is_not(None), Customer.moved_out_on.desc(), Customer.id.desc())
    return session.scalars(found.order_by(*order).limit(HOUSEHOLDS_READ)).all()


def search_customers(session: Session, text: str, limit: int = 10) -> list[Customer]:
    """Households whose name, pinyin, initials, phone or unit begin with each word typed; those living here first.

    Two queries, whatever is typed.
    """
    words = typed_terms(text)
    if not words:
        return []
    ids = list(dict.fromkeys(session.scalars(_matches(words).limit(MATCHES_READ))))
    found = session.scalars(select(Customer).where(Customer.id.in_(ids))).all()
    place = {customer_id: index for index, customer_id in enumerate(ids)}
    return sorted(found, key=lambda row: (row.moved_out_on is not None, place[row.id]))[:limit]


def _matches(words: list[str]) -> Select[UUID]:
    """The ids with all words, in the order of the longest word's terms: an exact match comes first."""
    first, *others = words
    found = select(CustomerTerm.customer_id).where(begins(CustomerTerm.term, first)).order_by(CustomerTerm.term)
    for word in others:
        term = aliased(CustomerTerm)
        found = found.where(exists().where(term.customer_id == CustomerTerm.customer_id, begins(term.term, word)))
    return found


def premises(
    session: Session,
    *,
    estate_id: UUID | None = None,
    kind: PremisesKind | None = None,
    parent_id: UUID | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Premises]:
    """Buildings, floors and units by path."""
    found = select(Premises)
    if estate_id is not None:
        found = found.where(Premises.estate_id == estate_id)
    if kind is not None:
        found = found.where(Premises.kind == kind)
    if parent_id is not None:
        found = found.where(Premises.parent_id == parent_id)
    return page(session, found, [Premises.path, Premises.id], after=after, limit=limit)


def search_premises(
    session: Session, text: str, *, kind: PremisesKind | None = None, limit: int = 10
) -> Sequence[Premises]:
    """Buildings, floors and units whose full label contains each word typed; the largest first."""
    words = text.split()
    if not words:
        return []
    found = select(Premises).where(*(Premises.path.icontains(word, autoescape=True) for word in words))
    if kind is not None:
        found = found.where(Premises.kind == kind)
    return session.scalars(found.order_by(func.length(Premises.path), Premises.path).limit(limit)).all()
