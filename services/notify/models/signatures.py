"""Ed25519 signatures (RFC 8032) of what a person binds themselves to; keys are JWKs (RFC 8037) as JSON texts."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PUBLIC = ("kty", "crv", "kid", "x")


def sign(signing_key: str, content: bytes) -> tuple[str, str]:
    """The id of the key, and the signature as base64url text."""
    key = json.loads(signing_key)
    return str(key["kid"]), _text(Ed25519PrivateKey.from_private_bytes(_bytes(key["d"])).sign(content))


def holds(keys: str, key_id: str, signature: str, content: bytes) -> bool:
    """Whether one of the published ``keys`` has signed exactly this content."""
    try:
        key = _public_key(keys, key_id)
        Ed25519PublicKey.from_public_bytes(_bytes(key["x"])).verify(_bytes(signature), content)
    except (InvalidSignature, LookupError, ValueError):
        return False
    return True


def published(keys: str) -> list[dict[str, Any]]:
    """The public keys, without anything private, whatever the operator configured."""
    found = json.loads(keys)["keys"] if keys else []
    return [{name: key[name] for name in PUBLIC} for key in found]


def as_pem(keys: str, key_id: str) -> bytes:
    """The public key for other programs. Raises ``LookupError`` when it is not published."""
    key = Ed25519PublicKey.from_public_bytes(_bytes(_public_key(keys, key_id)["x"]))
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def as_bytes(signature: str) -> bytes:
    """The 64 bytes of a signature."""
    return _bytes(signature)


def _public_key(keys: str, key_id: str) -> dict[str, Any]:
    for key in published(keys):
        if key["kid"] == key_id:
            return key
    raise LookupError(key_id)


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
