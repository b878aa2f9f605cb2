"""Who asks: a member of staff by sign-in cookie or bearer token, another system by bearer token, or nobody known."""

from contextlib import nullcontext
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from flask import g, request
from sqlalchemy import Select, bindparam, select

from shared import clock, tokens
from shared.actors import RESIDENT, Actor, client_actor, staff_actor
from shared.tokens import BadToken, Claims
from shared.web.site import site

SESSION_COOKIE = "linli_session"
PROOF_LASTS = timedelta(minutes=5)


def actor() -> Actor:
    """Who is signed in, or a resident without account."""
    return person() or RESIDENT


def person() -> Actor | None:
    """The member of staff who is signed in, or the system whose token came; asked for once in a request."""
    if "person" not in g:
        g.person = _identify()
    found: Actor | None = g.person
    return found


def bearer_token() -> str | None:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token else None


def uses_cookie() -> bool:
    """Whether the browser adds the sign-in by itself, so that a request may have been forged by another site."""
    return bearer_token() is None and SESSION_COOKIE in request.cookies


def ages() -> bool:
    """Whether the sign-in token should be renewed soon."""
    claims: Claims | None = g.get("claims")
    return claims is not None and claims.expires_at - clock.now() < tokens.RENEW_AFTER


def proved_lately() -> bool:
    """Whether the person has just typed the password again: an act that binds asks for more than an open page."""
    claims: Claims | None = g.get("claims")
    proven_at = claims.proven_at if claims is not None and person() is not None else None
    return proven_at is not None and clock.now() - proven_at < PROOF_LASTS


def _identify() -> Actor | None:
    token = bearer_token() or request.cookies.get(SESSION_COOKIE)
    if token is None:
        return None
    try:
        g.claims = claims = tokens.verify(site().settings.session_keys, token)
    except BadToken:
        return None
    return _of_client(claims) if claims.kind == tokens.CLIENT else _of_staff(claims)


def _of_staff(claims: Claims) -> Actor | None:
    staff = _copy(site().staff, claims.subject, "roles", "sessions_valid_from")
    if staff is None:
        return _of_token(claims)
    if not staff.active or claims.issued_at < staff.sessions_valid_from:
        return None
    return staff_actor(staff, claims.language)


def _of_client(claims: Claims) -> Actor | None:
    """Without a copy there are no rights: this token lives too long to be believed on its own."""
    client = _copy(site().clients, claims.subject, "scopes", "tokens_valid_from")
    if client is None or not client.active or claims.issued_at < client.tokens_valid_from:
        return None
    return client_actor(client)


def _copy(table: Any, key: UUID, *rights: str) -> Any:
    """What the service's own copy tells of who asks, read in the session of the request once it has one.

    Columns alone: a handler that needs the row loads it anew, locked where it must be.
    """
    with nullcontext(g.session) if "session" in g else site().database.read() as session:
        return session.execute(_statement(table, rights), {"key": key}).first()


@cache
def _statement(table: Any, rights: tuple[str, ...]) -> Select[Any]:
    columns = (getattr(table, name) for name in ("id", "name", "estates", "active", *rights))
    return select(*columns).where(table.id == bindparam("key"))


def _of_token(claims: Claims) -> Actor:
    return Actor(
        "staff",
        id=claims.subject,
        name=claims.name,
        roles=claims.roles,
        estates=claims.estates,
        language=claims.language,
    )
