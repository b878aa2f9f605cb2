"""Tokens for other systems, with scopes."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import ApiClient
from services.ticketing.schemas import ApiClientSchema, CreateApiClientSchema, NewApiClientSchema, NothingSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

api_clients = ApiBlueprint("api_clients", __name__, url_prefix="/api/v1/api-clients", description="Other systems")


@api_clients.get("")
@reads("staff.manage")
@api_clients.arguments(page_args(), location="query")
@api_clients.response(200, page_schema(ApiClientSchema))
def list_api_clients(args: dict[str, Any]) -> Page[ApiClient]:
    """The systems that have or had a token, by name."""
    return queries.api_clients(db(), **args)


@api_clients.post("")
@writes("staff.manage", keeps_answer=False)
@api_clients.arguments(CreateApiClientSchema)
@api_clients.response(201, NewApiClientSchema)
def create_api_client(facts: dict[str, Any]) -> dict[str, Any]:
    """Gives another system a token for a year; it is shown in this answer and never again."""
    client, token = handlers.create_api_client(db(), **facts)
    return {"client": client, "token": token}


@api_clients.post("/<uuid:client_id>/revoke")
@writes("staff.manage")
@api_clients.arguments(NothingSchema, required=False)
@api_clients.response(200, ApiClientSchema)
def revoke_api_client(_nothing: dict[str, Any], client_id: UUID) -> ApiClient:
    """Ends every right of the token, in all services within seconds."""
    return handlers.revoke_api_client(db(), client_id=client_id)
