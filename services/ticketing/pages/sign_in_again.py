"""Typing the own password once more, before an act that binds: signing a statement of income and expenditure (A2.6)."""

from typing import Any, cast
from uuid import UUID

from flask import Blueprint, current_app, render_template, request
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.handlers import WRONG_PASSWORD
from services.ticketing.models import Staff
from services.ticketing.pages.session_cookies import with_token
from services.ticketing.schemas import PasswordSchema
from shared import clock
from shared.web import Form, actor, blank, db, local_path, reads, see_other, submitted, writes
from shared.web.access import EVERY_ROLE

sign_in_again = Blueprint("sign_in_again", __name__)
HOME = "/ticketing/today"


@sign_in_again.get("/sign-in/again")
@reads(EVERY_ROLE)
def form() -> Any:
    return _page(blank())


@sign_in_again.post("/sign-in/again")
@writes(EVERY_ROLE, limit="10 per minute", keeps_answer=False)
def prove() -> Any:
    """Goes on to where the act is done; the token tells every service that it was the person, and when."""
    typed = submitted(PasswordSchema())
    if typed.valid and typed.attempt(lambda: _proved(typed)):
        return with_token(see_other(_next()), _self(), clock.now())
    return _page(typed), 422


def _proved(typed: Form) -> bool:
    """A wrong password is no refusal that undoes: that it was tried is kept."""
    if handlers.confirm_password(db(), **typed.facts):
        return True
    typed.errors = {"password": [_(WRONG_PASSWORD)]}
    return False


def _self() -> Staff:
    return queries.staff_member(db(), cast(UUID, actor().id))


def _page(typed: Form) -> str:
    external = "external_sign_in" in current_app.blueprints
    return render_template("sign_in_again.html", form=typed, staff=_self(), next=_next(), external=external)


def _next() -> str:
    return local_path(request.values.get("next"), HOME)
