"""Notify's front door, and its part of the Today page."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from services.notify import queries
from shared.permissions import allowed
from shared.web import actor, db, reads

home = Blueprint("home", __name__)


@home.get("/")
@reads("inbox.read")
def front_door() -> Any:
    may_see_ledger = allowed(actor().roles, "messages.read")
    return redirect(url_for("ledger_pages.messages" if may_see_ledger else "inbox_pages.overview"))


@home.get("/today/fragment")
@reads("inbox.read")
def today() -> str:
    """Notify's part of the Today page."""
    roles = actor().roles
    return render_template(
        "today_fragment.html",
        unread=queries.unread_count(db()),
        unreached=queries.unreached(db()) if allowed(roles, "messages.read") else None,
        undone=queries.undone_count(db()) if allowed(roles, "postings.record") else None,
        overdue_signs=queries.overdue_signs(db()) if allowed(roles, "signs.plan") else None,
        awaiting=queries.awaiting_approval(db()) if allowed(roles, "notices.approve") else None,
    )
