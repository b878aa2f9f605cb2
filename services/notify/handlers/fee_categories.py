"""What income comes from and what the fee is used for (C3.2): rows that each estate changes as it needs."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.notify.models import FIRST_CATEGORIES, Estate, FeeCategory, Flow
from shared import audit, clock
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing

TWICE = N_("There is a category of this name already.")


class CategoryRetired(DomainError):
    message = N_("This category is not used any more.")


def begin_categories(session: Session, *, estate_id: UUID) -> list[FeeCategory]:
    """Those that the procedure names, where the estate has none yet. Raises ``Invalid``."""
    check_estate(session, estate_id)
    if session.scalars(select(FeeCategory.id).where(FeeCategory.estate_id == estate_id).limit(1)).first():
        return []
    return [
        _added(session, estate_id, place, flow, name, name_en)
        for place, (flow, name, name_en) in enumerate(FIRST_CATEGORIES, start=1)
    ]


def add_category(session: Session, *, estate_id: UUID, flow: Flow, name: str, name_en: str = "") -> FeeCategory:
    """The last of its kind. Raises ``Invalid``."""
    begin_categories(session, estate_id=estate_id)
    session.flush()
    _check_name(session, estate_id, flow, name)
    last = session.scalar(select(func.max(FeeCategory.position)).where(FeeCategory.estate_id == estate_id)) or 0
    return _added(session, estate_id, last + 1, flow, name, name_en)


def change_category(session: Session, *, category_id: UUID, name: str, name_en: str = "") -> FeeCategory:
    """Another name from now on; statements keep what they said.

    Raises ``NotFound``, ``CategoryRetired``, ``Invalid``.
    """
    row = _in_use(session, category_id)
    _check_name(session, row.estate_id, row.flow, name, but=row.id)
    row.name, row.name_en = name, name_en
    audit.record(session, "fee_category.change", row)
    return row


def retire_category(session: Session, *, category_id: UUID) -> FeeCategory:
    """Raises ``NotFound``, ``CategoryRetired``."""
    row = _in_use(session, category_id)
    row.retired_at = clock.now()
    audit.record(session, "fee_category.retire", row)
    return row


def check_estate(session: Session, estate_id: UUID) -> Estate:
    """Raises ``Invalid`` for one that the actor does not see."""
    found = session.get(Estate, estate_id)
    if found is None or not actor_of(session).sees(estate_id):
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    return found


def _in_use(session: Session, category_id: UUID) -> FeeCategory:
    row = existing(session.get(FeeCategory, category_id))
    if row.retired_at is not None:
        raise CategoryRetired
    return row


def _check_name(session: Session, estate_id: UUID, flow: Flow, name: str, but: UUID | None = None) -> None:
    same = select(FeeCategory.id).where(
        FeeCategory.estate_id == estate_id, FeeCategory.flow == flow, FeeCategory.name == name
    )
    found = session.scalars(same.where(FeeCategory.retired_at.is_(None))).all()
    if any(key != but for key in found):
        raise Invalid({"name": [TWICE]})


def _added(session: Session, estate_id: UUID, place: int, flow: Flow, name: str, name_en: str) -> FeeCategory:
    row = FeeCategory(estate_id=estate_id, flow=flow, name=name, name_en=name_en, position=place)
    session.add(row)
    audit.record(session, "fee_category.add", row)
    return row
