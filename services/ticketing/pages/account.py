"""The own account: language, absences and password."""

from typing import Any, cast
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import AbsenceReason, Staff
from services.ticketing.pages.absences import blank_absence, entered_absence
from services.ticketing.pages.session_cookies import with_sign_in, with_token
from services.ticketing.schemas import LanguageSchema, OwnPasswordSchema
from shared import clock
from shared.web import Form, actor, blank, db, reads, see_other, site, submitted, writes
from shared.web.access import EVERY_ROLE

account = Blueprint("account", __name__)


@account.get("/account")
@reads(EVERY_ROLE)
def overview() -> Any:
    return _page(_self())


@account.post("/account/language")
@writes(EVERY_ROLE)
def choose_language() -> Any:
    """Changes the account's language: the token carries it to every service, and messages follow it."""
    form = submitted(LanguageSchema())
    if not form.valid:
        return _page(_self(), language=form), 422
    staff = handlers.change_staff(db(), staff_id=_self().id, **form.facts)
    return with_token(see_other(url_for(".overview", lang=staff.language)), staff)


@account.post("/account/password")
@writes(EVERY_ROLE, limit="10 per minute")
def change_password() -> Any:
    """Every other sign-in of the account ends; this one goes on."""
    form, staff = submitted(OwnPasswordSchema()), _self()
    if form.valid and (entered := form.attempt(lambda: _change(form, staff))):
        flash(_("Your password has been changed. Everywhere else you have been signed out."), "success")
        return with_sign_in(see_other(url_for(".overview")), staff, entered[1])
    return _page(staff, password=form), 422


@account.post("/account/absences")
@writes(EVERY_ROLE)
def enter_absence() -> Any:
    form, staff = entered_absence(_self().id), _self()
    return see_other(url_for(".overview")) if form.valid else (_page(staff, absence=form), 422)


def _change(form: Form, staff: Staff) -> Any:
    """A wrong current password counts as a failed sign-in, so that it cannot be guessed here either."""
    if handlers.sign_in(db(), username=staff.username, password=form.facts["current"]) is None:
        form.errors = {"current": [_("This is not your current password.")]}
        return None
    db().flush()
    handlers.set_password(db(), staff_id=staff.id, password=form.facts["password"])
    db().flush()
    return handlers.sign_in(db(), username=staff.username, password=form.facts["password"])


def _self() -> Staff:
    return queries.staff_member(db(), cast(UUID, actor().id))


def _page(
    staff: Staff, *, language: Form | None = None, password: Form | None = None, absence: Form | None = None
) -> str:
    return render_template(
        "account.html",
        staff=staff,
        language=language or blank({"language": staff.language}),
        password=password or blank(),
        absence=absence or blank_absence(),
        absences=queries.absences(db(), staff.id),
        absence_reasons=AbsenceReason,
        today=clock.today(site().settings.site_zone),
    )
