"""The queue of tickets; what it shows stands in its address."""

from itertools import chain
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from services.ticketing import handlers, queries
from services.ticketing.models import Status, Team, TicketKind, Tier
from services.ticketing.queries import OPEN, TO_ANSWER, TO_DO, QueueFilter
from services.ticketing.schemas import AssignManySchema, QueueSchema
from shared.web import actor, db, local_path, reads, see_other, submitted, writes
from shared.web.display import may
from shared.web.responses import wants_fragment

queue = Blueprint("queue", __name__)
PAGE = 50
STATES: dict[str, frozenset[Status]] = {
    "open": OPEN,
    "todo": TO_DO,
    "to_answer": TO_ANSWER,
    "all": frozenset(),
    **{status: frozenset({status}) for status in Status},
}


@queue.get("/tickets")
@reads("tickets.read")
def overview() -> Any:
    """An impossible filter in the address is told, and filters nothing."""
    form, fragment = submitted(QueueSchema(), request.args), wants_fragment()
    facts = form.facts if form.valid else QueueSchema().load({})
    return render_template(
        "tickets_rows.html" if fragment else "tickets.html",
        form=form,
        state=facts["state"],
        page=queries.queue(db(), _chosen(**facts), after=request.args.get("after"), limit=PAGE),
        candidates=queries.candidates(db()) if may("tickets.dispatch") and not fragment else [],
        kinds=TicketKind,
        tiers=Tier,
        teams=Team,
        statuses=Status,
    )


@queue.post("/tickets/assign")
@writes("tickets.dispatch")
def assign() -> Any:
    """Hands the chosen tickets to one person: all of them, or none when one cannot be."""
    form = submitted(AssignManySchema())
    if form.valid and (handed := form.attempt(lambda: _hand_over(**form.facts))):
        flash(ngettext("%(num)s ticket has been assigned.", "%(num)s tickets have been assigned.", handed), "success")
    else:
        flash(_("Nothing was assigned. %(reason)s", reason=" ".join(chain(*form.errors.values()))), "danger")
    return see_other(local_path(request.form.get("next"), url_for(".overview")))


def _hand_over(*, selected: list[UUID], assignee_id: UUID) -> int:
    for ticket_id in selected:
        handlers.assign(db(), ticket_id=ticket_id, assignee_id=assignee_id)
    return len(selected)


def _chosen(*, state: str, due: str | None, whose: str | None, **others: Any) -> QueueFilter:
    return QueueFilter(
        statuses=STATES[state],
        late=due == "late",
        soon=due == "soon",
        assignee_id=actor().id if whose == "mine" else None,
        referred_to_id=actor().id if whose == "asked" else None,
        unassigned=whose == "nobody",
        stranded=whose == "away",
        team=Team(whose) if whose in set(Team) else None,
        **others,
    )
