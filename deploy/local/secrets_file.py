"""Keys and passwords of a local installation: made at the first start, kept in a file that only its owner reads."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from shared.topology import SUBSCRIBER


@dataclass(frozen=True)
class Secrets:
    """``signing_key`` is the private JWK of sign-in tokens, ``session_keys`` the public set; both are JSON texts.

    ``statement_key`` and ``statement_keys`` are likewise those of statements of income and expenditure.
    """

    signing_key: str
    session_keys: str
    statement_key: str
    statement_keys: str
    secret_keys: dict[str, str]
    amqp_passwords: dict[str, str]


def kept(path: Path, services: Iterable[str]) -> Secrets:
    """The secrets in ``path``; makes what is not there yet."""
    made = asdict(_make(services))
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if made.keys() - found.keys():
        write_private(path, made | found)
    return Secrets(**made | found)


def write_private(path: Path, content: Any) -> None:
    """Writes JSON that nobody else may read, whole or not at all."""
    unfinished = path.with_suffix(".new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    unfinished.rename(path)


def _make(services: Iterable[str]) -> Secrets:
    (signing, session_keys), (statement, statement_keys), names = _key_pair(), _key_pair(), list(services)
    return Secrets(
        signing_key=signing,
        session_keys=session_keys,
        statement_key=statement,
        statement_keys=statement_keys,
        secret_keys={name: secrets.token_urlsafe(48) for name in names},
        amqp_passwords={name: secrets.token_urlsafe(24) for name in (*names, SUBSCRIBER)},
    )


def _key_pair() -> tuple[str, str]:
    """A private JWK, and the set with its public half."""
    key = OKPKey.generate_key("Ed25519", private=True, auto_kid=True)
    return json.dumps(key.as_dict(private=True)), json.dumps({"keys": [key.as_dict(private=False)]})
