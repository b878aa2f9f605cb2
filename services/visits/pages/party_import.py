"""Taking over the register of outside parties from an Excel file (B4.1)."""

from typing import Any, BinaryIO, cast

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.handlers import PARTIES, Imported
from services.visits.schemas import ImportPartiesFormSchema
from shared.errors import N_, Invalid
from shared.file_problems import FileRefused, Problem
from shared.web import Form, blank, db, reads, said, see_other, submitted, writes
from shared.web.exports import to_fill_in

party_import = Blueprint("party_import", __name__, url_prefix="/parties/import")
FIELD = "file"
EXAMPLES = (
    ["外包单位", "示例保洁有限公司", "保洁", "2026-01-01", "2026-12-31", "张示例", "项目经理", "13800138000", "", ""],
    ["外包单位", "示例保洁有限公司", "", "", "", "李示例", "领班", "13900139000", "", ""],
    ["政府部门", "示例街道办", "社区事务", "", "", "王示例", "主任", "010-12345678", "", ""],
)


@party_import.get("")
@reads("parties.keep")
def overview() -> Any:
    return _page(blank(), [])


@party_import.post("")
@writes("parties.keep", limit="20 per minute")
def take_over() -> Any:
    form, problems = submitted(ImportPartiesFormSchema()), list[Problem]()
    if form.valid and (done := form.attempt(lambda: _imported(form, problems))):
        told = {"new": done.new, "changed": done.changed, "same": done.same}
        flash(_("New: %(new)s; changed: %(changed)s; already known: %(same)s.", **told), "success")
        return see_other(url_for("party_pages.overview"))
    return _page(form, problems), 422


@party_import.get("/example.xlsx")
@reads("parties.keep")
def example() -> Response:
    heads = [column.names[0] for column in PARTIES.columns]
    return to_fill_in("parties.xlsx", PARTIES.names[0], heads, EXAMPLES)


def _imported(form: Form, problems: list[Problem]) -> Imported:
    """What is wrong with the file is added to ``problems``."""
    sent = request.files.get(FIELD)
    if sent is None or not sent.filename:
        raise Invalid({FIELD: [N_("Choose a file first.")]})
    try:
        return handlers.import_parties(db(), file=cast(BinaryIO, sent.stream), **form.facts)
    except FileRefused as error:
        problems.extend(error.problems)
        raise


def _page(form: Form, problems: list[Problem]) -> str:
    named = [(said(row.message, row.params), row) for row in problems]
    return render_template("party_import.html", form=form, problems=named, estates=queries.estates(db()))
