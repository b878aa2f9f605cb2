"""The register of signs (A1.3)."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import Sign, SignInspection
from services.notify.queries import SignFilter
from services.notify.schemas import (
    AddSignSchema,
    ChangeSignSchema,
    InspectSignSchema,
    RemoveSignSchema,
    SignFilterSchema,
    SignInspectionSchema,
    SignSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

signs = ApiBlueprint("signs", __name__, url_prefix="/api/v1/signs", description="Signs")


@signs.get("")
@reads("signs.read")
@signs.arguments(page_args(SignFilterSchema), location="query")
@signs.response(200, page_schema(SignSchema))
def list_signs(args: dict[str, Any]) -> Page[Sign]:
    """What is due first comes first."""
    after, limit = args.pop("after"), args.pop("limit")
    return queries.signs(db(), SignFilter(**args), after=after, limit=limit)


@signs.get("/<uuid:sign_id>")
@reads("signs.read")
@signs.response(200, SignSchema)
def get_sign(sign_id: UUID) -> Sign:
    """With its defects."""
    return queries.sign(db(), sign_id)


@signs.post("")
@writes("signs.plan")
@signs.arguments(AddSignSchema)
@signs.response(201, SignSchema)
def add_sign(facts: dict[str, Any]) -> Sign:
    """Registers a sign."""
    return handlers.add_sign(db(), **facts)


@signs.put("/<uuid:sign_id>")
@writes("signs.plan")
@signs.arguments(ChangeSignSchema)
@signs.response(200, SignSchema)
def change_sign(facts: dict[str, Any], sign_id: UUID) -> Sign:
    """Changes what the register says of it."""
    return handlers.change_sign(db(), sign_id=sign_id, **facts)


@signs.post("/<uuid:sign_id>/inspections")
@writes("signs.record")
@signs.arguments(InspectSignSchema, location="form")
@signs.response(201, SignInspectionSchema)
def inspect_sign(facts: dict[str, Any], sign_id: UUID) -> SignInspection:
    """Somebody has looked at it; what is not ``sound`` opens a repair."""
    photo = facts.pop("photo")
    return handlers.inspect_sign(db(), sign_id=sign_id, photo=photo.read() if photo else b"", **facts)


@signs.post("/<uuid:sign_id>/remove")
@writes("signs.plan")
@signs.arguments(RemoveSignSchema)
@signs.response(200, SignSchema)
def remove_sign(facts: dict[str, Any], sign_id: UUID) -> Sign:
    """It hangs no longer."""
    return handlers.remove_sign(db(), sign_id=sign_id, **facts)
