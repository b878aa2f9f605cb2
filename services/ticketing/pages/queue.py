"""The queue of tickets; what it shows stands in its address."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import Status, Team, TicketKind, Tier
from services.ticketing.pages.columns import of_tickets
from services.ticketing.queries import OPEN, TO_ANSWER, TO_DO, QueueFilter
from services.ticketing.schemas import QueueSchema, SaveFilterSchema
from shared.errors import N_
from shared.web import Form, actor, blank, db, reads, see_other, submitted, writes
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
    return _page(blank())


@queue.post("/tickets/filters")
@writes("tickets.read")
def save_filter() -> Any:
    """The filters of the address, as the page has them, get a name."""
    form = submitted(SaveFilterSchema())
    if form.valid and (saved := form.attempt(lambda: handlers.save_filter(db(), query=_query(), **form.facts))):
        flash(_("%(name)s is saved.", name=saved.name), "success")
        return see_other(f"{url_for('.overview')}?{saved.query}")
    return _page(form), 422


@queue.post("/tickets/filters/<uuid:filter_id>/remove")
@writes("tickets.read")
def remove_filter(filter_id: UUID) -> Any:
    removed = handlers.remove_filter(db(), filter_id=filter_id)
    flash(_("%(name)s is removed.", name=removed.name), "success")
    return see_other(url_for(".overview"))


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


def _page(saving: Form) -> str:
    form, fragment = submitted(QueueSchema(), request.args), wants_fragment()
    facts = form.facts if form.valid else QueueSchema().load({})
    found = queries.queue(db(), _chosen(**facts), after=request.args.get("after"), limit=PAGE)
    if fragment:
        return render_template("tickets_rows.html", page=found)
    return render_template(
        "tickets.html",
        form=form,
        state=facts["state"],
        page=found,
        kinds=TicketKind,
        tiers=Tier,
        teams=Team,
        statuses=Status,
        saved=queries.saved_filters(db()),
        query=_query(),
        saving=saving,
    )


def _query() -> str:
    """The filters of the address, always in the same order, without the place in the list."""
    names = QueueSchema().fields
    return urlencode([(name, request.args[name].strip()) for name in names if request.args.get(name, "").strip()])


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
