"""Tickets: opened, found, and what happened to them (C1.4.2)."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Reporter, Ticket
from services.ticketing.queries import QueueFilter
from services.ticketing.schemas import (
    OpenTicketSchema,
    ReporterSchema,
    TicketFilterSchema,
    TicketRowSchema,
    TicketSchema,
    TimelineEntrySchema,
)
from shared.audit import AuditRow
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

tickets = ApiBlueprint("tickets", __name__, url_prefix="/api/v1/tickets", description="Requests of residents")


@tickets.post("")
@writes("tickets.open")
@tickets.arguments(OpenTicketSchema)
@tickets.response(201, TicketSchema)
def open_ticket(facts: dict[str, Any]) -> Ticket:
    """Opens a ticket for a household, a unit, or an estate's shared area; its clocks start."""
    return handlers.open_ticket(db(), **facts)


@tickets.get("")
@reads("tickets.read")
@tickets.arguments(page_args(TicketFilterSchema), location="query")
@tickets.response(200, page_schema(TicketRowSchema))
def list_tickets(args: dict[str, Any]) -> Page[Ticket]:
    """Tickets: open or late ones in the order in which they come due, others newest first."""
    after, limit = args.pop("after"), args.pop("limit")
    return queries.queue(db(), QueueFilter.of(**args), after=after, limit=limit)


@tickets.get("/<uuid:ticket_id>")
@reads("tickets.read")
@tickets.response(200, TicketSchema)
def get_ticket(ticket_id: UUID) -> Ticket:
    """One ticket with its clocks, its photos and the steps that it allows now."""
    return queries.ticket(db(), ticket_id)


@tickets.get("/<uuid:ticket_id>/reporters")
@reads("tickets.read")
@tickets.response(200, page_schema(ReporterSchema))
def list_reporters(ticket_id: UUID) -> Page[Reporter]:
    """Who else told the same, all of them on one page."""
    return Page(queries.reporters(db(), queries.ticket(db(), ticket_id).id), None)


@tickets.get("/<uuid:ticket_id>/duplicates")
@reads("tickets.read")
@tickets.response(200, page_schema(TicketRowSchema))
def list_duplicates(ticket_id: UUID) -> Page[Ticket]:
    """Open tickets that may be about the same: of the same building and category, filed at about the same time."""
    told = queries.told_of(queries.ticket(db(), ticket_id))
    return Page(queries.possible_duplicates(db(), told, besides=ticket_id), None)


@tickets.get("/<uuid:ticket_id>/timeline")
@reads("tickets.read")
@tickets.response(200, page_schema(TimelineEntrySchema))
def get_timeline(ticket_id: UUID) -> Page[AuditRow]:
    """Who did what to the ticket and when, oldest first, all of it on one page."""
    return Page(queries.timeline(db(), queries.ticket(db(), ticket_id).id), None)
