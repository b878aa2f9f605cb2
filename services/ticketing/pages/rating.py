"""The resident's rating of a closed request, by a signed link and without an account; never by staff."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.handlers.signed_links import LASTS_DAYS, Purpose
from services.ticketing.models import BEST, Ticket
from services.ticketing.pages.resident_links import subject_behind
from services.ticketing.schemas import RateSchema
from shared.errors import N_, Forbidden, NotFound
from shared.web import PUBLIC, Form, blank, db, reads, see_other, submitted, writes
from shared.web.identity import person

rating = Blueprint("rating", __name__)
SCORES = {
    BEST: N_("very satisfied"),
    4: N_("satisfied"),
    3: N_("all right"),
    2: N_("dissatisfied"),
    1: N_("very dissatisfied"),
}


class OnlyResidentsRate(Forbidden):
    message = N_("Only the resident rates a request. Sign out to see what the resident sees.")


@rating.get("/rating/<token>")
@reads(PUBLIC, limit="60 per minute")
def ask(token: str) -> Any:
    return _page(_rated_by(token), blank())


@rating.post("/rating/<token>")
@writes(PUBLIC, limit="20 per minute")
def rate(token: str) -> Any:
    """Sent twice, the first answer counts."""
    ticket, form = _rated_by(token), submitted(RateSchema())
    if ticket is None:
        return _page(ticket, form)
    if form.valid and form.attempt(lambda: handlers.rate(db(), ticket_id=ticket.id, **form.facts)) is not None:
        return see_other(url_for(".ask", token=token))
    return _page(ticket, form), 422


def _rated_by(token: str) -> Ticket | None:
    """The ticket of the link. Raises ``OnlyResidentsRate``."""
    if person() is not None:
        raise OnlyResidentsRate
    ticket_id = subject_behind(Purpose.RATING, token)
    try:
        return queries.ticket(db(), ticket_id) if ticket_id else None
    except NotFound:
        return None


def _page(ticket: Ticket | None, form: Form) -> Any:
    if ticket is None:
        return render_template("status_unknown.html", days=LASTS_DAYS), 404
    scores = [(score, _(words)) for score, words in SCORES.items()]
    return render_template("rating.html", ticket=ticket, form=form, scores=scores)
