"""外联单位: the register of outside parties (B4.1)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.handlers import Imported, Person
from services.visits.models import PartyPerson
from services.visits.queries import KnownParty
from services.visits.schemas import (
    ChangePartySchema,
    EndPartySchema,
    ImportedPartiesSchema,
    ImportPartiesSchema,
    PartyFilterSchema,
    PartyPersonSchema,
    PartySchema,
    PersonSchema,
    RegisterPartySchema,
)
from shared.errors import Invalid
from shared.file_problems import FileRefused
from shared.paging import Page
from shared.web import ApiBlueprint, db, in_words, page_args, page_schema, reads, writes

parties = ApiBlueprint("parties", __name__, url_prefix="/api/v1", description="Outside parties")


@parties.get("/parties")
@reads("visits.read")
@parties.arguments(page_args(PartyFilterSchema), location="query")
@parties.response(200, page_schema(PartySchema))
def listed(args: dict[str, Any]) -> Page[KnownParty]:
    """By name; those whose dealings have ended only with ``standing=ended``."""
    return queries.parties(db(), **args)


@parties.post("/parties")
@writes("parties.keep")
@parties.arguments(RegisterPartySchema)
@parties.response(201, PartySchema)
def register(facts: dict[str, Any]) -> KnownParty:
    """Registers a party, with its contacts."""
    persons = [Person(**person) for person in facts.pop("persons")]
    return queries.party(db(), handlers.register_party(db(), **facts, persons=persons).id)


@parties.post("/parties/import")
@writes("parties.keep")
@parties.arguments(ImportPartiesSchema, location="form")
@parties.response(200, ImportedPartiesSchema)
@parties.doc(requestBody={"required": True, "content": {"multipart/form-data": {"schema": ImportPartiesSchema}}})
def take_over(facts: dict[str, Any]) -> Imported:
    """Takes over an Excel file with a contact in each row, all of it or nothing."""
    try:
        return handlers.import_parties(db(), estate_id=facts["estate_id"], file=facts["file"].stream)
    except FileRefused as error:
        raise Invalid({"file": [in_words(row) for row in error.problems]}) from error


@parties.get("/parties/<uuid:party_id>")
@reads("visits.read")
@parties.response(200, PartySchema)
def one(party_id: UUID) -> KnownParty:
    """One party."""
    return queries.party(db(), party_id)


@parties.patch("/parties/<uuid:party_id>")
@writes("parties.keep")
@parties.arguments(ChangePartySchema(partial=True))
@parties.response(200, PartySchema)
def change(facts: dict[str, Any], party_id: UUID) -> KnownParty:
    """What is told of the party from now on; what is left out stays."""
    handlers.change_party(db(), party_id=party_id, **facts)
    return queries.party(db(), party_id)


@parties.post("/parties/<uuid:party_id>/end")
@writes("parties.keep")
@parties.arguments(EndPartySchema)
@parties.response(200, PartySchema)
def end(facts: dict[str, Any], party_id: UUID) -> KnownParty:
    """The dealings with it end."""
    handlers.end_party(db(), party_id=party_id, **facts)
    return queries.party(db(), party_id)


@parties.post("/parties/<uuid:party_id>/resume")
@writes("parties.keep")
@parties.response(200, PartySchema)
def resume(party_id: UUID) -> KnownParty:
    """They go on after all."""
    handlers.resume_party(db(), party_id=party_id)
    return queries.party(db(), party_id)


@parties.post("/parties/<uuid:party_id>/persons")
@writes("parties.keep")
@parties.arguments(PersonSchema)
@parties.response(201, PartyPersonSchema)
def add_person(facts: dict[str, Any], party_id: UUID) -> PartyPerson:
    """One more contact at the party."""
    return handlers.add_person(db(), party_id=party_id, **facts)


@parties.post("/party-persons/<uuid:person_id>/drop")
@writes("parties.keep")
@parties.response(200, PartySchema)
def drop_person(person_id: UUID) -> KnownParty:
    """Who is there no more."""
    return queries.party(db(), handlers.drop_person(db(), person_id=person_id))
