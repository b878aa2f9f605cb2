"""Who was invited chooses a password by the link, and is signed in."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from services.ticketing import handlers
from services.ticketing.handlers.invitations import LinkSpent
from services.ticketing.models import LinkState
from services.ticketing.pages.session_cookies import with_sign_in
from services.ticketing.pages.sign_in import HOME
from services.ticketing.schemas import ChosenPasswordSchema
from shared import clock
from shared.web import PUBLIC, Form, blank, db, reads, see_other, submitted, writes

invitation = Blueprint("invitation", __name__, url_prefix="/invitation/<token>")


@invitation.get("")
@reads(PUBLIC, limit="60 per minute")
def ask(token: str) -> Any:
    """Opening the link does not use it up: programs that preview links open them too."""
    return _page(token, blank())


@invitation.post("")
@writes(PUBLIC, limit="20 per minute")
def choose(token: str) -> Any:
    form = submitted(ChosenPasswordSchema())
    verb = handlers.choose_password
    if form.valid and (signed_in := form.attempt(lambda: verb(db(), token=token, password=form.facts["password"]))):
        db().flush()
        flash(_("Welcome. From now on you sign in with your user name and this password."), "success")
        started, secret = signed_in
        return with_sign_in(see_other(HOME), started.staff, secret)
    return _page(token, form)


def _page(token: str, form: Form) -> Any:
    found = handlers.invitation_of(db(), token)
    state = found.state_at(clock.now()) if found else None
    status = 422 if form.errors else 200
    if state is LinkState.OPEN:
        return render_template("invitation.html", invited=found, form=form), status
    why = LinkSpent(state).message if state else None
    return render_template("invitation_spent.html", why=why, used=state is LinkState.USED), 410 if state else 404
