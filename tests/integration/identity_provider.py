"""An OpenID Connect provider on the loopback interface, which vouches for whoever the test names."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask import Flask, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from shared import clock
from shared.ids import new_id
from shared.local import processes
from shared.local.processes import LOOPBACK
from tests.integration.serving import served

CLIENT_ID, CLIENT_SECRET = "linli", "a secret between provider and Linli"


@dataclass
class IdentityProvider:
    """``person`` holds the claims of whoever signs in next; it never asks for a password."""

    port: int
    person: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "provider"}))
    grants: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def authorize(self) -> Any:
        code = new_id().hex
        self.grants[code] = request.args.to_dict()
        return redirect(f"{request.args['redirect_uri']}?code={code}&state={request.args['state']}")

    def token(self) -> Any:
        """Refuses a code verifier that does not belong to the challenge (PKCE), and a wrong client secret."""
        grant = self.grants.pop(request.form["code"])
        challenge = urlsafe_b64encode(sha256(request.form["code_verifier"].encode()).digest()).decode().rstrip("=")
        login = request.authorization
        if challenge != grant["code_challenge"] or login is None or login.password != CLIENT_SECRET:
            return {"error": "invalid_grant"}, 400
        now = int(clock.now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 60, "nonce": grant["nonce"]}
        id_token = jwt.encode({"alg": "RS256", "kid": "provider"}, claims | self.person, self.key)
        return {"access_token": new_id().hex, "token_type": "Bearer", "id_token": id_token}

    def metadata(self) -> Any:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> Any:
        return KeySet([self.key]).as_dict(private=False)


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    provider = IdentityProvider(processes.free_port())
    app = Flask("identity provider")
    app.get("/authorize")(provider.authorize)
    app.post("/token")(provider.token)
    app.get("/.well-known/openid-configuration")(provider.metadata)
    app.get("/keys")(provider.keys)
    with served(app, provider.port):
        yield provider
