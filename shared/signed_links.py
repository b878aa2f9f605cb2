"""Tokens in links by which people act without an account: signed, for one purpose and one subject, valid for a while.

``purpose`` separates the links of one kind from those of all others: a token signed for one opens no other.
"""

from functools import cache
from uuid import UUID

from itsdangerous import BadSignature, URLSafeTimedSerializer

DAY_SECONDS = 86_400


def token_for(secret_key: str, purpose: str, subject: UUID) -> str:
    """The part of the address that stands for ``subject``."""
    return str(_signer(secret_key, purpose).dumps(subject.hex))


def subject_of(secret_key: str, purpose: str, token: str, *, days: int) -> UUID | None:
    """The subject; None when the token is forged, made for another purpose, or older than ``days``."""
    try:
        return UUID(_signer(secret_key, purpose).loads(token, max_age=days * DAY_SECONDS))
    except (BadSignature, ValueError):
        return None


@cache
def _signer(secret_key: str, purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=purpose)
