"""Photos of a visit, and the signature of who was met, on the record's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.schemas import SignRecordSchema
from shared.attachments import JPEG
from shared.web import Form, blank, db, reads, see_other, submitted, writes

visit_pictures = Blueprint("visit_pictures_page", __name__)


@visit_pictures.post("/visit/<uuid:visit_id>/photos")
@writes("visits.record")
def add_photos(visit_id: UUID) -> Any:
    photos = [data for data in (file.read() for file in request.files.getlist("photos")) if data]
    act = lambda: handlers.add_photos(db(), visit_id=visit_id, photos=photos)  # noqa: E731 - one call
    return _back(visit_id, blank(), act, _("The photos are kept with the record."))


@visit_pictures.post("/visit/<uuid:visit_id>/sign")
@writes("visits.record")
def sign(visit_id: UUID) -> Any:
    form = submitted(SignRecordSchema())
    act = lambda: handlers.sign_record(db(), visit_id=visit_id, **form.facts)  # noqa: E731 - one call
    return _back(visit_id, form, act, _("Signed."))


@visit_pictures.post("/pictures/<uuid:picture_id>/drop")
@writes("visits.record")
def drop(picture_id: UUID) -> Any:
    visit_id = handlers.drop_picture(db(), picture_id=picture_id)
    flash(_("The picture is gone."), "success")
    return see_other(url_for("visit_page.one", visit_id=visit_id))


@visit_pictures.get("/pictures/<uuid:picture_id>/<any('whole', 'small'):size>")
@reads("visits.read")
def image(picture_id: UUID, size: str) -> Response:
    answer = Response(queries.visit_picture(db(), picture_id, small=size == "small"), content_type=JPEG)
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def _back(visit_id: UUID, form: Form, act: Callable[[], Any], said: str) -> Any:
    """To the visit, with a word on what was done or on what stands in the way."""
    done = form.attempt(act) if form.valid else None
    for message in [message for messages in form.errors.values() for message in messages]:
        flash(message, "danger")
    if done is not None:
        flash(said, "success")
    return see_other(url_for("visit_page.one", visit_id=visit_id))
