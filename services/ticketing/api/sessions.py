"""Signing in by user name and password for a bearer token."""

from typing import Any

from services.ticketing import handlers
from services.ticketing.schemas import CredentialsSchema, TokenSchema
from shared import clock
from shared.errors import N_, DomainError
from shared.web import PUBLIC, ApiBlueprint, db, refused, writes

sessions = ApiBlueprint("sessions", __name__, url_prefix="/api/v1", description="Signing in")


class WrongCredentials(DomainError):
    """HTTP status 401."""

    status = 401
    message = N_("User name or password is wrong.")


@sessions.post("/sessions")
@writes(PUBLIC, limit="30 per minute", keeps_answer=False)
@sessions.arguments(CredentialsSchema)
@sessions.response(201, TokenSchema)
@sessions.alt_response(401, description="User name or password is wrong.")
def create_session(credentials: dict[str, str]) -> Any:
    """Exchanges user name and password for a token; in its first minutes it signs statements too."""
    signed_in = handlers.sign_in(db(), **credentials)
    if signed_in is None:
        return refused(WrongCredentials())
    token, expires_at = handlers.session_token(db(), signed_in[0].staff, clock.now())
    return {"token": token, "expires_at": expires_at}
