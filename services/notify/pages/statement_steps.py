"""One statement, and its way from the draft over the lead's signature to the board (A2.6)."""

from collections.abc import Callable
from typing import Any, BinaryIO, cast
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.models import Statement, StatementState
from services.notify.pages.statement_views import shown
from services.notify.schemas import SignStatementSchema
from shared import audit
from shared.errors import N_, Invalid
from shared.file_problems import FileRefused, Problem
from shared.web import Form, blank, db, proved_lately, reads, said, see_other, submitted, writes
from shared.web.trail import told

statement_steps = Blueprint("statement_steps", __name__, url_prefix="/statements/<uuid:statement_id>")
FIELD = "file"
AGAIN = "/ticketing/sign-in/again?next="


@statement_steps.get("")
@reads("statements.read")
def one(statement_id: UUID) -> Any:
    return _page(statement_id, blank())


@statement_steps.get("/print")
@reads("statements.read")
def print_view(statement_id: UUID) -> Any:
    """A4 for the board: amounts, comparison, chart, signature and the place of the seal."""
    row = queries.statement(db(), statement_id)
    estate = queries.estate(db(), row.estate_id)
    view = shown(row, queries.statement_before(db(), row, public=False))
    return render_template("statement_print.html", estate=estate, back=url_for(".one", statement_id=row.id), **view)


@statement_steps.get("/sign")
@reads("statements.sign")
def sign_form(statement_id: UUID) -> Any:
    """What is to be signed, once the lead has typed the password again."""
    row = queries.statement(db(), statement_id)
    if row.state is not StatementState.DRAFT:
        return see_other(url_for(".one", statement_id=statement_id))
    return _sign_page(row, blank()) if proved_lately() else _prove_first(statement_id)


@statement_steps.post("/sign")
@writes("statements.sign")
def sign(statement_id: UUID) -> Any:
    form = submitted(SignStatementSchema())
    if not proved_lately():
        return _prove_first(statement_id)
    if form.valid and form.attempt(lambda: _signed(statement_id, form)) is not None:
        flash(_("Signed. It can go to the board; any change voids the signature."), "success")
        return see_other(url_for(".one", statement_id=statement_id))
    return _sign_page(queries.statement(db(), statement_id), form), 422


@statement_steps.post("/publish")
@writes("notices.approve")
def publish(statement_id: UUID) -> Any:
    done = _("It is on the boards, for everybody to read and to verify.")
    return _taken(statement_id, lambda: handlers.publish_statement(db(), statement_id=statement_id), done)


@statement_steps.post("/discard")
@writes("statements.write")
def discard(statement_id: UUID) -> Any:
    done = _("The draft has been discarded.")
    return _taken(statement_id, lambda: handlers.discard_statement(db(), statement_id=statement_id), done)


@statement_steps.post("/correct")
@writes("statements.write")
def correct(statement_id: UUID) -> Any:
    """Goes on to the draft of the correction."""
    form = blank()
    if new := form.attempt(lambda: handlers.correct_statement(db(), statement_id=statement_id)):
        flash(_("A draft of the correction. Residents see the old one until this one is published."), "success")
        return see_other(url_for("statement_pages.edit_form", statement_id=new.id))
    return _page(statement_id, form), 422


@statement_steps.post("/lines")
@writes("statements.write")
def import_lines(statement_id: UUID) -> Any:
    form, problems = blank(), list[Problem]()
    if form.attempt(lambda: _imported(statement_id, problems)) is not None:
        flash(_("The lines of the file have taken the place of those before."), "success")
        return see_other(url_for(".one", statement_id=statement_id))
    return _page(statement_id, form, [(said(row.message, row.params), row) for row in problems]), 422


def _imported(statement_id: UUID, problems: list[Problem]) -> Statement:
    """What is wrong with the file is added to ``problems``."""
    sent = request.files.get(FIELD)
    if sent is None or not sent.filename:
        raise Invalid({FIELD: [N_("Choose a file first.")]})
    try:
        return handlers.import_lines(db(), statement_id=statement_id, file=cast(BinaryIO, sent.stream))
    except FileRefused as error:
        problems.extend(error.problems)
        raise


def _signed(statement_id: UUID, form: Form) -> Statement:
    return handlers.sign_statement(db(), statement_id=statement_id, **form.facts)


def _prove_first(statement_id: UUID) -> Any:
    return see_other(AGAIN + quote(url_for(".sign_form", statement_id=statement_id), safe=""))


def _sign_page(row: Statement, form: Form) -> str:
    estate = queries.estate(db(), row.estate_id)
    return render_template("statement_sign.html", form=form, estate=estate, **shown(row, None))


def _page(statement_id: UUID, form: Form, problems: Any = ()) -> str:
    row = queries.statement(db(), statement_id)
    estate = queries.estate(db(), row.estate_id)
    address = url_for("board_statements.one", estate_code=estate.code, statement_id=row.id)
    return render_template(
        "statement.html",
        form=form,
        estate=estate,
        problems=problems,
        correction=queries.correction(db(), row.id),
        address=settings_of(db()).public_url + address,
        history=[told(each) for each in audit.trail(db(), subject=row.id).items],
        **shown(row, queries.statement_before(db(), row, public=False)),
    )


def _taken(statement_id: UUID, step: Callable[[], Statement], done: str) -> Any:
    form = blank()
    if form.attempt(step) is not None:
        flash(done, "success")
        return see_other(url_for(".one", statement_id=statement_id))
    return _page(statement_id, form), 422
