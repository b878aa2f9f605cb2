"""Photos of a visit, and the signature of who was met: kept with its record, gone with the household."""

import base64
import binascii
from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from services.visits.config import settings_of
from services.visits.models import (
    MOST_PHOTOS,
    NoRecordYet,
    PictureKind,
    SignedAlready,
    TooManyPhotos,
    Visit,
    VisitPicture,
    VisitState,
)
from shared import audit, clock, timers
from shared.attachments import AttachmentStore
from shared.db import actor_of
from shared.erasure import table_of
from shared.errors import N_, Invalid, existing

DROP_FILE = "file.drop"
PNG = "data:image/png;base64,"


def add_photos(session: Session, *, visit_id: UUID, photos: Sequence[bytes]) -> list[VisitPicture]:
    """Raises ``NotFound``, ``NoRecordYet``, ``TooManyPhotos``, ``Invalid`` for ``photos``."""
    visit = _recorded(session, visit_id)
    if not photos:
        raise Invalid({"photos": [N_("Choose a photo first.")]})
    if _count(session, visit.id, PictureKind.PHOTO) + len(photos) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    return [_keep(session, visit, PictureKind.PHOTO, photo, "photos") for photo in photos]


def sign_record(session: Session, *, visit_id: UUID, signature: str) -> VisitPicture:
    """``signature`` is drawn on the screen: a PNG as a ``data:`` address.

    Raises ``NotFound``, ``NoRecordYet``, ``SignedAlready``, ``Invalid``.
    """
    visit = _recorded(session, visit_id)
    if _count(session, visit.id, PictureKind.SIGNATURE):
        raise SignedAlready
    return _keep(session, visit, PictureKind.SIGNATURE, _drawn(signature), "signature")


def drop_picture(session: Session, *, picture_id: UUID) -> UUID:
    """Returns the visit. Raises ``NotFound``."""
    picture = existing(session.get(VisitPicture, picture_id))
    audit.record(session, "visit_picture.drop", picture)
    session.delete(picture)
    timers.schedule(session, DROP_FILE, picture.id, clock.now(), key=picture.key)
    return picture.visit_id


def drop_pictures(session: Session, customer_id: UUID) -> None:
    """Those of a household that is erased."""
    session.flush()
    table = table_of(VisitPicture)
    own = table.c.customer_id == customer_id
    found = session.execute(select(table.c.id, table.c.key).where(own)).all()
    session.connection().execute(delete(table).where(own))
    for picture_id, key in found:
        timers.schedule(session, DROP_FILE, picture_id, clock.now(), key=key)


def drop_file(session: Session, *, key: str) -> None:
    """Deletes a file that no picture needs any more; the same content may have come again."""
    if not session.scalar(select(exists().where(VisitPicture.key == key))):
        AttachmentStore(settings_of(session).attachments).delete(key)


def _recorded(session: Session, visit_id: UUID) -> Visit:
    visit = existing(session.get(Visit, visit_id, with_for_update=True))
    if visit.state is not VisitState.DONE:
        raise NoRecordYet
    return visit


def _count(session: Session, visit_id: UUID, kind: PictureKind) -> int:
    own = VisitPicture.visit_id == visit_id, VisitPicture.kind == kind
    return session.scalar(select(func.count(VisitPicture.id)).where(*own)) or 0


def _keep(session: Session, visit: Visit, kind: PictureKind, data: bytes, field: str) -> VisitPicture:
    kept = AttachmentStore(settings_of(session).attachments).save_image(BytesIO(data), field)
    added = {"added_by": actor_of(session).name, "added_at": clock.now()}
    about = {"estate_id": visit.estate_id, "visit_id": visit.id, "customer_id": visit.customer_id}
    picture = VisitPicture(**about, kind=kind, key=kept.key, **added)
    session.add(picture)
    audit.record(session, "visit_picture.add", picture)
    return picture


def _drawn(signature: str) -> bytes:
    """Raises ``Invalid``."""
    try:
        return base64.b64decode(signature.removeprefix(PNG), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid({"signature": [N_("Please sign in the field.")]}) from error
