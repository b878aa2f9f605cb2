"""Reads for what is printed of a campaign, and for keying in what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.survey.models import Invitation, PaperEntry, Sheet
from shared.errors import existing

AT_ONCE = 100  # forms in one print


@dataclass(frozen=True, slots=True)
class Keyed:
    """A form that was keyed in once, beside what it was keyed as."""

    entry: PaperEntry
    sheet: Sheet


def numbered(session: Session, campaign_id: UUID, first: int, most: int = AT_ONCE) -> Sequence[Invitation]:
    """The households from the serial number ``first`` on, whether or not they have answered."""
    own = select(Invitation).where(Invitation.campaign_id == campaign_id, Invitation.serial >= first)
    return session.scalars(own.order_by(Invitation.serial).limit(most)).unique().all()


def last_number(session: Session, campaign_id: UUID) -> int:
    return session.scalar(select(func.max(Invitation.serial)).where(Invitation.campaign_id == campaign_id)) or 0


def keyed(session: Session, campaign_id: UUID, serial: int) -> Keyed:
    """Raises ``NotFound``."""
    own = select(PaperEntry).where(PaperEntry.campaign_id == campaign_id, PaperEntry.serial == serial)
    entry = existing(session.scalars(own).first())
    return Keyed(entry, session.get_one(Sheet, entry.sheet_id))


def waiting_entries(session: Session, campaign_id: UUID) -> Sequence[PaperEntry]:
    """Those that were keyed in once, and those where the two entries differ."""
    own = select(PaperEntry).where(PaperEntry.campaign_id == campaign_id, ~PaperEntry.settled)
    return session.scalars(own.order_by(PaperEntry.serial).limit(AT_ONCE)).all()
