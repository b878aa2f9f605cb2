"""Writing to the project lead without an account, and following it up by the receipt code (A2.9)."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import Estate, Ticket
from services.ticketing.pages.photos import sent_photos
from services.ticketing.schemas import WRITTEN, LetterSchema, ReceiptSchema
from shared.web import PUBLIC, Form, blank, db, reads, submitted, writes

letters = Blueprint("letters", __name__, url_prefix="/mailbox")


@letters.get("/<estate_code>")
@reads(PUBLIC, limit="120 per minute")
def write(estate_code: str) -> Any:
    return _page(queries.estate_of_code(db(), estate_code), blank())


@letters.post("/<estate_code>")
@writes(PUBLIC, limit="10 per hour")
def send(estate_code: str) -> Any:
    """The receipt code is shown once, and nowhere kept."""
    estate, form = queries.estate_of_code(db(), estate_code), submitted(LetterSchema())
    sent = form.attempt(lambda: _send(estate, form)) if form.valid else None
    if sent is None:
        return _page(estate, form), 422
    ticket, code = sent
    return render_template("letter_sent.html", estate=estate, ticket=ticket, code=code)


@letters.get("/receipt")
@reads(PUBLIC, limit="120 per minute")
def ask_receipt() -> Any:
    return render_template("letter_receipt.html", form=blank())


@letters.post("/receipt")
@writes(PUBLIC, limit="10 per minute")
def show_receipt() -> Any:
    form = submitted(ReceiptSchema())
    ticket_id = handlers.ticket_of_receipt(db(), form.facts["code"]) if form.valid else None
    if ticket_id is not None:
        return render_template("status.html", ticket=queries.status_view(db(), ticket_id))
    if form.valid:
        form.errors = {"code": [_("There is no letter with this code.")]}
    return render_template("letter_receipt.html", form=form), 422


def _send(estate: Estate, form: Form) -> tuple[Ticket, str]:
    return handlers.send_letter(db(), estate_id=estate.id, photos=sent_photos(), **form.facts)


def _page(estate: Estate, form: Form) -> str:
    return render_template("letter.html", estate=estate, form=form, kinds=WRITTEN)
