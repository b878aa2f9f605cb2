"""The staff inbox, and its count at the bell of every page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.schemas import ReadAllSchema
from shared.web import db, reads, see_other, submitted, writes

PAGE = 50
inbox = Blueprint("inbox_pages", __name__)


@inbox.get("/inbox")
@reads("inbox.read")
def overview() -> str:
    read = queries.inbox(db(), unread=False, after=request.args.get("after"), limit=PAGE)
    return render_template("inbox.html", unread=queries.inbox(db(), unread=True, limit=PAGE), page=read)


@inbox.get("/inbox/unread")
@reads("inbox.read")
def unread() -> str:
    """The live part of the inbox."""
    return render_template("inbox_unread.html", unread=queries.inbox(db(), unread=True, limit=PAGE))


@inbox.get("/inbox/count")
@reads("inbox.read")
def unread_count() -> str:
    """The figure at the bell on every page; nothing when all is read."""
    return render_template("inbox_count.html", count=queries.unread_count(db()))


@inbox.get("/inbox/<uuid:message_id>")
@writes("inbox.read")
def open_item(message_id: UUID) -> Any:
    """Marks the item as read and goes to what it is about."""
    return see_other(handlers.mark_read(db(), message_id=message_id).link)


@inbox.post("/inbox/<uuid:message_id>/read")
@writes("inbox.read")
def read(message_id: UUID) -> Any:
    handlers.mark_read(db(), message_id=message_id)
    return see_other(url_for(".overview"))


@inbox.post("/inbox/read")
@writes("inbox.read")
def read_all() -> Any:
    form = submitted(ReadAllSchema())
    if form.valid:
        count = handlers.mark_all_read(db(), **form.facts)
        flash(_("Marked as read: %(count)s", count=count), "success")
    return see_other(url_for(".overview"))
