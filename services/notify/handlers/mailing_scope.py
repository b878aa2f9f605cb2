"""Which households a notice concerns: by place, from the home upward, and by what they are there."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.handlers.routes import has_moved_out
from services.notify.models import Audience, Customer, Notice, Premises

KINDS = {Audience.OWNERS: "owner", Audience.TENANTS: "tenant"}


class HomesUnknown(LookupError):
    """Copies from before homes were told: whoever runs the system sends them again (``worker republish``)."""


def in_scope(session: Session, notice: Notice, chunk: Sequence[Customer]) -> set[UUID]:
    """Those of the chunk who live there now. Raises ``HomesUnknown``."""
    if (notice.places or notice.audience in KINDS) and any(row.kind is None for row in chunk):
        raise HomesUnknown("The households' homes are not known yet; run ticketing's worker republish.")
    settings, kind = settings_of(session), KINDS.get(notice.audience)
    living = [row for row in chunk if row.merged_into_id is None and not has_moved_out(settings, row)]
    meant = [row for row in living if kind is None or row.kind == kind]
    if not notice.places:
        return {row.id for row in meant}
    inside = _inside(session, {UUID(place) for place in notice.places}, {row.unit_id for row in meant if row.unit_id})
    return {row.id for row in meant if row.unit_id in inside}


def _inside(session: Session, places: set[UUID], units: set[UUID]) -> set[UUID]:
    """The units that are one of the places, or lie in one: level by level, one query each."""
    above = {unit: unit for unit in units}
    found = {unit for unit in units if unit in places}
    while left := {unit: place for unit, place in above.items() if unit not in found}:
        parents = _parents(session, set(left.values()))
        above = {unit: parents[place] for unit, place in left.items() if place in parents}
        found |= {unit for unit, place in above.items() if place in places}
    return found


def _parents(session: Session, places: Iterable[UUID]) -> dict[UUID, UUID]:
    columns = select(Premises.id, Premises.parent_id).where(Premises.id.in_(places), Premises.parent_id.is_not(None))
    return {row.id: row.parent_id for row in session.execute(columns)}
