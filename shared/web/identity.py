"""Who asks: a member of staff by sign-in cookie or bearer token, or nobody known."""

from datetime import datetime
from uuid import UUID

from flask import g, request

from shared import clock, tokens
from shared.actors import RESIDENT, Actor
from shared.tokens import BadToken, Claims
from shared.web.site import StaffCopy, site

SESSION_COOKIE = "linli_session"


def actor() -> Actor:
    """The person signed in, or a resident without account."""
    return person() or RESIDENT


def person() -> Actor | None:
    """The member of staff who is signed in; asked for once in a request."""
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


def _identify() -> Actor | None:
    token = bearer_token() or request.cookies.get(SESSION_COOKIE)
    if token is None:
        return None
    try:
        g.claims = claims = tokens.verify(site().settings.session_keys, token)
    except BadToken:
        return None
    with site().database.read() as session:
        staff = session.get(site().staff, claims.subject)
    if staff is None:
        return _of_token(claims)
    return _of_copy(staff, claims.language) if _still_valid(staff, claims.issued_at) else None


def _still_valid(staff: StaffCopy, issued_at: datetime) -> bool:
    return staff.active and issued_at >= staff.sessions_valid_from


def _of_token(claims: Claims) -> Actor:
    return Actor(
        "staff",
        id=claims.subject,
        name=claims.name,
        roles=claims.roles,
        estates=claims.estates,
        language=claims.language,
    )


def _of_copy(staff: StaffCopy, language: str | None) -> Actor:
    estates = None if staff.estates is None else frozenset(map(UUID, staff.estates))
    return Actor(
        "staff", id=staff.id, name=staff.name, roles=frozenset(staff.roles), estates=estates, language=language
    )
