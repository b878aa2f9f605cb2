"""Every error as problem+json (RFC 9457) for programs, as a page for people; both in the reader's language."""

import json
from typing import Any
from urllib.parse import urlencode

import structlog
from flask import Flask, Response, g, make_response, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from shared import permissions, tracing
from shared.errors import N_, DomainError, StaleVersion
from shared.web import validation
from shared.web.access import NotPermitted, SignInNeeded
from shared.web.responses import wants_fragment, wants_page
from shared.web.site import site

PROBLEM = "application/problem+json"
RENEW = "/ticketing/session"
SAYINGS: dict[int, str] = {
    400: N_("This request cannot be read."),
    401: N_("Please sign in."),
    404: N_("There is no such page."),
    405: N_("This address does not take such a request."),
    413: N_("This is too large."),
    415: N_("This kind of content is not taken here."),
    422: N_("Please check the marked fields."),
    429: N_("Too many requests. Please wait a little."),
    500: N_("Something went wrong on our side. It has been logged."),
    503: N_("This is not to be had just now. Please try again in a minute."),
}
DATABASE_DOWN = N_("The database does not answer. Please try again in a minute.")
log = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(StaleDataError, lambda _error: _domain_error(StaleVersion()))
    app.register_error_handler(IntegrityError, lambda _error: _domain_error(StaleVersion()))
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, _unexpected)


def http_error(error: HTTPException) -> Any:
    """Errors of Flask and of flask-smorest, whose ``data`` carries the messages of a schema."""
    if error.response is not None or (error.code or 500) < 400:
        return error
    messages = getattr(error, "data", {}).get("messages", {})
    status = error.code or 500
    sayings = validation.by_field(messages) if messages else {}
    answer = _answer(status, gettext(SAYINGS.get(status, error.description or error.name)), sayings)
    answer.headers.extend(
        (name, value) for name, value in error.get_headers() if name.lower() in {"allow", "retry-after"}
    )
    return answer


def refused(error: DomainError) -> Any:
    """The answer to a refusal that changed something worth keeping, such as a counted failure: return, don't raise."""
    return _domain_error(error)


def _domain_error(error: DomainError) -> Any:
    if isinstance(error, SignInNeeded):
        return _sign_in_needed(error)
    sayings = validation.of_domain_error(error)
    detail = validation.said(error.message, error.params)
    holders = permissions.holders(error.permission) if isinstance(error, NotPermitted) else []
    return _answer(error.status, detail, {field: texts for field, texts in sayings.items() if field}, holders)


def _sign_in_needed(error: DomainError) -> Any:
    if not wants_page() or wants_fragment() or request.method != "GET":
        answer = _answer(error.status, gettext(error.message), {})
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return redirect(f"{RENEW}?{_next()}", 303)


def _next() -> str:
    path = request.script_root + request.full_path.rstrip("?")
    return urlencode({"next": path})


def _database_error(error: SQLAlchemyError) -> Any:
    if site().database.answers():
        return _unexpected(error)
    log.error("database.down", path=request.path)
    g.person = None  # who asks could be read only from the database
    return _answer(503, gettext(DATABASE_DOWN), {})


def _unexpected(error: Exception) -> Any:
    log.exception("request.failed", path=request.path, method=request.method, error=repr(error))
    return _answer(500, gettext(SAYINGS[500]), {})


def _answer(status: int, detail: str, errors: dict[str, list[str]], holders: list[str] | None = None) -> Response:
    """The error in the form that the reader asked for."""
    reference = (tracing.current_traceparent() or "")[3:15]
    show = _page if wants_page() else _problem
    answer = show(status, detail, errors, holders or [], reference)
    if status == 503:
        answer.headers["Retry-After"] = "30"
    return answer


def _problem(status: int, detail: str, errors: dict[str, list[str]], holders: list[str], reference: str) -> Response:
    problem = {"type": "about:blank", "title": _title(status), "status": status, "detail": detail}
    problem |= {"errors": errors} if errors else {}
    problem |= {"holders": holders} if holders else {}
    return Response(json.dumps(problem | {"reference": reference}, ensure_ascii=False), status, content_type=PROBLEM)


def _page(status: int, detail: str, errors: dict[str, list[str]], holders: list[str], reference: str) -> Response:
    names = [gettext(permissions.ROLE_NAMES[role]) for role in holders]
    page = render_template(
        "error.html", status=status, message=detail, errors=errors, reference=reference, holders=names
    )
    return make_response(page, status)


def _title(status: int) -> str:
    return gettext(SAYINGS[status]) if status in SAYINGS else {403: "Forbidden", 409: "Conflict"}.get(status, "Error")
