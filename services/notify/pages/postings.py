"""张贴: what is to be posted or taken down, ticked off on a phone with a photo (A1.2, C2.1)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.models import Posting, PostingState
from services.notify.pages.notice_files import STAFF_ONLY
from services.notify.schemas import PostedFormSchema, RemovedFormSchema
from shared.attachments import JPEG
from shared.errors import N_, NotFound
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported

postings = Blueprint("posting_pages", __name__, url_prefix="/postings")
MOST_HANGING = 50


@postings.get("")
@reads("postings.record")
def overview() -> Any:
    return _page(blank(), None)


@postings.post("/export")
@writes("postings.record")
def export() -> Any:
    """What hangs, hung and is to hang, with who posted it and when: the proof (C2.1)."""
    estates = {row.id: row.name for row in queries.estates(db())}
    columns = [Column[Posting](N_("Estate"), lambda row: estates.get(row.estate_id)), *PROOF]
    return exported(
        List(N_("Postings"), columns, lambda session, after: queries.postings(session, after=after, limit=AT_ONCE))
    )


PROOF: list[Column[Posting]] = [
    Column(N_("Place"), lambda row: f"{row.place.building} {row.place.name}".strip()),
    Column(N_("Notice"), lambda row: row.notice.title),
    Column(N_("Number"), lambda row: row.notice.number),
    Column(N_("State"), lambda row: label(row.state)),
    Column(N_("Due"), lambda row: row.due_at),
    Column(N_("Posted"), lambda row: row.posted_at),
    Column(N_("Posted by"), lambda row: row.posted_by),
    Column(N_("Taken down"), lambda row: row.removed_at),
    Column(N_("Taken down by"), lambda row: row.removed_by),
]


@postings.get("/<uuid:posting_id>/paper")
@reads("postings.record")
def paper(posting_id: UUID) -> Any:
    """The sheet to be posted, for who posts it."""
    notice = queries.notice(db(), queries.posting(db(), posting_id).notice_id)
    estate, back = queries.estate(db(), notice.estate_id), url_for(".overview")
    return render_template("notice_print.html", notice=notice, estate=estate, back=back)


@postings.post("/<uuid:posting_id>/posted")
@writes("postings.record")
def posted(posting_id: UUID) -> Any:
    form = submitted(PostedFormSchema())
    facts = {"posting_id": posting_id, "photo": _sent_photo(), **form.facts}
    if not form.valid or form.attempt(lambda: handlers.record_posted(db(), **facts)) is None:
        return _page(form, posting_id), 422
    flash(_("Recorded: it hangs."), "success")
    return see_other(url_for(".overview"))


@postings.post("/<uuid:posting_id>/removed")
@writes("postings.record")
def removed(posting_id: UUID) -> Any:
    form = submitted(RemovedFormSchema())
    facts = {"posting_id": posting_id, "photo": _sent_photo() or None, **form.facts}
    if not form.valid or form.attempt(lambda: handlers.record_removed(db(), **facts)) is None:
        return _page(form, posting_id), 422
    flash(_("Recorded: it has been taken down."), "success")
    return see_other(url_for(".overview"))


@postings.get("/<uuid:posting_id>/photos/<moment>")
@reads("postings.record")
def photo(posting_id: UUID, moment: str) -> Response:
    """``moment`` is ``posted`` or ``removed``."""
    if moment not in {"posted", "removed"}:
        raise NotFound
    answer = Response(queries.posting_photo(db(), posting_id, moment), content_type=JPEG)
    answer.headers["Cache-Control"] = STAFF_ONLY
    return answer


def _sent_photo() -> bytes:
    file = request.files.get("photo")
    return file.read() if file else b""


def _page(form: Form, refused: UUID | None) -> str:
    return render_template(
        "postings.html",
        page=queries.undone_postings(db(), after=request.args.get("after")),
        hung=queries.postings(db(), state=PostingState.POSTED, limit=MOST_HANGING).items,
        form=form,
        blank_form=blank(),
        refused=refused,
    )
