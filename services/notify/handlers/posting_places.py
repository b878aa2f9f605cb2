"""The register of boards and lobbies where paper hangs."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.handlers.postings import ask_for_new_place
from services.notify.models import Estate, PlaceKind, PostingPlace, Premises
from shared import audit, clock
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing


class PlaceClosed(DomainError):
    message = N_("This place was given up already.")


def add_place(
    session: Session, *, estate_id: UUID, kind: PlaceKind, name: str, building_id: UUID | None = None
) -> PostingPlace:
    """A lobby belongs to a building; a board may belong to the whole estate. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    building = session.get(Premises, building_id) if building_id else None
    if building_id and (building is None or building.estate_id != estate_id or building.kind != "building"):
        raise Invalid({"building_id": [N_("There is no such building in this estate.")]})
    if kind is PlaceKind.LOBBY and building is None:
        raise Invalid({"building_id": [N_("A lobby belongs to a building.")]})
    label = building.path if building else ""
    place = PostingPlace(estate_id=estate_id, kind=kind, name=name, building_id=building_id, building=label)
    session.add(place)
    audit.record(session, "posting_place.add", place)
    session.flush()
    ask_for_new_place(session, place)
    return place


def close_place(session: Session, *, place_id: UUID) -> PostingPlace:
    """Nothing new is posted there; what hangs is still to be taken down. Raises ``NotFound``, ``PlaceClosed``."""
    place = existing(session.get(PostingPlace, place_id))
    if place.closed_at is not None:
        raise PlaceClosed
    place.closed_at = clock.now()
    audit.record(session, "posting_place.close", place)
    return place
