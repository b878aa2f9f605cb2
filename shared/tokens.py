"""Sign-in tokens: signed by ticketing, verified by every service with the published keys (EdDSA).

A token says who acts and when it was given. What a person may do is read from the service's own copy of the
staff directory; the rights in the token count only until that copy has arrived. The token of another system
carries no rights at all: a service that has no copy of them refuses it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from shared import clock
from shared.actors import estate_ids

ALGORITHM = "Ed25519"
LASTS = timedelta(minutes=60)
RENEW_AFTER = LASTS / 2
ISSUER = "linli"
REMEMBERED = 1000  # tokens whose signature need not be checked again
STAFF, CLIENT = "staff", "client"


class BadToken(Exception):
    """Forged, expired, or signed by a key that is not published."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who acts: ``kind`` is ``staff``, or ``client`` for another system; ``estates`` None means all of them.

    ``proven_at`` is when the person proved anew who they are, for an act that asks for it; None without that.
    """

    kind: str
    subject: UUID
    name: str
    roles: frozenset[str]
    estates: frozenset[UUID] | None
    language: str | None
    issued_at: datetime
    expires_at: datetime
    proven_at: datetime | None = None


def issue(
    signing_key: str,
    *,
    subject: UUID,
    name: str,
    roles: Sequence[str],
    estates: Sequence[str] | None,
    language: str | None,
    proven_at: datetime | None = None,
) -> tuple[str, datetime]:
    """The token and when it expires. ``signing_key`` is a private Ed25519 JWK as JSON."""
    now = clock.now().replace(microsecond=0)
    expires_at = now + LASTS
    rights: dict[str, Any] = {
        "roles": list(roles),
        "estates": None if estates is None else [str(estate) for estate in estates],
        "language": language,
    }
    if proven_at is not None:
        rights["auth_time"] = int(proven_at.timestamp())
    return _signed(signing_key, STAFF, subject, name, now, expires_at, **rights), expires_at


def issue_to_client(signing_key: str, *, subject: UUID, name: str, issued_at: datetime, expires_at: datetime) -> str:
    """The token of another system, for as long as it is not revoked."""
    return _signed(signing_key, CLIENT, subject, name, issued_at, expires_at)


def verify(session_keys: str, token: str) -> Claims:
    """``session_keys`` is the published JWK set as JSON. Raises ``BadToken``."""
    try:
        claims = _claims(session_keys, token)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise BadToken(str(error)) from error
    if claims.expires_at <= clock.now():
        raise BadToken("expired")
    return claims


def published(session_keys: str) -> dict[str, Any]:
    """The JWK set without anything private, whatever the operator configured."""
    return dict(_key_set(session_keys).as_dict(private=False))


def _signed(
    signing_key: str,
    kind: str,
    subject: UUID,
    name: str,
    issued_at: datetime,
    expires_at: datetime,
    **rights: Any,
) -> str:
    claims = {
        "iss": ISSUER,
        "kind": kind,
        "sub": str(subject),
        "name": name,
        "iat": int(issued_at.timestamp()),
        "exp": int(expires_at.timestamp()),
    }
    key = _signing_key(signing_key)
    header = {"alg": ALGORITHM, "kid": key.kid}
    return jwt.encode(header, claims | rights, key, algorithms=[ALGORITHM])


@lru_cache(maxsize=REMEMBERED)
def _claims(session_keys: str, token: str) -> Claims:
    """What a well-signed token says never changes; only its time runs out."""
    claims = jwt.decode(token, _key_set(session_keys), algorithms=[ALGORITHM]).claims
    if claims["iss"] != ISSUER:
        raise BadToken("foreign")
    if claims["kind"] not in {STAFF, CLIENT}:
        raise BadToken("of an unknown kind")
    estates = claims.get("estates", [])
    return Claims(
        kind=claims["kind"],
        subject=UUID(claims["sub"]),
        name=claims["name"],
        roles=frozenset(claims.get("roles", ())),
        estates=estate_ids(estates),
        language=claims.get("language"),
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        proven_at=datetime.fromtimestamp(claims["auth_time"], UTC) if "auth_time" in claims else None,
    )


@cache
def _signing_key(text: str) -> OKPKey:
    return OKPKey.import_key(json.loads(text))


@cache
def _key_set(text: str) -> KeySet:
    return KeySet.import_key_set(json.loads(text))
