"""The resident's link to the state of the own ticket; it needs no account."""

from functools import cache
from uuid import UUID

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from services.ticketing import config

LASTS_DAYS = 180


def status_url(session: Session, ticket_id: UUID) -> str:
    settings = config.settings_of(session)
    return f"{settings.public_url}/ticketing/status/{_signer(settings.secret_key).dumps(ticket_id.hex)}"


def ticket_of_link(settings: config.Settings, token: str) -> UUID | None:
    """The ticket that the link shows; None when it is forged or older than 180 days."""
    try:
        return UUID(_signer(settings.secret_key).loads(token, max_age=LASTS_DAYS * 86_400))
    except (BadSignature, ValueError):
        return None


@cache
def _signer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt="ticket-status")
