"""One ticket: all that is known of it, what has been done, and the steps that may be taken now."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import Schema
from sqlalchemy.orm import Session

from services.ticketing import handlers, queries
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import AnswerChannel, Customer, PauseReason, Step, Team, Ticket, Tier
from services.ticketing.pages.hotline import CHANNELS as TOLD_BY
from services.ticketing.pages.photos import sent_photos
from services.ticketing.pages.quotes import may_quote
from services.ticketing.pages.steps import possible_steps, superiors_of
from services.ticketing.pages.timeline import told
from services.ticketing.schemas import (
    AddReporterSchema,
    AgreeFormSchema,
    AnswerSchema,
    AssignInTurnSchema,
    AssignSchema,
    ChangeTierSchema,
    ClassifySchema,
    MergeFormSchema,
    PauseFormSchema,
    ProposeSchema,
    ReasonSchema,
    ReferSchema,
    ResolveSchema,
)
from shared.web import Form, blank, db, qr_code, reads, see_other, submitted, writes
from shared.web.responses import wants_fragment

ticket = Blueprint("ticket", __name__, url_prefix="/tickets/<uuid:ticket_id>")


@ticket.get("")
@reads("tickets.read")
def overview(ticket_id: UUID) -> Any:
    """``?filed=1`` follows the hotline's form: the number is to be said aloud."""
    found = queries.ticket(db(), ticket_id)
    if not wants_fragment():
        return _page(found)
    if request.args.get("part") == "state":
        return render_template("ticket_state.html", ticket=found)
    return render_template("ticket_timeline.html", timeline=told(queries.timeline(db(), ticket_id)))


@ticket.get("/status-link.svg")
@reads("tickets.read")
def status_link(ticket_id: UUID) -> Response:
    """The resident's link as a QR code, to be photographed from the screen or printed."""
    return qr_code(resident_link(db(), Purpose.STATUS, queries.ticket(db(), ticket_id).id))


@ticket.post("/acknowledge")
@writes("tickets.dispatch")
def acknowledge(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.ACKNOWLEDGE, Schema(), handlers.acknowledge, _("Acknowledged."))


@ticket.post("/assign")
@writes("tickets.dispatch")
def assign(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.ASSIGN, AssignSchema(), handlers.assign, _("Assigned."))


@ticket.post("/assign_in_turn")
@writes("tickets.dispatch")
def assign_in_turn(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.ASSIGN_IN_TURN, AssignInTurnSchema(), handlers.assign_in_turn, _("Assigned."))


@ticket.post("/take")
@writes("tickets.work")
def take(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.TAKE, Schema(), handlers.take, _("It is yours now."))


@ticket.post("/classify")
@writes("tickets.dispatch")
def classify(ticket_id: UUID) -> Any:
    said = _("The category has been changed.")
    return _take(ticket_id, Step.CLASSIFY, ClassifySchema(), handlers.classify, said)


@ticket.post("/arrive")
@writes("tickets.work")
def arrive(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.ARRIVE, Schema(), handlers.arrive, _("Arrival noted."))


@ticket.post("/resolve")
@writes("tickets.work")
def resolve(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.RESOLVE, ResolveSchema(), _resolve, _("Resolved. Now the resident is to be answered."))


@ticket.post("/decline")
@writes("tickets.dispatch")
def decline(ticket_id: UUID) -> Any:
    said = _("Declined. The resident has been told the reason and is to be answered.")
    return _take(ticket_id, Step.DECLINE, ReasonSchema(), handlers.decline, said)


@ticket.post("/answer")
@writes("tickets.answer")
def answer(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.ANSWER, AnswerSchema(), handlers.answer, _("The answer has been recorded."))


@ticket.post("/close")
@writes("tickets.close")
def close(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.CLOSE, Schema(), handlers.close, _("Closed."))


@ticket.post("/reopen")
@writes("tickets.reopen")
def reopen(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.REOPEN, ReasonSchema(), handlers.reopen, _("Reopened; new clocks run."))


@ticket.post("/pause")
@writes("tickets.work")
def pause(ticket_id: UUID) -> Any:
    return _take(
        ticket_id, Step.PAUSE, PauseFormSchema(), handlers.pause, _("The ticket waits; its clocks stand still.")
    )


@ticket.post("/resume")
@writes("tickets.work")
def resume(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.RESUME, Schema(), handlers.resume, _("The ticket goes on, and so do its clocks."))


@ticket.post("/change_tier")
@writes("tickets.dispatch")
def change_tier(ticket_id: UUID) -> Any:
    said = _("The urgency has been changed; the clocks count from when they began.")
    return _take(ticket_id, Step.CHANGE_TIER, ChangeTierSchema(), handlers.change_tier, said)


