"""Every view names its permission and gets one session: to read, or to write with a single commit at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, TypeVar, cast

from flask import current_app, g, request
from limits import RateLimitItem, parse
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from shared.actors import RESIDENT
from shared.db import act_as
from shared.errors import N_, DomainError, Forbidden
from shared.permissions import permits
from shared.web import idempotency
from shared.web.identity import actor, person
from shared.web.site import site

PUBLIC = "public"
EVERY_ROLE = "today.read"
View = TypeVar("View", bound=Callable[..., Any])

__all__ = ["EVERY_ROLE", "PUBLIC", "actor", "db", "open_to_all", "reads", "signed_in", "writes"]


class SignInNeeded(DomainError):
    """Nobody is signed in, or no longer; HTTP status 401."""

    status = 401
    message = N_("Please sign in.")


class NotPermitted(Forbidden):
    """None of the person's roles, or of the system's scopes, has ``permission``."""

    message = N_("Your role does not allow this.")

    def __init__(self, permission: str) -> None:
        super().__init__()
        self.permission = permission


def reads(permission: str, *, limit: str | None = None) -> Callable[[View], View]:
    """A view that reads. ``limit`` (``20 per minute``) bounds the requests of one address."""
    return _guard(permission, writing=False, limit=limit)


def writes(
    permission: str, *, limit: str | None = None, from_any_service: bool = False, keeps_answer: bool = True
) -> Callable[[View], View]:
    """A view in one transaction: committed when it returns, undone when it raises.

    ``from_any_service`` takes forms of the other services' pages, whose form tokens this service cannot check.
    Without ``keeps_answer`` an ``Idempotency-Key`` is not honoured: for requests and answers that hold a secret,
    of which no trace may be stored, and which do no harm when they come twice.
    """
    return _guard(permission, writing=True, limit=limit, from_any_service=from_any_service, keeps_answer=keeps_answer)


def open_to_all(view: View) -> View:
    """A view that needs neither a permission nor a session of the database."""
    vars(view)["permission"] = PUBLIC
    return view


def db() -> Session:
    """The session of this request."""
    session: Session = g.session
    return session


def signed_in() -> bool:
    return person() is not None


def _guard(
    permission: str, *, writing: bool, limit: str | None, from_any_service: bool = False, keeps_answer: bool = True
) -> Callable[[View], View]:
    rate = parse(limit) if limit else None

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if rate is not None:
                _count(rate)
            with _session(writing=writing) as session:
                _require(permission)
                if not writing:
                    return view(*args, **kwargs)
                verb = partial(view, *args, **kwargs)
                response = idempotency.once(session, actor(), verb) if keeps_answer else verb()
                session.commit()
                return response

        vars(guarded).update(permission=permission, writing=writing, limit=limit, from_any_service=from_any_service)
        told = {"permission": permission, "repeatable": writing and keeps_answer}
        vars(guarded)["_apidoc"] = {**getattr(view, "_apidoc", {}), "guard": told}
        return cast(View, guarded)

    return decorate


def _count(rate: RateLimitItem) -> None:
    if not site().limiter.hit(rate, str(request.endpoint), str(request.remote_addr)):
        raise TooManyRequests


def _require(permission: str) -> None:
    if permission == PUBLIC:
        return
    asking = person()
    if asking is None:
        raise SignInNeeded
    if not permits(asking, permission):
        raise NotPermitted(permission)


@contextmanager
def _session(*, writing: bool) -> Iterator[Session]:
    """Who asks is read in it, then what the view needs; leaving it undoes what was not committed."""
    with site().database.session(RESIDENT, writing=writing) as session:
        g.session = session
        try:
            act_as(session, actor())
            yield session
        finally:
            del g.session


def accepts_foreign_forms() -> bool:
    """Whether the view of this request takes forms of other services."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "from_any_service", False))
