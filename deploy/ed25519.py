"""Keys for the staff's sign-in tokens, made with the standard library alone (RFC 8032, RFC 8037, RFC 7638).

Only for making keys: its running time depends on the key, which matters to a server that signs, not to a command.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode

PRIME = 2**255 - 19
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
BASE = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
)
Point = tuple[int, int]


def key_pair() -> tuple[str, str]:
    """A fresh private JWK and the set with its public half, both as JSON texts."""
    seed = secrets.token_bytes(32)
    public = {"crv": "Ed25519", "kty": "OKP", "x": _text(public_key(seed))}
    thumbprint = json.dumps(public, separators=(",", ":"), sort_keys=True).encode()
    public["kid"] = _text(hashlib.sha256(thumbprint).digest())
    return _json(public | {"d": _text(seed)}), _json({"keys": [public]})


def public_key(seed: bytes) -> bytes:
    """The public key of a 32-byte private one."""
    digest = bytearray(hashlib.sha512(seed).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    x, y = _times(int.from_bytes(digest, "little"), BASE)
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _times(factor: int, point: Point) -> Point:
    result = (0, 1)
    while factor:
        if factor & 1:
            result = _sum(result, point)
        point = _sum(point, point)
        factor >>= 1
    return result


def _sum(first: Point, second: Point) -> Point:
    (x1, y1), (x2, y2) = first, second
    shared = CURVE * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + shared, -1, PRIME)
    y = (y1 * y2 + x1 * x2) * pow(1 - shared, -1, PRIME)
    return x % PRIME, y % PRIME


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _json(content: object) -> str:
    return json.dumps(content, separators=(",", ":"))
