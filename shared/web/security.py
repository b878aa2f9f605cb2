"""What every answer and every request must keep: strict CSP, form tokens, nothing of the staff's pages cached."""

from typing import Any

from flask import Flask, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError

from shared.errors import N_, DomainError
from shared.web.access import accepts_foreign_forms
from shared.web.errors import refused
from shared.web.identity import uses_cookie
from shared.web.responses import wants_json
from shared.web.site import site

LARGEST_BODY = 32 * 1024 * 1024
CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=()",
}


class FormExpired(DomainError):
    """HTTP status 400."""

    status = 400
    message = N_("This page was open for too long. Go back, reload it and send it again.")


def install(app: Flask, *, secure_cookies: bool, name: str) -> CSRFProtect:
    app.config.update(
        SESSION_COOKIE_NAME=f"linli_{name}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure_cookies,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    app.before_request(_refuse_forged)
    app.after_request(_add_headers)
    app.register_error_handler(CSRFError, _form_expired)
    return CSRFProtect(app)


def _refuse_forged() -> None:
    """Forms carry a token; JSON does when the sign-in comes as a cookie, which browsers add by themselves."""
    if wants_json() and not uses_cookie():
        return
    if not accepts_foreign_forms():
        site().csrf.protect()


def _form_expired(_error: CSRFError) -> Any:
    return refused(FormExpired())


def _add_headers(response: Any) -> Any:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint not in {"shared.static", "bootstrap.static"}:
        response.headers.setdefault("Cache-Control", "private, no-cache" if response.is_streamed else "no-store")
    return response
