"""催缴: reminding named households to pay, each of its own amount (C3)."""

from typing import Any, BinaryIO, cast

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.models import FeeReminder
from services.notify.schemas import RemindFormSchema
from shared import clock
from shared.errors import N_, Invalid
from shared.file_problems import FileRefused, Problem
from shared.web import Form, blank, db, language_of_reader, reads, said, see_other, site, submitted, writes
from shared.web.exports import to_fill_in

fee_reminders = Blueprint("fee_reminder_pages", __name__, url_prefix="/fee-reminders")
FIELD = "file"
HEADS = {"zh": ["房号", "姓名", "金额（元）"], "en": ["Unit", "Name", "Amount in yuan"]}
EXAMPLE = ["2栋 5层 0502", "", "1234.50"]


@fee_reminders.get("")
@reads("fees.remind")
def overview() -> Any:
    return _page(blank(), [])


@fee_reminders.post("")
@writes("fees.remind", limit="20 per minute")
def send() -> Any:
    form, problems = submitted(RemindFormSchema()), list[Problem]()
    if form.valid and (row := form.attempt(lambda: _sent(form, problems))):
        flash(_("Households told what they have to pay: %(count)s", count=row.households), "success")
        return see_other(url_for(".overview"))
    return _page(form, problems), 422


@fee_reminders.get("/example.xlsx")
@reads("fees.remind")
def example() -> Response:
    return to_fill_in("reminders.xlsx", "欠费", HEADS[language_of_reader()], [EXAMPLE])


def _sent(form: Form, problems: list[Problem]) -> FeeReminder:
    """What is wrong with the file is added to ``problems``."""
    sent = request.files.get(FIELD)
    if sent is None or not sent.filename:
        raise Invalid({FIELD: [N_("Choose a file first.")]})
    try:
        return handlers.remind_to_pay(db(), file=cast(BinaryIO, sent.stream), **form.facts)
    except FileRefused as error:
        problems.extend(error.problems)
        raise


def _page(form: Form, problems: list[Problem]) -> str:
    estates = queries.estates(db())
    return render_template(
        "fee_reminders.html",
        page=queries.fee_reminders(db(), after=request.args.get("after")),
        estates=estates,
        form=form,
        problems=[(said(row.message, row.params), row) for row in problems],
        today=clock.today(site().settings.site_zone),
    )
