"""Signing in by user name and password for a bearer token."""

from typing import Any

from flask_smorest import Blueprint

from services.ticketing import handlers
from services.ticketing.config import settings_of
from services.ticketing.models import Staff
from services.ticketing.schemas import CredentialsSchema, TokenSchema
from shared import tokens
from shared.errors import N_, DomainError
from shared.web import PUBLIC, db, refused, writes

sessions = Blueprint("sessions", __name__, url_prefix="/api/v1", description="Signing in")


class WrongCredentials(DomainError):
    """HTTP status 401."""

    status = 401
    message = N_("User name or password is wrong.")


@sessions.post("/sessions")
@writes(PUBLIC, limit="30 per minute")
@sessions.arguments(CredentialsSchema)
@sessions.response(201, TokenSchema)
@sessions.alt_response(401, description="User name or password is wrong.")
def create_session(credentials: dict[str, str]) -> Any:
    """Exchanges user name and password for a token."""
    signed_in = handlers.sign_in(db(), **credentials)
    if signed_in is None:
        return refused(WrongCredentials())
    token, expires_at = token_for(signed_in[0].staff)
    return {"token": token, "expires_at": expires_at}


def token_for(staff: Staff) -> Any:
    """A fresh sign-in token and when it expires."""
    return tokens.issue(
        settings_of(db()).session_signing_key,
        subject=staff.id,
        name=staff.name,
        roles=staff.roles,
        estates=staff.estates,
        language=staff.language,
    )
