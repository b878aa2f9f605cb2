"""The staff directory: accounts, their roles and estates."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Staff
from services.ticketing.schemas import (
    ChangeStaffSchema,
    CreateStaffSchema,
    DeactivateSchema,
    PassedOnSchema,
    PassOnSchema,
    PasswordSchema,
    StaffSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

staff = ApiBlueprint("staff", __name__, url_prefix="/api/v1/staff", description="Staff accounts")


@staff.get("")
@reads("staff.read")
@staff.arguments(page_args(), location="query")
@staff.response(200, page_schema(StaffSchema))
def list_staff(args: dict[str, Any]) -> Page[Staff]:
    """All accounts by user name."""
    return queries.staff_list(db(), **args)


@staff.get("/<uuid:staff_id>")
@reads("staff.read")
@staff.response(200, StaffSchema)
def get_staff(staff_id: UUID) -> Staff:
    """One account."""
    return queries.staff_member(db(), staff_id)


@staff.post("")
@writes("staff.manage", keeps_answer=False)
@staff.arguments(CreateStaffSchema)
@staff.response(201, StaffSchema)
def create_staff(facts: dict[str, Any]) -> Staff:
    """Creates an account; nobody can grant roles or estates beyond their own."""
    return handlers.create_staff(db(), **facts)


@staff.patch("/<uuid:staff_id>")
@writes("staff.manage")
@staff.arguments(ChangeStaffSchema)
@staff.response(200, StaffSchema)
def change_staff(changes: dict[str, Any], staff_id: UUID) -> Staff:
    """Changes what the body names; with ``version``, only when nobody else changed the account since."""
    return handlers.change_staff(db(), staff_id=staff_id, **changes)


@staff.post("/<uuid:staff_id>/deactivate")
@writes("staff.manage")
@staff.arguments(DeactivateSchema, required=False)
@staff.response(200, StaffSchema)
def deactivate_staff(takeover: dict[str, Any], staff_id: UUID) -> Staff:
    """Ends the account's rights and every session of it, in all services within seconds.

    What the person has still to solve is handed over as the body says.
    """
    return handlers.deactivate_staff(db(), staff_id=staff_id, **takeover)


@staff.post("/<uuid:staff_id>/pass-on")
@writes("tickets.dispatch")
@staff.arguments(PassOnSchema)
@staff.response(200, PassedOnSchema)
def pass_on(takeover: dict[str, Any], staff_id: UUID) -> dict[str, int]:
    """Hands over every ticket that the person has still to solve, or none; tells how many."""
    return {"count": handlers.pass_on(db(), staff_id=staff_id, **takeover)}


@staff.post("/<uuid:staff_id>/password")
@writes("staff.manage", keeps_answer=False)
@staff.arguments(PasswordSchema)
@staff.response(200, StaffSchema)
def set_password(facts: dict[str, str], staff_id: UUID) -> Staff:
    """Sets a new password and ends every session of the account."""
    return handlers.set_password(db(), staff_id=staff_id, **facts)
