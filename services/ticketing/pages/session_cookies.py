"""The two cookies of a sign-in: a short-lived token for every service, and the secret that renews it."""

from datetime import datetime
from typing import Any

from services.ticketing import handlers
from services.ticketing.models import SIGN_IN_LASTS, Staff
from shared.web import db
from shared.web.identity import SESSION_COOKIE
from shared.web.site import site

SECRET_COOKIE = "linli_sign_in"  # noqa: S105 - the cookie's name
# The secret travels only to where it is needed: to be renewed, and to be ended.
SECRET_PATHS = ("/ticketing/session", "/ticketing/sign-out")


def with_sign_in(response: Any, staff: Staff, secret: str, proven_at: datetime | None = None) -> Any:
    """``response`` with both cookies of a new sign-in."""
    for path in SECRET_PATHS:
        _set(response, SECRET_COOKIE, secret, path)
    return with_token(response, staff, proven_at)


def with_token(response: Any, staff: Staff, proven_at: datetime | None = None) -> Any:
    """``response`` with a fresh token of the account; ``proven_at`` is of who has just proved who they are."""
    token, _expires_at = handlers.session_token(db(), staff, proven_at)
    _set(response, SESSION_COOKIE, token, "/")
    return response


def without_sign_in(response: Any) -> Any:
    response.delete_cookie(SESSION_COOKIE, path="/")
    for path in SECRET_PATHS:
        response.delete_cookie(SECRET_COOKIE, path=path)
    return response


def _set(response: Any, name: str, value: str, path: str) -> None:
    response.set_cookie(
        name,
        value,
        path=path,
        max_age=SIGN_IN_LASTS,
        httponly=True,
        samesite="Lax",
        secure=site().settings.secure_cookies,
    )
