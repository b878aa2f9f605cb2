"""The link by which a household answers, without an account."""

from uuid import UUID

from sqlalchemy.orm import Session

from shared import signed_links
from shared.config import Settings

LASTS_DAYS = 180
PURPOSE = "survey-answer"


def answer_link(session: Session, invitation_id: UUID) -> str:
    """The full public address of the household's own questionnaire."""
    settings: Settings = session.info["settings"]
    return f"{settings.public_url}/survey/answer/{signed_links.token_for(settings.secret_key, PURPOSE, invitation_id)}"


def invitation_of(session: Session, token: str) -> UUID | None:
    """The invitation; None when the link is forged or older than 180 days."""
    settings: Settings = session.info["settings"]
    return signed_links.subject_of(settings.secret_key, PURPOSE, token, days=LASTS_DAYS)
