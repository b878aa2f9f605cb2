"""Which places for paper a notice concerns."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.models import Notice, PlaceKind, PostingPlace, Premises


def concerned_places(session: Session, notice: Notice) -> Sequence[PostingPlace]:
    """The open places of the buildings that it concerns, and those of the whole estate."""
    places = _open_places(session, notice.estate_id)
    if not notice.places:
        return places
    buildings = {row.id for row in concerned_buildings(session, notice)}
    return [place for place in places if place.building_id is None or place.building_id in buildings]


def lobbies_of(session: Session, estate_id: UUID) -> Sequence[PostingPlace]:
    return [place for place in _open_places(session, estate_id) if place.kind is PlaceKind.LOBBY]


def concerned_buildings(session: Session, notice: Notice) -> Sequence[Premises]:
    """Upward from the floors and units that it names, level by level; all buildings where it names none."""
    if not notice.places:
        found = select(Premises).where(Premises.estate_id == notice.estate_id, Premises.kind == "building")
        return session.scalars(found.order_by(Premises.path)).all()
    buildings: dict[UUID, Premises] = {}
    wanted = {UUID(place) for place in notice.places}
    while wanted:
        rows = session.scalars(select(Premises).where(Premises.id.in_(wanted))).all()
        buildings |= {row.id: row for row in rows if row.kind == "building"}
        wanted = {row.parent_id for row in rows if row.parent_id is not None}
    return sorted(buildings.values(), key=lambda row: row.path)


def _open_places(session: Session, estate_id: UUID) -> Sequence[PostingPlace]:
    found = select(PostingPlace).where(PostingPlace.estate_id == estate_id, PostingPlace.closed_at.is_(None))
    return session.scalars(found.order_by(PostingPlace.id)).all()
