"""The lead's mailbox: paper boxes, their emptying, letters (A2.9)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Box, Emptying, Letter, Ticket
from services.ticketing.schemas import (
    BoxSchema,
    EmptyBoxSchema,
    EmptyingSchema,
    LetterSchema,
    NothingSchema,
    PutUpBoxSchema,
    ReceivedLetterSchema,
    TicketSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

mailbox = ApiBlueprint("mailbox", __name__, url_prefix="/api/v1/mailbox", description="The lead's mailbox")


@mailbox.get("/letters")
@reads("tickets.read")
@mailbox.arguments(page_args(), location="query")
@mailbox.response(200, page_schema(ReceivedLetterSchema))
def list_letters(args: dict[str, Any]) -> Page[Letter]:
    """Letters with their tickets, the newest first."""
    return queries.letters(db(), **args)


@mailbox.get("/boxes")
@reads("tickets.read")
@mailbox.response(200, page_schema(BoxSchema))
def list_boxes() -> Page[Box]:
    """The paper boxes that hang, all of them on one page."""
    return Page([state.box for state in queries.boxes(db())], None)


@mailbox.post("/boxes")
@writes("mailbox.keep")
@mailbox.arguments(PutUpBoxSchema)
@mailbox.response(201, BoxSchema)
def put_up_box(facts: dict[str, Any]) -> Box:
    """Registers a paper box."""
    return handlers.put_up_box(db(), **facts)


@mailbox.post("/boxes/<uuid:box_id>/remove")
@writes("mailbox.keep")
@mailbox.arguments(NothingSchema, required=False)
@mailbox.response(200, BoxSchema)
def remove_box(_nothing: dict[str, Any], box_id: UUID) -> Box:
    """The box hangs there no longer."""
    return handlers.remove_box(db(), box_id=box_id)


@mailbox.post("/boxes/<uuid:box_id>/emptyings")
@writes("mailbox.keep")
@mailbox.arguments(EmptyBoxSchema)
@mailbox.response(201, EmptyingSchema)
def empty_box(facts: dict[str, Any], box_id: UUID) -> Emptying:
    """Records who took how many letters out of a box."""
    return handlers.empty_box(db(), box_id=box_id, **facts)


@mailbox.get("/emptyings")
@reads("tickets.read")
@mailbox.response(200, page_schema(EmptyingSchema))
def list_emptyings() -> Page[Emptying]:
    """The last emptyings."""
    found: Sequence[Emptying] = queries.emptyings(db())
    return Page(found, None)


@mailbox.post("/emptyings/<uuid:emptying_id>/letters")
@writes("mailbox.keep")
@mailbox.arguments(LetterSchema)
@mailbox.response(201, TicketSchema)
def key_in_letter(facts: dict[str, Any], emptying_id: UUID) -> Ticket:
    """Keys in a letter on paper, which becomes a ticket."""
    return handlers.key_in_letter(db(), emptying_id=emptying_id, **facts)
