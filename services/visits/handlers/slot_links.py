"""The household's link to the time of a visit, and the secret address of a calendar."""

from uuid import UUID

from sqlalchemy.orm import Session

from shared import signed_links
from shared.config import Settings

SLOT, FEED = "visit-slot", "visit-feed"
LASTS_DAYS = 120
FEED_DAYS = 3650


def slot_link(session: Session, visit_id: UUID) -> str:
    """The full public address."""
    return f"{_settings(session).public_url}/visits/slot/{_token(session, SLOT, visit_id)}"


def visit_of(session: Session, token: str) -> UUID | None:
    """The visit; None when the link is forged or older than 120 days."""
    return signed_links.subject_of(_settings(session).secret_key, SLOT, token, days=LASTS_DAYS)


def feed_link(session: Session, feed_id: UUID) -> str:
    """The full address of a calendar; whoever knows it reads it, until another takes its place."""
    return f"{_settings(session).public_url}/visits/calendar/{_token(session, FEED, feed_id)}.ics"


def feed_of(session: Session, token: str) -> UUID | None:
    return signed_links.subject_of(_settings(session).secret_key, FEED, token, days=FEED_DAYS)


def _token(session: Session, purpose: str, subject: UUID) -> str:
    return signed_links.token_for(_settings(session).secret_key, purpose, subject)


def _settings(session: Session) -> Settings:
    settings: Settings = session.info["settings"]
    return settings
