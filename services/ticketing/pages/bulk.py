"""Several tickets of the queue at once: what will happen to each is told before it does, and afterwards what did."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from marshmallow import Schema

from services.ticketing import handlers, queries
from services.ticketing.handlers import Outcome
from services.ticketing.models import AnswerChannel, Step
from services.ticketing.schemas import AnswerManySchema, AssignManySchema, ChosenSchema, ConfirmAssignSchema
from shared.errors import Invalid
from shared.web import Form, db, local_path, reads, submitted, writes
from shared.web.validation import of_domain_error

bulk = Blueprint("bulk", __name__, url_prefix="/tickets/bulk")


@bulk.get("/assign")
@reads("tickets.dispatch")
def confirm_assign() -> Any:
    facts = _asked(ConfirmAssignSchema())
    chosen, whom = facts["selected"], facts["assignee_id"]
    outcomes = handlers.foresee(db(), Step.ASSIGN, chosen, assignee_id=whom) if whom else _untried(chosen)
    return _page(Step.ASSIGN, outcomes, Form({"assignee_id": whom}))


@bulk.post("/assign")
@writes("tickets.dispatch")
def assign() -> Any:
    return _carry_out(Step.ASSIGN, AssignManySchema())


@bulk.get("/answer")
@reads("tickets.answer")
def confirm_answer() -> Any:
    form = Form({"channel": AnswerChannel.MESSAGE})
    return _page(Step.ANSWER, handlers.foresee(db(), Step.ANSWER, _asked(ChosenSchema())["selected"]), form)


@bulk.post("/answer")
@writes("tickets.answer")
def answer() -> Any:
    return _carry_out(Step.ANSWER, AnswerManySchema())


@bulk.get("/close")
@reads("tickets.close")
def confirm_close() -> Any:
    return _page(Step.CLOSE, handlers.foresee(db(), Step.CLOSE, _asked(ChosenSchema())["selected"]), Form({}))


@bulk.post("/close")
@writes("tickets.close")
def close() -> Any:
    return _carry_out(Step.CLOSE, ChosenSchema())


def _asked(schema: Schema) -> dict[str, Any]:
    """The choice in the address. Raises ``Invalid``."""
    form = submitted(schema, request.args)
    if not form.valid:
        raise Invalid(form.errors)
    return form.facts


def _untried(chosen: list[UUID]) -> list[Outcome]:
    return [Outcome(ticket_id, None) for ticket_id in chosen]


def _carry_out(step: Step, schema: Schema) -> Any:
    """The answer is the page itself: sent once more, it finds each ticket done and does nothing again."""
    form = submitted(schema)
    if not form.valid:
        chosen = submitted(ChosenSchema())
        if not chosen.valid:
            raise Invalid(chosen.errors)
        return _page(step, _untried(chosen.facts["selected"]), form), 422
    facts = dict(form.facts)
    return _page(step, handlers.do_to_each(db(), step, facts.pop("selected"), **facts), form, done=True)


def _page(step: Step, outcomes: list[Outcome], form: Form, *, done: bool = False) -> str:
    refusals = {row.ticket_id: said for row in outcomes if (said := _said(row))}
    ids = [row.ticket_id for row in outcomes]
    found = queries.tickets(db(), ids)
    return render_template(
        "bulk.html",
        step=step,
        tickets_chosen=found,
        refusals=refusals,
        possible=[row for row in found if row.id not in refusals],
        others=queries.told_too(db(), ids) if step is Step.ANSWER else {},
        candidates=queries.candidates(db()) if step is Step.ASSIGN and not done else [],
        channels=AnswerChannel,
        form=form,
        done=done,
        back=local_path(request.values.get("next"), url_for("queue.overview")),
    )


def _said(outcome: Outcome) -> str:
    if outcome.refusal is None:
        return ""
    return " ".join(text for texts in of_domain_error(outcome.refusal).values() for text in texts)
