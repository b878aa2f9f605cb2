"""Fee standards, and reminders to pay (C3, C3.1)."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.models import FeeReminder, FeeStandard
from services.notify.schemas import (
    AddStandardSchema,
    FeeReminderSchema,
    FeeStandardFilterSchema,
    FeeStandardSchema,
    NothingSchema,
    RemindSchema,
    ReplaceStandardSchema,
)
from shared import clock
from shared.errors import Invalid
from shared.file_problems import FileRefused
from shared.paging import Page
from shared.web import ApiBlueprint, db, in_words, page_args, page_schema, reads, site, writes

fees = ApiBlueprint("fees", __name__, url_prefix="/api/v1", description="Fee standards and reminders")


@fees.get("/fee-standards")
@reads("fees.read")
@fees.arguments(FeeStandardFilterSchema, location="query")
@fees.response(200, page_schema(FeeStandardSchema))
def list_standards(args: dict[str, Any]) -> Page[FeeStandard]:
    """What counts today in the estate, all of it on one page."""
    return Page(queries.fee_standards(db(), day=clock.today(site().settings.site_zone), **args), None)


@fees.post("/fee-standards")
@writes("fees.edit")
@fees.arguments(AddStandardSchema)
@fees.response(201, FeeStandardSchema)
def add_standard(facts: dict[str, Any]) -> FeeStandard:
    """Approves what a fee is from its day on."""
    return handlers.add_standard(db(), **facts)


@fees.post("/fee-standards/<uuid:standard_id>/replace")
@writes("fees.edit")
@fees.arguments(ReplaceStandardSchema)
@fees.response(201, FeeStandardSchema)
def replace_standard(facts: dict[str, Any], standard_id: UUID) -> FeeStandard:
    """Approves another price, or another basis, of the same fee: answers with the new row."""
    return handlers.replace_standard(db(), standard_id=standard_id, **facts)


@fees.post("/fee-standards/<uuid:standard_id>/end")
@writes("fees.edit")
@fees.arguments(NothingSchema, required=False)
@fees.response(200, FeeStandardSchema)
def end_standard(_nothing: dict[str, Any], standard_id: UUID) -> FeeStandard:
    """Nobody pays it from today on."""
    return handlers.end_standard(db(), standard_id=standard_id)


@fees.get("/fee-reminders")
@reads("fees.remind")
@fees.arguments(page_args(), location="query")
@fees.response(200, page_schema(FeeReminderSchema))
def list_reminders(args: dict[str, Any]) -> Page[FeeReminder]:
    """The latest first; whom each told stands in the ledger of messages."""
    return queries.fee_reminders(db(), **args)


@fees.post("/fee-reminders")
@writes("fees.remind")
@fees.arguments(RemindSchema, location="form")
@fees.response(201, FeeReminderSchema)
def remind_to_pay(facts: dict[str, Any]) -> FeeReminder:
    """Tells each household of the file what it has to pay, all of them or nobody."""
    file = facts.pop("file")
    try:
        return handlers.remind_to_pay(db(), file=file.stream, **facts)
    except FileRefused as error:
        raise Invalid({"file": [in_words(row) for row in error.problems]}) from error
