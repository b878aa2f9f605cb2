"""Statements of income and expenditure: written, signed, published, verified (A2.6, C3.2)."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.handlers import StatementContent
from services.notify.models import FeeCategory, Statement, signatures
from services.notify.schemas import (
    AddFeeCategorySchema,
    DraftStatementSchema,
    EditStatementSchema,
    FeeCategoryFilterSchema,
    FeeCategorySchema,
    FeeCategoryTextSchema,
    LinesFileSchema,
    NothingSchema,
    SignStatementSchema,
    StatementFilterSchema,
    StatementKeysSchema,
    StatementSchema,
)
from shared.errors import N_, Forbidden, Invalid
from shared.file_problems import FileRefused
from shared.paging import Page
from shared.web import PUBLIC, ApiBlueprint, db, in_words, page_args, page_schema, proved_lately, reads, writes

statements = ApiBlueprint("statements", __name__, url_prefix="/api/v1", description="Income and expenditure")


class ProofNeeded(Forbidden):
    message = N_("To sign, give your password again: send a token that is not five minutes old.")


@statements.get("/statements")
@reads("statements.read")
@statements.arguments(page_args(StatementFilterSchema), location="query")
@statements.response(200, page_schema(StatementSchema))
def list_statements(args: dict[str, Any]) -> Page[Statement]:
    """The latest period first."""
    return queries.statements(db(), **args)


@statements.get("/statements/<uuid:statement_id>")
@reads("statements.read")
@statements.response(200, StatementSchema)
def get_statement(statement_id: UUID) -> Statement:
    """The whole statement."""
    return queries.statement(db(), statement_id)


@statements.post("/statements")
@writes("statements.write")
@statements.arguments(DraftStatementSchema)
@statements.response(201, StatementSchema)
def draft_statement(facts: dict[str, Any]) -> Statement:
    """A draft, which only staff see."""
    estate_id = facts.pop("estate_id")
    return handlers.draft_statement(db(), estate_id=estate_id, content=StatementContent(**facts))


@statements.put("/statements/<uuid:statement_id>")
@writes("statements.write")
@statements.arguments(EditStatementSchema)
@statements.response(200, StatementSchema)
def edit_statement(facts: dict[str, Any], statement_id: UUID) -> Statement:
    """Writes it anew, as a whole; any change voids a signature."""
    return handlers.edit_statement(db(), statement_id=statement_id, content=StatementContent(**facts))


@statements.post("/statements/<uuid:statement_id>/lines")
@writes("statements.write")
@statements.arguments(LinesFileSchema, location="form")
@statements.response(200, StatementSchema)
def import_lines(facts: dict[str, Any], statement_id: UUID) -> Statement:
    """Takes the lines from an Excel workbook, all or none."""
    try:
        return handlers.import_lines(db(), statement_id=statement_id, file=facts["file"].stream)
    except FileRefused as error:
        raise Invalid({"file": [in_words(row) for row in error.problems]}) from error


@statements.post("/statements/<uuid:statement_id>/discard")
@writes("statements.write")
@statements.arguments(NothingSchema, required=False)
@statements.response(200, StatementSchema)
def discard_statement(_nothing: dict[str, Any], statement_id: UUID) -> Statement:
    """It will not be published."""
    return handlers.discard_statement(db(), statement_id=statement_id)


@statements.post("/statements/<uuid:statement_id>/correct")
@writes("statements.write")
@statements.arguments(NothingSchema, required=False)
@statements.response(201, StatementSchema)
def correct_statement(_nothing: dict[str, Any], statement_id: UUID) -> Statement:
    """A draft that will replace what is published: answers with the new row."""
    return handlers.correct_statement(db(), statement_id=statement_id)


@statements.post("/statements/<uuid:statement_id>/sign")
@writes("statements.sign")
@statements.arguments(SignStatementSchema)
@statements.response(200, StatementSchema)
def sign_statement(facts: dict[str, Any], statement_id: UUID) -> Statement:
    """Signs it with the caller's name; needs a token of the last five minutes."""
    if not proved_lately():
        raise ProofNeeded
    return handlers.sign_statement(db(), statement_id=statement_id, **facts)


@statements.post("/statements/<uuid:statement_id>/publish")
@writes("notices.approve")
@statements.arguments(NothingSchema, required=False)
@statements.response(200, StatementSchema)
def publish_statement(_nothing: dict[str, Any], statement_id: UUID) -> Statement:
    """Puts what is signed on the boards."""
    return handlers.publish_statement(db(), statement_id=statement_id)


@statements.get("/statement-keys")
@reads(PUBLIC)
@statements.response(200, StatementKeysSchema)
def get_keys() -> dict[str, Any]:
    """The public keys (RFC 7517) of every signature that was ever made here."""
    return {"keys": signatures.published(settings_of(db()).statement_keys)}


@statements.get("/fee-categories")
@reads("statements.read")
@statements.arguments(FeeCategoryFilterSchema, location="query")
@statements.response(200, page_schema(FeeCategorySchema))
def list_categories(args: dict[str, Any]) -> Page[FeeCategory]:
    """Those in use in the estate, all of them on one page."""
    return Page(queries.fee_categories(db(), **args), None)


@statements.post("/fee-categories")
@writes("statements.write")
@statements.arguments(AddFeeCategorySchema)
@statements.response(201, FeeCategorySchema)
def add_category(facts: dict[str, Any]) -> FeeCategory:
    """One more category; the first brings those of the procedure along."""
    return handlers.add_category(db(), **facts)


@statements.put("/fee-categories/<uuid:category_id>")
@writes("statements.write")
@statements.arguments(FeeCategoryTextSchema)
@statements.response(200, FeeCategorySchema)
def change_category(facts: dict[str, Any], category_id: UUID) -> FeeCategory:
    """Renames it from now on."""
    return handlers.change_category(db(), category_id=category_id, **facts)


@statements.post("/fee-categories/<uuid:category_id>/retire")
@writes("statements.write")
@statements.arguments(NothingSchema, required=False)
@statements.response(200, FeeCategorySchema)
def retire_category(_nothing: dict[str, Any], category_id: UUID) -> FeeCategory:
    """It is offered no more."""
    return handlers.retire_category(db(), category_id=category_id)
