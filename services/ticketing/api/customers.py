"""Households: registered at move-in (C1.4.1), found, changed, moved out, followed by the next."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Customer
from services.ticketing.schemas import (
    ChangeCustomerSchema,
    CustomerFilterSchema,
    CustomerRowSchema,
    CustomerSchema,
    HandOverSchema,
    MergeHouseholdSchema,
    MoveOutSchema,
    RegisterCustomerSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

customers = ApiBlueprint("customers", __name__, url_prefix="/api/v1/customers", description="Households")


@customers.post("")
@writes("people.write")
@customers.arguments(RegisterCustomerSchema)
@customers.response(201, CustomerSchema)
def register_customer(facts: dict[str, Any]) -> Customer:
    """Registers the household of a unit, with its people."""
    return handlers.register_household(db(), **facts)


@customers.get("")
@reads("people.read")
@customers.arguments(page_args(CustomerFilterSchema), location="query")
@customers.response(200, page_schema(CustomerRowSchema))
def list_customers(args: dict[str, Any]) -> Page[Customer]:
    """Households, newest first; ``text`` is the beginning of a name, its pinyin, a phone number or a unit."""
    return queries.customers(db(), **args)


@customers.get("/<uuid:customer_id>")
@reads("people.read")
@customers.response(200, CustomerSchema)
def get_customer(customer_id: UUID) -> Customer:
    """One household; ``merged_into_id`` names the one that has all that was its own."""
    return queries.customer(db(), customer_id)


@customers.patch("/<uuid:customer_id>")
@writes("people.write")
@customers.arguments(ChangeCustomerSchema)
@customers.response(200, CustomerSchema)
def change_customer(changes: dict[str, Any], customer_id: UUID) -> Customer:
    """Changes what the body names; with ``version``, only when nobody else changed the household since."""
    return handlers.change_customer(db(), customer_id=customer_id, **changes)


@customers.post("/<uuid:customer_id>/move-out")
@writes("people.write")
@customers.arguments(MoveOutSchema)
@customers.response(200, CustomerSchema)
def move_out(facts: dict[str, Any], customer_id: UUID) -> Customer:
    """Ends the household's stay and its links; its tickets keep it."""
    return handlers.move_out(db(), customer_id=customer_id, **facts)


@customers.post("/<uuid:customer_id>/hand-over")
@writes("people.write")
@customers.arguments(HandOverSchema)
@customers.response(201, CustomerSchema)
def hand_over(facts: dict[str, Any], customer_id: UUID) -> Customer:
    """The household moves out, and the one that the body names, which is returned, moves into its unit."""
    return handlers.hand_over(db(), customer_id=customer_id, **facts)


@customers.post("/<uuid:customer_id>/merge")
@writes("people.merge")
@customers.arguments(MergeHouseholdSchema)
@customers.response(200, CustomerSchema)
def merge_households(facts: dict[str, Any], customer_id: UUID) -> Customer:
    """The household is a second record of the one that the body names, which is returned with all that it had."""
    return handlers.merge_households(db(), customer_id=customer_id, **facts)


@customers.post("/<uuid:customer_id>/move-back")
@writes("people.write")
@customers.response(200, CustomerSchema)
def move_back(customer_id: UUID) -> Customer:
    """The move-out was recorded by mistake: the household lives there, and its links open again."""
    return handlers.move_back(db(), customer_id=customer_id)
