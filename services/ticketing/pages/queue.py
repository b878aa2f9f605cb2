"""The queue of tickets; what it shows stands in its address."""

from typing import Any

from flask import Blueprint, render_template, request

from services.ticketing import queries
from services.ticketing.models import Status, Team, TicketKind, Tier
from services.ticketing.pages.columns import of_tickets
from services.ticketing.queries import OPEN, TO_ANSWER, TO_DO, QueueFilter
from services.ticketing.schemas import QueueSchema
from shared.errors import N_
from shared.web import actor, db, reads, submitted, writes
from shared.web.exports import AT_ONCE, List, exported, filters_of
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
        kinds=TicketKind,
        tiers=Tier,
        teams=Team,
        statuses=Status,
    )


@queue.post("/tickets/export")
@writes("tickets.read")
def export() -> Any:
    chosen = _chosen(**filters_of(QueueSchema()))
    return exported(
        List(
            N_("Tickets"),
            of_tickets(),
            lambda session, after: queries.queue(session, chosen, after=after, limit=AT_ONCE),
        )
    )


def _chosen(*, state: str, due: str | None, whose: str | None, **others: Any) -> QueueFilter:
    return QueueFilter(
        statuses=STATES[state],
        late=due == "late",
        soon=due == "soon",
        assignee_id=actor().id if whose == "mine" else None,
        referred_to_id=actor().id if whose == "asked" else None,
        unassigned=whose == "nobody",
        team=Team(whose) if whose in set(Team) else None,
        **others,
    )
