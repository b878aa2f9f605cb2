"""The resident's view of the own ticket, by a signed link and without an account."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from services.ticketing import handlers, queries
from services.ticketing.handlers.signed_links import LASTS_DAYS, Purpose
from services.ticketing.pages.resident_links import subject_behind
from services.ticketing.queries import StatusView
from shared.errors import NotFound
from shared.web import PUBLIC, db, reads

status = Blueprint("status", __name__)


@status.get("/status/<token>")
@reads(PUBLIC, limit="60 per minute")
def progress(token: str) -> Any:
    return _page(Purpose.STATUS, token, queries.status_view, _quote_url)


@status.get("/report/<token>")
@reads(PUBLIC, limit="60 per minute")
def progress_of_told(token: str) -> Any:
    """For a household that told the same as another."""
    return _page(Purpose.REPORT, token, queries.reported_view, lambda _subject: "")


def _quote_url(ticket_id: UUID) -> str:
    """Where a quote waits for the household's word; of the own ticket alone."""
    waiting = queries.waiting_quote(db(), ticket_id)
    return handlers.quote_link(db(), waiting) if waiting else ""


def _page(
    purpose: Purpose, token: str, view: Callable[[Session, UUID], StatusView], quote_url: Callable[[UUID], str]
) -> Any:
    subject = subject_behind(purpose, token)
    try:
        found = subject and view(db(), subject)
    except NotFound:
        found = None
    if not subject or not found:
        return render_template("status_unknown.html", days=LASTS_DAYS), 404
    return render_template("status.html", ticket=found, quote_url=quote_url(subject))
