"""收支公示: statements of income and expenditure as staff list, write and import them (A2.6)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.handlers import StatementContent
from services.notify.handlers.wording import period_name
from services.notify.models import Estate, Flow, Statement, StatementState
from services.notify.pages.statement_forms import Row, by_name, empty_row, rows_of, sent
from services.notify.schemas import DraftStatementSchema, EditStatementFormSchema, StatementFilterSchema
from services.notify.schemas.values import in_yuan
from shared.errors import N_
from shared.web import Form, blank, db, language_of_reader, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of, to_fill_in

statements = Blueprint("statement_pages", __name__, url_prefix="/statements")
PAGE = 50
MOST_ROWS = 200


@statements.get("")
@reads("statements.read")
def overview() -> Any:
    filters = submitted(StatementFilterSchema(), request.args)
    page = queries.statements(db(), **filters.facts, after=request.args.get("after"), limit=PAGE)
    return render_template(
        "statements.html", page=page, estates=queries.estates(db()), states=StatementState, period_of=_period
    )


@statements.post("/export")
@writes("statements.read")
def export() -> Any:
    chosen = filters_of(StatementFilterSchema())
    return exported(
        List(
            N_("Income and expenditure"),
            _columns(),
            lambda session, after: queries.statements(session, **chosen, after=after, limit=AT_ONCE),
        )
    )


@statements.get("/new")
@reads("statements.write")
def new() -> Any:
    """``estate`` chooses one of the writer's; it goes on where the statement before ended."""
    estate = _chosen(request.args.get("estate"))
    rows = [empty_row(row) for row in queries.fee_categories(db(), estate.id)] if estate else []
    return _form_page(estate, None, blank(by_name(rows)), rows)


@statements.post("/new")
@writes("statements.write")
def draft() -> Any:
    """``more`` (a category) and ``less`` (the number of a row) change the form, without a script too."""
    form, rows = sent(DraftStatementSchema())
    estate = _chosen(request.form.get("estate_id"))
    if _reshaped(rows):
        return _form_page(estate, None, blank({**form.values, **by_name(rows)}), rows)
    if form.valid and (row := form.attempt(lambda: _draft(form))):
        flash(_("Saved as a draft. It goes to the board once the project lead has signed it."), "success")
        return see_other(url_for("statement_steps.one", statement_id=row.id))
    return _form_page(estate, None, form, rows), 422


@statements.get("/<uuid:statement_id>/edit")
@reads("statements.write")
def edit_form(statement_id: UUID) -> Any:
    row = queries.statement(db(), statement_id)
    rows = rows_of(row, queries.fee_categories(db(), row.estate_id))
    return _form_page(queries.estate(db(), row.estate_id), row, blank({**_written(row), **by_name(rows)}), rows)


@statements.post("/<uuid:statement_id>/edit")
@writes("statements.write")
def edit(statement_id: UUID) -> Any:
    form, rows = sent(EditStatementFormSchema())
    row = queries.statement(db(), statement_id)
    if _reshaped(rows):
        return _form_page(queries.estate(db(), row.estate_id), row, blank({**form.values, **by_name(rows)}), rows)
    if form.valid and form.attempt(lambda: _edit(statement_id, form)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for("statement_steps.one", statement_id=statement_id))
    row = queries.statement(db(), statement_id)
    return _form_page(queries.estate(db(), row.estate_id), row, form, rows), 422


@statements.get("/<uuid:statement_id>/lines.xlsx")
@reads("statements.write")
def example(statement_id: UUID) -> Response:
    """The file to be filled in, with a row for each category of the estate."""
    row = queries.statement(db(), statement_id)
    head = ["收支", "类别", "明细", "金额（元）"] if language_of_reader() == "zh" else HEAD_EN
    words = {Flow.INCOME: "收入", Flow.EXPENSE: "支出"} if language_of_reader() == "zh" else WORDS_EN
    body = [[words[each.flow], each.name, "", ""] for each in queries.fee_categories(db(), row.estate_id)]
    return to_fill_in("statement.xlsx", "收支明细", head, body)


HEAD_EN = ["Income or expenditure", "Category", "Item", "Amount in yuan"]
WORDS_EN = {Flow.INCOME: "income", Flow.EXPENSE: "expenditure"}


def _draft(form: Form) -> Statement:
    facts = {**form.facts}
    return handlers.draft_statement(db(), estate_id=facts.pop("estate_id"), content=StatementContent(**facts))


def _edit(statement_id: UUID, form: Form) -> Statement:
    facts = {**form.facts}
    version = facts.pop("version")
    content = StatementContent(**facts)
    return handlers.edit_statement(db(), statement_id=statement_id, content=content, version=version)


def _reshaped(rows: list[Row]) -> bool:
    """Whether a button asked for another row, which is added, or for one less."""
    more = request.form.get("more")
    if more and len(rows) < MOST_ROWS:
        after = max((number for number, row in enumerate(rows) if row.get("category_id") == more), default=len(rows))
        rows.insert(after + 1, {"category_id": more, "item": "", "amount": ""})
    return bool(more or request.form.get("less"))


def _written(row: Statement) -> dict[str, Any]:
    """What the form shows of a statement."""
    days = {"begins_on": row.begins_on.isoformat(), "ends_on": row.ends_on.isoformat()}
    sums = {"opening": in_yuan(row.opening_fen), "closing": in_yuan(row.closing_fen)}
    return days | sums | {"note": row.note, "note_en": row.note_en, "version": row.version}


def _chosen(wanted: str | None) -> Estate | None:
    estates = queries.estates(db())
    return next((row for row in estates if str(row.id) == wanted), next(iter(estates), None))


def _form_page(estate: Estate | None, row: Statement | None, form: Form, rows: list[Row]) -> str:
    categories = queries.fee_categories(db(), estate.id) if estate else []
    return render_template(
        "statement_edit.html",
        estate=estate,
        estates=queries.estates(db()),
        statement=row,
        form=form,
        rows=rows,
        categories={str(each.id): each for each in categories},
        kept={line["category_id"]: line for line in row.lines} if row else {},
        flows=Flow,
    )


def _period(row: Statement) -> str:
    return period_name(row.begins_on, row.ends_on, language_of_reader())


def _columns() -> list[Column[Statement]]:
    estates = {row.id: row.name for row in queries.estates(db())}
    return [
        Column(N_("Estate"), lambda row: estates.get(row.estate_id)),
        Column(N_("Begins"), lambda row: row.begins_on),
        Column(N_("Last day"), lambda row: row.ends_on),
        Column(N_("State"), lambda row: label(row.state)),
        Column(N_("Opening balance"), lambda row: in_yuan(row.opening_fen)),
        Column(N_("Income"), lambda row: in_yuan(row.income_fen)),
        Column(N_("Expenditure"), lambda row: in_yuan(row.expense_fen)),
        Column(N_("Closing balance"), lambda row: in_yuan(row.closing_fen)),
        Column(N_("Signed by"), lambda row: row.signed_by),
        Column(N_("Signed"), lambda row: row.signed_at),
    ]
