"""Pictures that belong to the record of a visit: photos, and the signature of who was met."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.visits.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Identified
from shared.errors import N_, DomainError

MOST_PHOTOS = 12


class PictureKind(StrEnum):
    PHOTO = "photo"
    SIGNATURE = "signature"


PICTURE_NAMES = {PictureKind.PHOTO: N_("photo"), PictureKind.SIGNATURE: N_("signature of who was met")}


class NoRecordYet(DomainError):
    message = N_("Pictures belong to the record of a visit: record it first.")


class SignedAlready(DomainError):
    message = N_("The record has been signed already.")


class TooManyPhotos(DomainError):
    message = N_("A record holds at most %(most)s photos.")


class VisitPicture(Identified, EstateOwned, Audited, Base):
    """``key`` is the file's in the attachment store."""

    __tablename__ = "visit_picture"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[PictureKind]
    key: Mapped[str] = mapped_column(Text, index=True)
    added_by: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
