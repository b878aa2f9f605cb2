"""The contact log, what is to be done with outside parties, and each task (B4.1)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.models import PartyContact, PartyKind, TaskKind, TaskState
from services.visits.queries import Followed
from services.visits.schemas import (
    ContactFilterSchema,
    FinishTaskSchema,
    PutOffTaskSchema,
    ReasonSchema,
    TaskFilterSchema,
)
from shared import audit
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of
from shared.web.trail import told

PAGE = 50
party_work = Blueprint("party_work", __name__, url_prefix="/parties")


@party_work.get("/contacts")
@reads("visits.read")
def contacts() -> Any:
    filters = submitted(ContactFilterSchema(), request.args)
    page = queries.party_contacts(db(), **filters.facts, after=request.args.get("after"), limit=PAGE)
    return render_template("party_contacts.html", page=page, kinds=PartyKind)


@party_work.post("/contacts/export")
@writes("visits.read")
def export_contacts() -> Any:
    chosen = filters_of(ContactFilterSchema())
    rows = lambda session, after: queries.party_contacts(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Contact log"), CONTACTS, rows))


@party_work.get("/tasks")
@reads("visits.read")
def tasks() -> Any:
    """Without a choice what is still to be done."""
    filters = submitted(TaskFilterSchema(), request.args)
    chosen = filters.facts if "state" in request.args else {**filters.facts, "state": TaskState.OPEN}
    page = queries.party_tasks(db(), **chosen, after=request.args.get("after"), limit=PAGE)
    return render_template("party_tasks.html", page=page, kinds=TaskKind, states=TaskState)


@party_work.post("/tasks/export")
@writes("visits.read")
def export_tasks() -> Any:
    asked = filters_of(TaskFilterSchema())
    chosen = asked if "state" in request.args else {**asked, "state": TaskState.OPEN}
    rows = lambda session, after: queries.party_tasks(session, **chosen, after=after, limit=AT_ONCE)  # noqa: E731 - one call
    return exported(List(N_("Follow-up"), TASKS, rows))


@party_work.get("/tasks/<uuid:task_id>")
@reads("visits.read")
def task(task_id: UUID) -> Any:
    return _page(task_id, blank())


@party_work.post("/tasks/<uuid:task_id>/finish")
@writes("parties.record")
def finish(task_id: UUID) -> Any:
    return _step(task_id, submitted(FinishTaskSchema()), handlers.finish_task, _("Finished."))


@party_work.post("/tasks/<uuid:task_id>/verify")
@writes("parties.record")
def verify(task_id: UUID) -> Any:
    return _step(task_id, blank(), handlers.verify_task, _("Verified."))


@party_work.post("/tasks/<uuid:task_id>/put-off")
@writes("parties.record")
def put_off(task_id: UUID) -> Any:
    return _step(task_id, submitted(PutOffTaskSchema()), handlers.put_off_task, _("Put off."))


@party_work.post("/tasks/<uuid:task_id>/drop")
@writes("parties.keep")
def drop(task_id: UUID) -> Any:
    return _step(task_id, submitted(ReasonSchema()), handlers.drop_task, _("Dropped."))


CONTACTS: list[Column[PartyContact]] = [
    Column(N_("When?"), lambda row: row.contacted_at),
    Column(N_("Party"), lambda row: row.party.name),
    Column(N_("Kind"), lambda row: label(row.party.kind)),
    Column(N_("By what means?"), lambda row: label(row.way)),
    Column(N_("With whom?"), lambda row: row.person),
    Column(N_("About what?"), lambda row: row.about),
    Column(N_("Outcome"), lambda row: row.outcome),
    Column(N_("Recorded by"), lambda row: row.recorded_by),
]
TASKS: list[Column[Followed]] = [
    Column(N_("Due by"), lambda row: row.task.due_on),
    Column(N_("Task"), lambda row: row.task.title),
    Column(N_("Kind"), lambda row: label(row.task.kind)),
    Column(N_("Party"), lambda row: row.task.party.name),
    Column(N_("Who does it?"), lambda row: row.task.owner),
    Column(N_("Followed up by"), lambda row: row.follower),
    Column(N_("State"), lambda row: label(row.task.state)),
    Column(N_("Outcome"), lambda row: row.task.outcome),
    Column(N_("Verified by"), lambda row: row.task.checked_by),
]


def _page(task_id: UUID, form: Form) -> str:
    found = queries.party_task(db(), task_id)
    history = [told(row) for row in audit.trail(db(), subject=task_id).items]
    return render_template("party_task.html", found=found, form=form, history=history, today=queries.today(db()))


def _step(task_id: UUID, form: Form, verb: Callable[..., object], done: str) -> Any:
    if form.valid and form.attempt(lambda: verb(db(), task_id=task_id, **form.facts)) is not None:
        flash(done, "success")
        return see_other(url_for(".task", task_id=task_id))
    return _page(task_id, form), 422
