"""Signing in and out, and renewing what a page that stays open all day needs."""

from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers
from services.ticketing.pages.session_cookies import SECRET_COOKIE, with_sign_in, with_token, without_sign_in
from services.ticketing.schemas import CredentialsSchema
from shared.web import PUBLIC, Form, blank, db, local_path, reads, see_other, signed_in, submitted, writes
from shared.web.responses import wants_fragment

sign_in = Blueprint("sign_in", __name__)
HOME = "/ticketing/today"


@sign_in.get("/sign-in")
@reads(PUBLIC)
def form() -> Any:
    """Who is already signed in goes on to where the link leads."""
    return see_other(_next()) if signed_in() else _page(blank())


@sign_in.post("/sign-in")
@writes(PUBLIC, limit="30 per minute")
def enter() -> Any:
    typed = submitted(CredentialsSchema())
    if not typed.valid:
        return _page(typed), 422
    found = typed.attempt(lambda: handlers.sign_in(db(), **typed.facts))
    if found is None:
        typed.errors = typed.errors or {"": [_("User name or password is wrong.")]}
        return _page(typed), 422
    started, secret = found
    return with_sign_in(see_other(_next()), started.staff, secret)


@sign_in.get("/session")
@reads(PUBLIC)
def renew() -> Any:
    """Renews the token, or leads to the sign-in; the script of an open page gets 204 or 401 instead."""
    staff = handlers.renew(db(), secret=request.cookies.get(SECRET_COOKIE, ""))
    if wants_fragment():
        return with_token(make_response("", 204), staff) if staff else make_response("", 401)
    if staff is None:
        return see_other(url_for(".form", next=_next()))
    return with_token(see_other(_next()), staff)


@sign_in.post("/sign-out")
@writes(PUBLIC, limit="60 per minute", from_any_service=True)
def leave() -> Any:
    """Ends the sign-in; a token that was taken from the browser ends by itself within the hour."""
    handlers.sign_out(db(), secret=request.cookies.get(SECRET_COOKIE, ""))
    return without_sign_in(see_other(url_for(".form")))


def _page(form: Form) -> str:
    external = "external_sign_in" in current_app.blueprints
    return render_template("sign_in.html", form=form, next=_next(), external=external)


def _next() -> str:
    """Where to go afterwards, on this site only."""
    return local_path(request.values.get("next"), HOME)
