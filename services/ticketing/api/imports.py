"""Imports of premises and households from an Excel file: started here, carried out by the worker."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from services.ticketing import handlers, queries
from services.ticketing.config import settings_of
from services.ticketing.models import ImportJob
from services.ticketing.schemas import ImportRowSchema, ImportSchema, StartImportSchema
from shared.attachments import AttachmentStore
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, said, writes

imports = ApiBlueprint("imports", __name__, url_prefix="/api/v1/imports", description="Imports of estate files")


@imports.post("")
@writes("people.import")
@imports.arguments(StartImportSchema, location="form")
@imports.response(201, ImportRowSchema)
@imports.doc(requestBody={"required": True, "content": {"multipart/form-data": {"schema": StartImportSchema}}})
def start_import(form: dict[str, Any]) -> ImportJob:
    """Hands an estate's workbook to the worker; either the whole file goes in or nothing does."""
    upload = form["file"]
    file = AttachmentStore(settings_of(db()).attachments).save_file(upload.stream, "file")
    return handlers.start_import(db(), file_name=upload.filename, file=file)


@imports.get("")
@reads("people.import")
@imports.arguments(page_args(), location="query")
@imports.response(200, page_schema(ImportRowSchema))
def list_imports(args: dict[str, Any]) -> Page[ImportJob]:
    """The caller's imports, newest first; company roles see all."""
    return queries.import_jobs(db(), **args)


@imports.get("/<uuid:import_id>")
@reads("people.import")
@imports.response(200, ImportSchema)
def get_import(import_id: UUID) -> dict[str, Any]:
    """One import: how far it is, what it did, or what is wrong with its file."""
    job = queries.import_job(db(), import_id)
    return {"job": job, "problems": list(_in_words(job))}


def _in_words(job: ImportJob) -> Iterator[dict[str, Any]]:
    for problem in job.problems:
        yield problem | {"text": said(problem["message"], problem["params"])}
