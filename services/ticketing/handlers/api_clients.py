"""Tokens for other systems: given once, kept nowhere, revoked in every service within seconds."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.handlers.grants import BeyondYourRights, check_estates, grants_all
from services.ticketing.handlers.state_events import api_client_state
from services.ticketing.models import TOKEN_LASTS, ApiClient
from services.ticketing.models.estate_lists import as_ids, as_text
from shared import audit, clock, outbox, tokens
from shared.db import actor_of
from shared.errors import N_, Invalid, existing
from shared.permissions import SCOPES, allowed


def create_api_client(
    session: Session, *, name: str, scopes: Sequence[str], estates: Sequence[UUID] | None = None
) -> tuple[ApiClient, str]:
    """The client and its token, which can't be had again; ``estates`` None means all of them.

    Raises ``Invalid``, ``BeyondYourRights``.
    """
    _check_scopes(session, scopes)
    check_estates(session, estates)
    if session.scalar(select(ApiClient.id).where(ApiClient.name == name)) is not None:
        raise Invalid({"name": [N_("This name is taken.")]})
    now = clock.now().replace(microsecond=0)
    client = ApiClient(
        name=name,
        scopes=sorted(set(scopes)),
        estates=as_text(estates),
        active=True,
        tokens_valid_from=now,
        expires_at=now + TOKEN_LASTS,
    )
    session.add(client)
    audit.record(session, "api_client.create", client)
    outbox.add(session, api_client_state(client), client)
    return client, _token(session, client, now)


def revoke_api_client(session: Session, *, client_id: UUID) -> ApiClient:
    """Ends every right of the client; revoking twice changes nothing. Raises ``BeyondYourRights``."""
    client = existing(session.get(ApiClient, client_id))
    check_estates(session, as_ids(client.estates))
    if client.active:
        client.active = False
        client.tokens_valid_from = clock.now().replace(microsecond=0)
        audit.record(session, "api_client.revoke", client)
        outbox.add(session, api_client_state(client), client)
    return client


def _check_scopes(session: Session, scopes: Sequence[str]) -> None:
    if not scopes or not SCOPES.issuperset(scopes):
        raise Invalid({"scopes": [N_("Choose at least one of the known scopes.")]})
    actor = actor_of(session)
    if not grants_all(actor) and not all(allowed(actor.roles, scope) for scope in scopes):
        raise BeyondYourRights


def _token(session: Session, client: ApiClient, issued_at: datetime) -> str:
    return tokens.issue_to_client(
        settings_of(session).session_signing_key,
        subject=client.id,
        name=client.name,
        issued_at=issued_at,
        expires_at=client.expires_at,
    )