@ticket.post("/agree")
@writes("tickets.dispatch")
def agree(ticket_id: UUID) -> Any:
    return _take(ticket_id, Step.AGREE, AgreeFormSchema(), handlers.agree, _("The time has been agreed."))


@ticket.post("/refer")
@writes("tickets.work")
def refer(ticket_id: UUID) -> Any:
    said = _("The superior has been asked, and the resident told that it was passed on.")
    return _take(ticket_id, Step.REFER, ReferSchema(), handlers.refer, said)


@ticket.post("/propose")
@writes("tickets.dispatch")
def propose(ticket_id: UUID) -> Any:
    return _take(
        ticket_id, Step.PROPOSE, ProposeSchema(), handlers.propose, _("Who asked has been told your solution.")
    )


@ticket.post("/add_reporter")
@writes("tickets.open")
def add_reporter(ticket_id: UUID) -> Any:
    said = _("Added. The household hears of every step from now on.")
    return _take(ticket_id, Step.ADD_REPORTER, AddReporterSchema(), handlers.add_reporter, said)


@ticket.post("/merge")
@writes("tickets.dispatch")
def merge(ticket_id: UUID) -> Any:
    said = _("Merged. Whoever told it is answered with the other ticket.")
    return _take(ticket_id, Step.MERGE, MergeFormSchema(), _merge, said)


@ticket.post("/flag_major")
@writes("tickets.dispatch")
def flag_major(ticket_id: UUID) -> Any:
    said = _("The project lead has been told, and will visit in person.")
    return _take(ticket_id, Step.FLAG_MAJOR, ReasonSchema(), handlers.flag_major, said)


@ticket.post("/withdraw_major")
@writes("tickets.oversee")
def withdraw_major(ticket_id: UUID) -> Any:
    said = _("No longer a major problem.")
    return _take(ticket_id, Step.WITHDRAW_MAJOR, ReasonSchema(), handlers.withdraw_major, said)


def _take(ticket_id: UUID, step: Step, schema: Schema, verb: Callable[..., Any], said: str) -> Any:
    form = submitted(schema)
    if form.valid and form.attempt(lambda: verb(db(), ticket_id=ticket_id, **form.facts)) is not None:
        flash(said, "success")
        return see_other(url_for(".overview", ticket_id=ticket_id))
    return _page(queries.ticket(db(), ticket_id), step, form), 422


def _merge(session: Session, *, ticket_id: UUID, into_number: str) -> Ticket:
    estate_id = queries.ticket(session, ticket_id).estate_id
    into_id = queries.ticket_of_number(session, estate_id, into_number)
    return handlers.merge(session, ticket_id=ticket_id, into_id=into_id)


def _resolve(session: Session, *, ticket_id: UUID, **facts: Any) -> Ticket:
    return handlers.resolve(session, ticket_id=ticket_id, photos=sent_photos(), **facts)


def _page(found: Ticket, refused: Step | None = None, form: Form | None = None) -> str:
    steps = possible_steps(db(), found)
    alike = queries.possible_duplicates(db(), queries.told_of(found), besides=found.id) if Step.MERGE in steps else ()
    return render_template(
        "ticket.html",
        ticket=found,
        timeline=told(queries.timeline(db(), found.id)),
        followers=queries.followers(db(), found.id),
        reporters=queries.reporters(db(), found.id),
        merged=queries.merged(db(), found.id),
        alike=alike,
        quotes=queries.quotes(db(), found.id),
        may_quote=may_quote(found),
        living_there=_living_there(found),
        may_reopen=handlers.may_reopen(db(), found),
        steps=steps,
        refused=refused,
        form=form or blank(),
        blank_form=blank({"channel": AnswerChannel.PHONE}),
        away_until=queries.away_today(db()).get(found.assignee_id) if found.assignee_id else None,
        candidates=queries.candidates(db(), found.estate_id) if Step.ASSIGN in steps else [],
        superiors=superiors_of(found) if Step.REFER in steps else [],
        channels=AnswerChannel,
        pause_reasons=PauseReason,
        told_by=TOLD_BY,
        teams=Team,
        categories=queries.categories(db(), found.kind) if Step.CLASSIFY in steps else [],
        other_tiers=[tier for tier in Tier if tier is not found.tier],
        status_url=resident_link(db(), Purpose.STATUS, found.id),
    )


def _living_there(ticket: Ticket) -> list[Customer]:
    """Who has followed a household that is gone, for whoever still has to get in."""
    if ticket.unit_id is None or ticket.customer is None or ticket.customer.moved_out_on is None:
        return []
    return [row for row in queries.households_of_unit(db(), ticket.unit_id) if row.moved_out_on is None]
