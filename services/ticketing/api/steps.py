"""The steps of a ticket: 有求必应、有应必解、有解必答 (C1.4.3). One that the ticket's state refuses is a 409."""

from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.models import Ticket
from services.ticketing.schemas import (
    AddReporterSchema,
    AgreeSchema,
    AnswerSchema,
    ArriveSchema,
    AssignInTurnSchema,
    AssignSchema,
    ChangeTierSchema,
    ClassifySchema,
    MergeSchema,
    NothingSchema,
    PauseSchema,
    ProposeSchema,
    ReasonSchema,
    ReferSchema,
    ResolveFormSchema,
    ResolveSchema,
    TicketSchema,
)
from shared.web import ApiBlueprint, db, writes

steps = ApiBlueprint("steps", __name__, url_prefix="/api/v1/tickets/<uuid:ticket_id>", description="Steps of a ticket")
JSON_OR_FORM = {
    "required": True,
    "content": {
        "application/json": {"schema": ResolveSchema},
        "multipart/form-data": {"schema": ResolveFormSchema},
    },
}


@steps.post("/acknowledge")
@writes("tickets.dispatch")
@steps.arguments(NothingSchema, required=False)
@steps.response(200, TicketSchema)
def acknowledge(_nothing: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Somebody has taken note of the request."""
    return handlers.acknowledge(db(), ticket_id=ticket_id)


@steps.post("/assign")
@writes("tickets.dispatch")
@steps.arguments(AssignSchema)
@steps.response(200, TicketSchema)
def assign(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Dispatches the ticket to a member of staff, or hands it on; a new ticket is thereby acknowledged."""
    return handlers.assign(db(), ticket_id=ticket_id, **facts)


@steps.post("/assign_in_turn")
@writes("tickets.dispatch")
@steps.arguments(AssignInTurnSchema)
@steps.response(200, TicketSchema)
def assign_in_turn(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Dispatches the ticket to whose turn it is in the team: on duty if anybody is, with the least on hand."""
    return handlers.assign_in_turn(db(), ticket_id=ticket_id, **facts)


@steps.post("/take")
@writes("tickets.work")
@steps.arguments(NothingSchema, required=False)
@steps.response(200, TicketSchema)
def take(_nothing: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Takes upon oneself what nobody has yet."""
    return handlers.take(db(), ticket_id=ticket_id)


@steps.post("/classify")
@writes("tickets.dispatch")
@steps.arguments(ClassifySchema)
@steps.response(200, TicketSchema)
def classify(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Gives the ticket another category; one that nobody has goes to that category's team."""
    return handlers.classify(db(), ticket_id=ticket_id, **facts)


@steps.post("/arrive")
@writes("tickets.work")
@steps.arguments(ArriveSchema, required=False)
@steps.response(200, TicketSchema)
def arrive(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Somebody is on the spot, which meets the clock of C2.5."""
    return handlers.arrive(db(), ticket_id=ticket_id, **facts)


@steps.post("/resolve")
@writes("tickets.work")
@steps.arguments(ResolveFormSchema, location="json_or_form")
@steps.response(200, TicketSchema)
@steps.doc(requestBody=JSON_OR_FORM)
def resolve(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Tells what was done: as JSON, or as a form with up to nine ``photos``."""
    photos = [handlers.keep_photo(db(), photo.read()) for photo in facts.get("photos", [])]
    told = {name: facts[name] for name in ("resolution", "noted_at")}
    return handlers.resolve(db(), ticket_id=ticket_id, photos=photos, **told)


@steps.post("/decline")
@writes("tickets.dispatch")
@steps.arguments(ReasonSchema)
@steps.response(200, TicketSchema)
def decline(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """It will not be done, for a reason that the resident reads; an answer is owed all the same."""
    return handlers.decline(db(), ticket_id=ticket_id, **facts)


@steps.post("/answer")
@writes("tickets.answer")
@steps.arguments(AnswerSchema)
@steps.response(200, TicketSchema)
def answer(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Records the answer given to the resident, and how it was given."""
    return handlers.answer(db(), ticket_id=ticket_id, **facts)


@steps.post("/close")
@writes("tickets.close")
@steps.arguments(NothingSchema, required=False)
@steps.response(200, TicketSchema)
def close(_nothing: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Ends the ticket, once the resident has been answered."""
    return handlers.close(db(), ticket_id=ticket_id)


@steps.post("/reopen")
@writes("tickets.reopen")
@steps.arguments(ReasonSchema)
@steps.response(200, TicketSchema)
def reopen(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """The solution did not hold: work starts again with new clocks."""
    return handlers.reopen(db(), ticket_id=ticket_id, **facts)


@steps.post("/pause")
@writes("tickets.work")
@steps.arguments(PauseSchema)
@steps.response(200, TicketSchema)
def pause(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """The ticket waits for somebody or something; the clocks that may stand still do."""
    return handlers.pause(db(), ticket_id=ticket_id, **facts)


@steps.post("/resume")
@writes("tickets.work")
@steps.arguments(NothingSchema, required=False)
@steps.response(200, TicketSchema)
def resume(_nothing: dict[str, Any], ticket_id: UUID) -> Ticket:
    """The ticket waits no longer; its clocks go on with the time that was left."""
    return handlers.resume(db(), ticket_id=ticket_id)


@steps.post("/change_tier")
@writes("tickets.dispatch")
@steps.arguments(ChangeTierSchema)
@steps.response(200, TicketSchema)
def change_tier(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Gives the ticket another urgency; what is promised for it counts from when the clocks began."""
    return handlers.change_tier(db(), ticket_id=ticket_id, **facts)


@steps.post("/refer")
@writes("tickets.work")
@steps.arguments(ReferSchema)
@steps.response(200, TicketSchema)
def refer(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Asks a superior for a solution that is beyond the own authority (A2.4)."""
    return handlers.refer(db(), ticket_id=ticket_id, **facts)


@steps.post("/propose")
@writes("tickets.dispatch")
@steps.arguments(ProposeSchema)
@steps.response(200, TicketSchema)
def propose(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """The solution of the superior who was asked, or of somebody above."""
    return handlers.propose(db(), ticket_id=ticket_id, **facts)


@steps.post("/add_reporter")
@writes("tickets.open")
@steps.arguments(AddReporterSchema)
@steps.response(200, TicketSchema)
def add_reporter(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Somebody told the same; a household hears of every step from now on."""
    handlers.add_reporter(db(), ticket_id=ticket_id, **facts)
    return queries.ticket(db(), ticket_id)


@steps.post("/merge")
@writes("tickets.dispatch")
@steps.arguments(MergeSchema)
@steps.response(200, TicketSchema)
def merge(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """The ticket is about the same as another: it ends here, and its reporters are answered there."""
    return handlers.merge(db(), ticket_id=ticket_id, **facts)


@steps.post("/flag_major")
@writes("tickets.dispatch")
@steps.arguments(ReasonSchema)
@steps.response(200, TicketSchema)
def flag_major(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Calls it a major problem: it can be closed only after the project lead's visit (A2.10)."""
    return handlers.flag_major(db(), ticket_id=ticket_id, **facts)


@steps.post("/withdraw_major")
@writes("tickets.oversee")
@steps.arguments(ReasonSchema)
@steps.response(200, TicketSchema)
def withdraw_major(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """It was no major problem after all."""
    return handlers.withdraw_major(db(), ticket_id=ticket_id, **facts)


@steps.post("/agree")
@writes("tickets.dispatch")
@steps.arguments(AgreeSchema)
@steps.response(200, TicketSchema)
def agree(facts: dict[str, Any], ticket_id: UUID) -> Ticket:
    """Agrees another time with the resident, for a normal request (C2.5)."""
    return handlers.agree(db(), ticket_id=ticket_id, **facts)
