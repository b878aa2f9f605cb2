"""The contact log, the weekly talks with contractors, and what is to be done after them (B4.1)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.handlers import Improvement
from services.visits.models import PartyContact, PartyTalk
from services.visits.queries import Followed
from services.visits.schemas import (
    FinishTaskSchema,
    LogContactSchema,
    LoggedContactFilterSchema,
    PartyContactSchema,
    PartyFactFilterSchema,
    PartyTalkSchema,
    PartyTaskFilterSchema,
    PartyTaskSchema,
    PutOffTaskSchema,
    ReasonSchema,
    RecordTalkSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

party_dealings = ApiBlueprint(
    "party_dealings", __name__, url_prefix="/api/v1", description="Dealings with outside parties"
)


@party_dealings.get("/party-contacts")
@reads("visits.read")
@party_dealings.arguments(page_args(LoggedContactFilterSchema), location="query")
@party_dealings.response(200, page_schema(PartyContactSchema))
def contacts(args: dict[str, Any]) -> Page[PartyContact]:
    """The contact log, the latest first."""
    return queries.party_contacts(db(), **args)


@party_dealings.post("/parties/<uuid:party_id>/contacts")
@writes("parties.record")
@party_dealings.arguments(LogContactSchema)
@party_dealings.response(201, PartyContactSchema)
def log_contact(facts: dict[str, Any], party_id: UUID) -> PartyContact:
    """Notes a contact; a next step becomes a task."""
    return handlers.log_contact(db(), party_id=party_id, **facts)


@party_dealings.get("/party-talks")
@reads("visits.read")
@party_dealings.arguments(page_args(PartyFactFilterSchema), location="query")
@party_dealings.response(200, page_schema(PartyTalkSchema))
def talks(args: dict[str, Any]) -> Page[PartyTalk]:
    """The talks with contractors, the latest first."""
    return queries.party_talks(db(), **args)


@party_dealings.post("/parties/<uuid:party_id>/talks")
@writes("parties.keep")
@party_dealings.arguments(RecordTalkSchema)
@party_dealings.response(201, PartyTalkSchema)
def record_talk(facts: dict[str, Any], party_id: UUID) -> PartyTalk:
    """Records the week's talk with a contractor; each improvement becomes a task."""
    improvements = [Improvement(**improvement) for improvement in facts.pop("improvements")]
    return handlers.record_talk(db(), party_id=party_id, **facts, improvements=improvements)


@party_dealings.get("/party-talks/<uuid:talk_id>")
@reads("visits.read")
@party_dealings.response(200, PartyTalkSchema)
def talk(talk_id: UUID) -> PartyTalk:
    """One talk."""
    return queries.party_talk(db(), talk_id)


@party_dealings.get("/party-tasks")
@reads("visits.read")
@party_dealings.arguments(page_args(PartyTaskFilterSchema), location="query")
@party_dealings.response(200, page_schema(PartyTaskSchema))
def tasks(args: dict[str, Any]) -> Page[Followed]:
    """Next steps, required improvements and requirements of events, by their day."""
    return queries.party_tasks(db(), **args)


@party_dealings.get("/party-tasks/<uuid:task_id>")
@reads("visits.read")
@party_dealings.response(200, PartyTaskSchema)
def task(task_id: UUID) -> Followed:
    """One of them."""
    return queries.party_task(db(), task_id)


@party_dealings.post("/party-tasks/<uuid:task_id>/finish")
@writes("parties.record")
@party_dealings.arguments(FinishTaskSchema)
@party_dealings.response(200, PartyTaskSchema)
def finish(facts: dict[str, Any], task_id: UUID) -> Followed:
    """It is done, as far as is known; an improvement is verified after that."""
    handlers.finish_task(db(), task_id=task_id, **facts)
    return queries.party_task(db(), task_id)


@party_dealings.post("/party-tasks/<uuid:task_id>/verify")
@writes("parties.record")
@party_dealings.response(200, PartyTaskSchema)
def verify(task_id: UUID) -> Followed:
    """Staff have seen that the improvement was made."""
    handlers.verify_task(db(), task_id=task_id)
    return queries.party_task(db(), task_id)


@party_dealings.post("/party-tasks/<uuid:task_id>/put-off")
@writes("parties.record")
@party_dealings.arguments(PutOffTaskSchema)
@party_dealings.response(200, PartyTaskSchema)
def put_off(facts: dict[str, Any], task_id: UUID) -> Followed:
    """It was not done, or not well: another day."""
    handlers.put_off_task(db(), task_id=task_id, **facts)
    return queries.party_task(db(), task_id)


@party_dealings.post("/party-tasks/<uuid:task_id>/drop")
@writes("parties.keep")
@party_dealings.arguments(ReasonSchema)
@party_dealings.response(200, PartyTaskSchema)
def drop(facts: dict[str, Any], task_id: UUID) -> Followed:
    """Nobody needs it any more."""
    handlers.drop_task(db(), task_id=task_id, **facts)
    return queries.party_task(db(), task_id)
