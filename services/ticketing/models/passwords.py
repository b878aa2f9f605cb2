"""Passwords: argon2id with the least memory that OWASP recommends, since many may be checked at once."""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHash

from shared.errors import N_, Invalid

MIN_LENGTH = 10
MAX_LENGTH = 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _hasher.hash("the password of nobody")


def hashed(password: str) -> str:
    """Raises ``Invalid`` when the password is too short or too long."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise Invalid({"password": [N_("A password has 10 to 200 characters.")]})
    return _hasher.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Takes the same time when there is no such account (``password_hash`` None)."""
    try:
        return _hasher.verify(password_hash or _NOBODY, password[:MAX_LENGTH]) and password_hash is not None
    except (Argon2Error, InvalidHash):
        return False
