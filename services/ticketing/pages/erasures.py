"""Erasing the people of a household: what it would do, and the act itself, with reason and password."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.handlers import WRONG_PASSWORD
from services.ticketing.models import Erasure
from services.ticketing.schemas import EraseSchema
from shared import clock
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes

erasures = Blueprint("erasure_pages", __name__, url_prefix="/customers/<uuid:customer_id>/erase")


@erasures.get("")
@reads("people.erase")
def preview(customer_id: UUID) -> Any:
    if queries.customer(db(), customer_id).erased_at is not None:
        return see_other(url_for("customer_pages.household", customer_id=customer_id))
    return _page(customer_id, blank())


@erasures.post("")
@writes("people.erase")
def erase(customer_id: UUID) -> Any:
    queries.customer(db(), customer_id)
    form = submitted(EraseSchema())
    if form.valid and form.attempt(lambda: _erased(form, customer_id)) is not None:
        flash(_("The people of the household have been erased. Its requests stay."), "success")
        return see_other(url_for("customer_pages.household", customer_id=customer_id))
    return _page(customer_id, form), 422


def _erased(form: Form, customer_id: UUID) -> Erasure | None:
    """A wrong password is no refusal that undoes: that it was tried is kept."""
    facts = {**form.facts}
    if handlers.confirm_password(db(), password=facts.pop("password")):
        return handlers.erase_customer(db(), customer_id=customer_id, **facts)
    form.errors = {"password": [_(WRONG_PASSWORD)]}
    return None


def _page(customer_id: UUID, form: Form) -> str:
    today = clock.today(site().settings.site_zone)
    shown = queries.erasure_preview(db(), queries.customer(db(), customer_id), today)
    return render_template("household_erase.html", shown=shown, customer=shown.household, form=form)
