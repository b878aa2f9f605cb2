"""Importing an estate from an Excel file: uploaded here, carried out by the worker, followed until its end."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from services.ticketing import handlers, queries
from services.ticketing.config import settings_of
from services.ticketing.models import ImportJob
from shared.attachments import XLSX, AttachmentStore
from shared.errors import N_, Invalid
from shared.web import Form, blank, db, reads, said, see_other, writes
from shared.web.responses import wants_fragment

imports = Blueprint("import_pages", __name__, url_prefix="/imports")
PAGE = 20
FIELD = "file"


@imports.get("")
@reads("people.import")
def overview() -> Any:
    return _page(blank())


@imports.post("")
@writes("people.import", limit="20 per minute")
def start() -> Any:
    form = blank()
    if job := form.attempt(_start):
        return see_other(url_for(".one", job_id=job.id))
    return _page(form), 422


@imports.get("/<uuid:job_id>")
@reads("people.import")
def one(job_id: UUID) -> Any:
    """The page can be left and found again; its live part follows the work."""
    job = queries.import_job(db(), job_id)
    problems = [(said(problem["message"], problem["params"]), problem) for problem in job.problems]
    template = "import_progress.html" if wants_fragment() else "import_one.html"
    return render_template(template, job=job, problems=problems)


@imports.get("/example.xlsx")
@reads("people.import")
def example() -> Response:
    """A small file with every column, to be filled in."""
    from services.ticketing.pages.import_example import example_workbook  # noqa: PLC0415 - openpyxl takes memory

    response = Response(example_workbook(), content_type=XLSX)
    response.headers["Content-Disposition"] = "attachment; filename=linli.xlsx"
    return response


def _start() -> ImportJob:
    sent = request.files.get(FIELD)
    if sent is None or not sent.filename:
        raise Invalid({FIELD: [N_("Choose a file first.")]})
    kept = AttachmentStore(settings_of(db()).attachments).save_file(cast(BinaryIO, sent.stream), FIELD)
    return handlers.start_import(db(), file_name=sent.filename, file=kept)


def _page(form: Form) -> str:
    return render_template(
        "imports.html", form=form, page=queries.import_jobs(db(), after=request.args.get("after"), limit=PAGE)
    )
