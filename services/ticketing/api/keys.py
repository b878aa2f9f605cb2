"""The published keys with which anyone can verify a sign-in token."""

from typing import Any

from services.ticketing.schemas import KeysSchema
from shared import tokens
from shared.web import ApiBlueprint, open_to_all, site

keys = ApiBlueprint("keys", __name__, url_prefix="/api/v1", description="Published keys")


@keys.get("/keys")
@open_to_all
@keys.response(200, KeysSchema)
def get_keys() -> dict[str, Any]:
    """The public keys (RFC 7517) that verify tokens of staff and of other systems."""
    return tokens.published(site().settings.session_keys)
