"""Pictures and documents of notices: sent with the form, shown to staff, taken away again."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.models import NoticeFile
from shared.attachments import JPEG, AttachmentStore
from shared.web import blank, db, reads, see_other, writes

notice_files = Blueprint("notice_files", __name__, url_prefix="/notices/<uuid:notice_id>/files/<uuid:file_id>")
STAFF_ONLY = "private, max-age=86400, immutable"


@notice_files.get("")
@reads("notices.read")
def show(notice_id: UUID, file_id: UUID) -> Response:
    return file_answer(queries.notice_file(db(), notice_id, file_id), STAFF_ONLY)


@notice_files.get("/thumbnail")
@reads("notices.read")
def thumbnail(notice_id: UUID, file_id: UUID) -> Response:
    return file_answer(queries.notice_file(db(), notice_id, file_id), STAFF_ONLY, small=True)


@notice_files.post("/detach")
@writes("notices.write")
def detach(notice_id: UUID, file_id: UUID) -> Any:
    form = blank()
    form.attempt(lambda: handlers.detach_from_notice(db(), notice_id=notice_id, file_id=file_id))
    for message in form.errors.get("", []):
        flash(message, "danger")
    return see_other(url_for("notice_pages.edit_form", notice_id=notice_id))


def attach_sent(notice_id: UUID) -> None:
    """Keeps the files of the form's field ``attachments``. Raises ``Invalid`` for it."""
    for file in request.files.getlist("attachments"):
        if file.filename:
            handlers.attach_to_notice(db(), notice_id=notice_id, name=file.filename, data=file.read())


def file_answer(file: NoticeFile, caching: str, *, small: bool = False) -> Response:
    """A picture to be shown, a document to be saved: browsers shall not open what others made within our pages."""
    store = AttachmentStore(settings_of(db()).attachments)
    with store.thumbnail(file.key) if small else store.open(file.key) as stream:
        answer = Response(stream.read(), content_type=file.content_type)
    if file.content_type != JPEG:
        answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    answer.headers["Cache-Control"] = caching
    answer.set_etag(f"{file.key}{'-small' if small else ''}")
    answer.make_conditional(request)
    return answer
