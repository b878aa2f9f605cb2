"""负责人信箱, as staff see it: letters, paper boxes and their emptying, the poster (A2.9)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.config import settings_of
from services.ticketing.models import Estate, Letter, Ticket
from services.ticketing.pages.columns import of_emptyings, of_tickets
from services.ticketing.schemas import WRITTEN, EmptyBoxFormSchema, LetterSchema, PutUpBoxSchema
from shared.errors import N_
from shared.paging import Page
from shared.web import Form, blank, db, qr_code, reads, see_other, submitted, writes
from shared.web.exports import AT_ONCE, MOST_ROWS, List, exported, whole

mailbox = Blueprint("mailbox_pages", __name__, url_prefix="/mailbox-log")
PAGE = 50


@mailbox.get("")
@reads("tickets.read")
def overview() -> Any:
    return _page(blank({"every_days": 7}))


@mailbox.post("/export")
@writes("tickets.read")
def export() -> Any:
    return exported(
        List(
            N_("Lead's mailbox"),
            of_tickets(),
            lambda session, after: _tickets(queries.letters(session, after=after, limit=AT_ONCE)),
        )
    )


@mailbox.post("/emptyings/export")
@writes("tickets.read")
def export_emptyings() -> Any:
    return exported(
        List(
            N_("Emptying log"),
            of_emptyings(),
            whole(lambda session: queries.emptyings(session, limit=MOST_ROWS + 1)),
        )
    )


@mailbox.post("/boxes")
@writes("mailbox.keep")
def put_up_box() -> Any:
    form = submitted(PutUpBoxSchema())
    if form.valid and form.attempt(lambda: handlers.put_up_box(db(), **form.facts)) is not None:
        flash(_("The box is in the log."), "success")
        return see_other(url_for(".overview"))
    return _page(form), 422


@mailbox.post("/boxes/<uuid:box_id>/remove")
@writes("mailbox.keep")
def remove_box(box_id: UUID) -> Any:
    form = blank()
    if form.attempt(lambda: handlers.remove_box(db(), box_id=box_id)) is None:
        return _page(form), 422
    flash(_("The box has been removed; its log stays."), "success")
    return see_other(url_for(".overview"))


@mailbox.post("/boxes/<uuid:box_id>/empty")
@writes("mailbox.keep")
def empty_box(box_id: UUID) -> Any:
    """What was taken out is keyed in next."""
    form = submitted(EmptyBoxFormSchema())
    emptying = form.attempt(lambda: handlers.empty_box(db(), box_id=box_id, **form.facts)) if form.valid else None
    if emptying is None:
        return _page(form), 422
    flash(_("The emptying has been recorded."), "success")
    if emptying.letters == 0:
        return see_other(url_for(".overview"))
    return see_other(url_for(".letter", emptying_id=emptying.id))


@mailbox.get("/emptyings/<uuid:emptying_id>/letter")
@reads("mailbox.keep")
def letter(emptying_id: UUID) -> Any:
    return _letter_page(emptying_id, blank({"kind": WRITTEN[0]}))


@mailbox.post("/emptyings/<uuid:emptying_id>/letter")
@writes("mailbox.keep")
def key_in(emptying_id: UUID) -> Any:
    form = submitted(LetterSchema())
    if not form.valid or not (
        ticket := form.attempt(lambda: handlers.key_in_letter(db(), emptying_id=emptying_id, **form.facts))
    ):
        return _letter_page(emptying_id, form), 422
    flash(_("Keyed in as %(number)s.", number=ticket.number), "success")
    found = queries.emptying(db(), emptying_id)
    more = found.keyed < found.letters
    return see_other(url_for(".letter", emptying_id=emptying_id) if more else url_for(".overview"))


@mailbox.get("/poster/<uuid:estate_id>")
@reads("tickets.read")
def poster(estate_id: UUID) -> Any:
    """A4 for the wall above the box: the QR code leads to the form."""
    estate = queries.estate(db(), estate_id)
    return render_template("mailbox_poster.html", estate=estate, address=_address(estate))


@mailbox.get("/poster/<uuid:estate_id>.svg")
@reads("tickets.read")
def poster_code(estate_id: UUID) -> Response:
    return qr_code(_address(queries.estate(db(), estate_id)), scale=8)


def _tickets(letters: Page[Letter]) -> Page[Ticket]:
    return Page([letter.ticket for letter in letters.items], letters.next)


def _address(estate: Estate) -> str:
    return settings_of(db()).public_url + url_for("letters.write", estate_code=estate.code)


def _page(form: Form) -> str:
    return render_template(
        "mailbox.html",
        form=form,
        page=queries.letters(db(), after=request.args.get("after"), limit=PAGE),
        boxes=queries.boxes(db()),
        emptyings=queries.emptyings(db()),
        estates=queries.estates(db()),
    )


def _letter_page(emptying_id: UUID, form: Form) -> str:
    return render_template(
        "mailbox_letter.html", form=form, emptying=queries.emptying(db(), emptying_id), kinds=WRITTEN
    )
