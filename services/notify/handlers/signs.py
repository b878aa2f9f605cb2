"""Keeping the register of signs (A1.3)."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session, selectinload

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.counting import count_up
from services.notify.handlers.fee_categories import check_estate
from services.notify.handlers.inbox import settle_items
from services.notify.handlers.sign_events import announce_sign
from services.notify.models import Premises, Sign, SignCounter, SignKind
from shared import audit, clock, timers
from shared.attachments import AttachmentStore
from shared.errors import N_, DomainError, Invalid, existing

SIGN_DUE = "sign.due"
PHOTO = "photo"


class SignRemoved(DomainError):
    message = N_("This sign has been removed.")


def add_sign(
    session: Session,
    *,
    estate_id: UUID,
    kind: SignKind,
    words: str,
    spot: str,
    interval_days: int,
    building_id: UUID | None = None,
    installed_on: date | None = None,
    photo: bytes = b"",
) -> Sign:
    """Registers a sign, with a number of its own for the label. Raises ``Invalid``."""
    estate, today = check_estate(session, estate_id), clock.today(settings_of(session).site_zone)
    if installed_on is not None and installed_on > today:
        raise Invalid({"installed_on": [N_("This day is still to come.")]})
    last = count_up(session, SignCounter, {"estate_id": estate_id}, SignCounter.last)
    sign = Sign(
        estate_id=estate_id,
        number=f"{estate.code}-S{last:04d}",
        kind=kind,
        words=words,
        spot=spot,
        **_building(session, estate_id, building_id),
        photo=kept_photo(session, photo),
        installed_on=installed_on or today,
        interval_days=interval_days,
        next_due_on=today + timedelta(days=interval_days),
        defects=[],
        inspections=[],
    )
    session.add(sign)
    audit.record(session, "sign.add", sign)
    plan_inspection(session, sign)
    announce_sign(session, contracts.SignRegistered, sign)
    return sign


def change_sign(
    session: Session,
    *,
    sign_id: UUID,
    kind: SignKind,
    words: str,
    spot: str,
    interval_days: int,
    building_id: UUID | None = None,
    photo: bytes = b"",
) -> Sign:
    """Another interval counts from the inspection before. Raises ``NotFound``, ``SignRemoved``, ``Invalid``."""
    sign = standing_sign(session, sign_id)
    with session.no_autoflush:
        told: dict[str, Any] = {"kind": kind, "words": words, "spot": spot}
        told |= _building(session, sign.estate_id, building_id)
        told["next_due_on"] = sign.next_due_on + timedelta(days=interval_days - sign.interval_days)
        told["interval_days"] = interval_days
        told["photo"] = kept_photo(session, photo) or sign.photo
    for name, value in told.items():
        setattr(sign, name, value)
    audit.record(session, "sign.change", sign)
    plan_inspection(session, sign)
    return sign


def remove_sign(session: Session, *, sign_id: UUID, reason: str) -> Sign:
    """It hangs no longer and is inspected no more. Raises ``NotFound``, ``SignRemoved``."""
    sign = standing_sign(session, sign_id)
    sign.removed_at, sign.removed_reason = clock.now(), reason
    audit.record(session, "sign.remove", sign, reason)
    timers.cancel(session, sign.id, SIGN_DUE)
    settle_items(session, subject=sign.id)
    announce_sign(session, contracts.SignTakenDown, sign)
    return sign


def standing_sign(session: Session, sign_id: UUID) -> Sign:
    """With its defects. Raises ``NotFound``, ``SignRemoved``."""
    sign = existing(session.get(Sign, sign_id, options=[selectinload(Sign.defects)]))
    if sign.removed_at is not None:
        raise SignRemoved
    return sign


def plan_inspection(session: Session, sign: Sign) -> None:
    """Who keeps the register is told when the day is over."""
    zone = settings_of(session).site_zone
    ends = datetime.combine(sign.next_due_on + timedelta(days=1), time(), zone)
    timers.cancel(session, sign.id, SIGN_DUE)
    timers.schedule(session, SIGN_DUE, sign.id, ends)


def kept_photo(session: Session, photo: bytes) -> str | None:
    """The key of the photo, None without one. Raises ``Invalid`` for ``photo``."""
    if not photo:
        return None
    return AttachmentStore(settings_of(session).attachments).save_image(BytesIO(photo), PHOTO).key


def _building(session: Session, estate_id: UUID, building_id: UUID | None) -> dict[str, Any]:
    """Raises ``Invalid`` for one that the estate does not have."""
    found = session.get(Premises, building_id) if building_id else None
    if building_id is not None and (found is None or found.estate_id != estate_id):
        raise Invalid({"building_id": [N_("There is no such building in this estate.")]})
    return {"building_id": building_id, "building": found.path if found else ""}
