"""Links by which residents act without an account: signed, for one purpose and one subject, valid for 180 days."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session, object_session

from services.ticketing import config
from services.ticketing.models import Reporter
from shared import signed_links

LASTS_DAYS = 180


class Purpose(StrEnum):
    """What the link opens; the value is the part of the address before the token."""

    STATUS = "status"
    RATING = "rating"
    REPORT = "report"
    QUOTE = "quote"


def resident_link(session: Session, purpose: Purpose, subject: UUID) -> str:
    """The full public address for ``subject``, the id of what the link is about."""
    settings = config.settings_of(session)
    token = signed_links.token_for(settings.secret_key, _salt(purpose), subject)
    return f"{settings.public_url}/ticketing/{purpose}/{token}"


def reporter_url(reporter: Reporter) -> str:
    """A further household's own status link: how the request stands, but not whose home it is about."""
    session = object_session(reporter)
    return resident_link(session, Purpose.REPORT, reporter.id) if session and reporter.customer_id else ""


def subject_of(settings: config.Settings, purpose: Purpose, token: str) -> UUID | None:
    """The subject of the link; None when it is forged, made for another purpose, or older than 180 days."""
    return signed_links.subject_of(settings.secret_key, _salt(purpose), token, days=LASTS_DAYS)


def _salt(purpose: Purpose) -> str:
    return f"ticket-{purpose}"
