"""What somebody has still to solve, handed over at once."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import ngettext

from services.ticketing import handlers, queries
from services.ticketing.models import Takeover
from services.ticketing.schemas import PassOnSchema
from shared.web import Form, blank, db, reads, see_other, submitted, writes

pass_on = Blueprint("pass_on_pages", __name__, url_prefix="/staff/<uuid:staff_id>/pass-on")


@pass_on.get("")
@reads("tickets.dispatch")
def overview(staff_id: UUID) -> Any:
    return _page(staff_id, blank({"way": Takeover.COLLEAGUE}))


@pass_on.post("")
@writes("tickets.dispatch")
def give(staff_id: UUID) -> Any:
    form = submitted(PassOnSchema())
    if form.valid and (count := form.attempt(lambda: handlers.pass_on(db(), staff_id=staff_id, **form.facts))):
        flash(
            ngettext("%(num)s ticket has been handed over.", "%(num)s tickets have been handed over.", count), "success"
        )
        return see_other(url_for(".overview", staff_id=staff_id))
    return _page(staff_id, form), 422


def _page(staff_id: UUID, form: Form) -> str:
    return render_template(
        "pass_on.html",
        member=queries.staff_member(db(), staff_id),
        tickets=queries.to_solve(db(), staff_id),
        form=form,
        candidates=queries.candidates(db()),
        ways=Takeover,
    )
