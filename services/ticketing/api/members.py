"""The people of a household."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Member
from services.ticketing.schemas import AddMemberSchema, ChangeMemberSchema, MemberSchema
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_schema, reads, writes

members = ApiBlueprint("members", __name__, url_prefix="/api/v1", description="People of households")


@members.get("/customers/<uuid:customer_id>/members")
@reads("people.read")
@members.response(200, page_schema(MemberSchema))
def list_members(customer_id: UUID) -> Page[Member]:
    """The people of a household, all of them on one page; those who have left last."""
    household = queries.customer(db(), customer_id)
    return Page(queries.members(db(), [household.id]), None)


@members.post("/customers/<uuid:customer_id>/members")
@writes("people.write")
@members.arguments(AddMemberSchema)
@members.response(201, MemberSchema)
def add_member(facts: dict[str, Any], customer_id: UUID) -> Member:
    """Somebody belongs to the household."""
    return handlers.add_member(db(), customer_id=customer_id, **facts)


@members.patch("/members/<uuid:member_id>")
@writes("people.write")
@members.arguments(ChangeMemberSchema)
@members.response(200, MemberSchema)
def change_member(changes: dict[str, Any], member_id: UUID) -> Member:
    """Changes what the body names; ``until`` is the last day of somebody who leaves the household."""
    return handlers.change_member(db(), member_id=member_id, **changes)
