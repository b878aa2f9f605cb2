"""Sign-in tokens: signed by ticketing, verified by every service with the published keys (EdDSA).

A token says who acts and when it was given. What that person may do is read from the service's own copy of the
staff directory; the rights in the token count only until that copy has arrived.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from shared import clock

ALGORITHM = "Ed25519"
LASTS = timedelta(minutes=60)
RENEW_AFTER = LASTS / 2
ISSUER = "linli"


class BadToken(Exception):
    """Forged, expired, or signed by a key that is not published."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who acts; ``estates`` None means all of them."""

    subject: UUID
    name: str
    roles: frozenset[str]
    estates: frozenset[UUID] | None
    language: str | None
    issued_at: datetime
    expires_at: datetime


def issue(
    signing_key: str,
    *,
    subject: UUID,
    name: str,
    roles: Sequence[str],
    estates: Sequence[str] | None,
    language: str | None,
) -> tuple[str, datetime]:
    """The token and when it expires. ``signing_key`` is a private Ed25519 JWK as JSON."""
    now = clock.now().replace(microsecond=0)
    expires_at = now + LASTS
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "sub": str(subject),
        "name": name,
        "roles": list(roles),
        "estates": None if estates is None else [str(estate) for estate in estates],
        "language": language,
        "iat": int(now.timestamp()),
        "exp": int(expires_at.timestamp()),
    }
    key = _signing_key(signing_key)
    header = {"alg": ALGORITHM, "kid": key.kid}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM]), expires_at


def verify(session_keys: str, token: str) -> Claims:
    """``session_keys`` is the published JWK set as JSON. Raises ``BadToken``."""
    try:
        claims = jwt.decode(token, _key_set(session_keys), algorithms=[ALGORITHM]).claims
        return _claims(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise BadToken(str(error)) from error


def _claims(claims: dict[str, Any]) -> Claims:
    expires_at = datetime.fromtimestamp(claims["exp"], UTC)
    if claims["iss"] != ISSUER or expires_at <= clock.now():
        raise BadToken("expired or foreign")
    estates = claims["estates"]
    return Claims(
        subject=UUID(claims["sub"]),
        name=claims["name"],
        roles=frozenset(claims["roles"]),
        estates=None if estates is None else frozenset(map(UUID, estates)),
        language=claims["language"],
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=expires_at,
    )


@cache
def _signing_key(text: str) -> OKPKey:
    return OKPKey.import_key(json.loads(text))


@cache
def _key_set(text: str) -> KeySet:
    return KeySet.import_key_set(json.loads(text))
