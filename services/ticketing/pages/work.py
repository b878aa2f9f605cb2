"""My work, for a phone in a corridor: what is to do, and one ticket with its two buttons."""

from typing import Any, cast
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import PauseReason, Step, Ticket
from services.ticketing.pages.photos import sent_photos
from services.ticketing.pages.quotes import may_quote
from services.ticketing.pages.steps import possible_steps, superiors_of
from services.ticketing.schemas import PauseFormSchema, ReferSchema, ResolveSchema
from shared.web import Form, actor, blank, db, open_to_all, reads, see_other, service_worker, submitted, writes
from shared.web.responses import wants_fragment

work = Blueprint("work", __name__, url_prefix="/work")


@work.get("")
@reads("tickets.work")
def overview() -> Any:
    """The own tickets, then what colleagues of the team do."""
    me = queries.staff_member(db(), cast(UUID, actor().id))
    found = queries.work(db(), me)
    return render_template(
        "work_cards.html" if wants_fragment() else "work.html",
        mine=[ticket for ticket in found if ticket.assignee_id == me.id],
        of_team=[ticket for ticket in found if ticket.assignee_id != me.id],
    )


@work.get("/offline.js")
@open_to_all
def offline() -> Any:
    """The pages of this file are opened where there is no connection: in a basement, in a lift."""
    return service_worker()


@work.get("/<uuid:ticket_id>")
@reads("tickets.work")
def one(ticket_id: UUID) -> Any:
    return _page(ticket_id)


@work.post("/<uuid:ticket_id>/arrive")
@writes("tickets.work")
def arrive(ticket_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.arrive(db(), ticket_id=ticket_id)):
        flash(_("Arrival noted."), "success")
        return see_other(url_for(".one", ticket_id=ticket_id))
    return _page(ticket_id, form), 422


@work.post("/<uuid:ticket_id>/pause")
@writes("tickets.work")
def pause(ticket_id: UUID) -> Any:
    form = submitted(PauseFormSchema())
    if form.valid and form.attempt(lambda: handlers.pause(db(), ticket_id=ticket_id, **form.facts)) is not None:
        flash(_("The ticket waits; its clocks stand still."), "success")
        return see_other(url_for(".one", ticket_id=ticket_id))
    return _page(ticket_id, form), 422


@work.post("/<uuid:ticket_id>/refer")
@writes("tickets.work")
def refer(ticket_id: UUID) -> Any:
    form = submitted(ReferSchema())
    if form.valid and form.attempt(lambda: handlers.refer(db(), ticket_id=ticket_id, **form.facts)) is not None:
        flash(_("The superior has been asked, and the resident told that it was passed on."), "success")
        return see_other(url_for(".one", ticket_id=ticket_id))
    return _page(ticket_id, form), 422


@work.post("/<uuid:ticket_id>/resume")
@writes("tickets.work")
def resume(ticket_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.resume(db(), ticket_id=ticket_id)) is not None:
        flash(_("The ticket goes on, and so do its clocks."), "success")
        return see_other(url_for(".one", ticket_id=ticket_id))
    return _page(ticket_id, form), 422


@work.post("/<uuid:ticket_id>/resolve")
@writes("tickets.work")
def resolve(ticket_id: UUID) -> Any:
    form = submitted(ResolveSchema())
    if form.valid and (done := form.attempt(lambda: _resolve(ticket_id, form))):
        flash(_("%(number)s is resolved. The front desk answers the resident.", number=done.number), "success")
        return see_other(url_for(".overview"))
    return _page(ticket_id, form), 422


def _resolve(ticket_id: UUID, form: Form) -> Ticket:
    return handlers.resolve(db(), ticket_id=ticket_id, photos=sent_photos(), **form.facts)


def _page(ticket_id: UUID, form: Form | None = None) -> str:
    found = queries.ticket(db(), ticket_id)
    steps = possible_steps(db(), found)
    return render_template(
        "work_ticket.html",
        ticket=found,
        steps=steps,
        quotes=queries.quotes(db(), found.id),
        may_quote=may_quote(found),
        superiors=superiors_of(found) if Step.REFER in steps else [],
        pause_reasons=PauseReason,
        form=form or blank(),
    )
