"""The staff directory: accounts, their roles and estates."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Staff
from services.ticketing.schemas import (
    ChangeStaffSchema,
    CreateStaffSchema,
    DeactivateSchema,
    InvitationSchema,
    InvitedSchema,
    NothingSchema,
    PassedOnSchema,
    PassOnSchema,
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
@staff.response(201, InvitedSchema)
def create_staff(facts: dict[str, Any]) -> dict[str, Any]:
    """Creates an account; nobody can grant roles or estates beyond their own. The answer holds the person's link."""
    made = handlers.create_staff(db(), **facts)
    db().flush()
    told = {name: getattr(made, name) for name in StaffSchema().fields}
    return {**told, "invitation": _invitation(made.id)}


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


@staff.post("/<uuid:staff_id>/reinstate")
@writes("staff.manage")
@staff.arguments(NothingSchema, required=False)
@staff.response(200, StaffSchema)
def reinstate_staff(_nothing: dict[str, Any], staff_id: UUID) -> Staff:
    """Takes somebody on again who had left; the person has no password before choosing one."""
    return handlers.reinstate_staff(db(), staff_id=staff_id)


@staff.post("/<uuid:staff_id>/invitation")
@writes("staff.manage", keeps_answer=False)
@staff.arguments(NothingSchema, required=False)
@staff.response(200, InvitationSchema)
def invite(_nothing: dict[str, Any], staff_id: UUID) -> dict[str, Any]:
    """A new link by which the person chooses a password; the password and the links of before end now."""
    return _invitation(staff_id)


def _invitation(staff_id: UUID) -> dict[str, Any]:
    link, url = handlers.invite(db(), staff_id=staff_id)
    return {"url": url, "expires_at": link.expires_at}
