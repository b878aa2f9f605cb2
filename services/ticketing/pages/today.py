"""Today: every role's home, one number and one click each."""

from typing import Any, cast
from uuid import UUID

from flask import Blueprint, render_template

from services.ticketing import queries
from shared.web import actor, db, reads
from shared.web.access import EVERY_ROLE
from shared.web.display import may
from shared.web.responses import wants_fragment

today = Blueprint("today", __name__)


@today.get("/today")
@reads(EVERY_ROLE)
def overview() -> Any:
    me = queries.staff_member(db(), cast(UUID, actor().id))
    template = "today_tickets.html" if wants_fragment() else "today.html"
    return render_template(
        template,
        counts=queries.counts(db(), me.id),
        due=queries.next_due(db(), me),
        uncovered=queries.estates_with_gaps(db()) if may("roster.edit") else 0,
        overdue_boxes=queries.overdue_boxes(db()) if may("mailbox.keep") else 0,
    )
