"""Other systems: who has a token for the JSON API, and what it may do."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from services.ticketing import handlers, queries
from services.ticketing.handlers.grants import grants_all
from services.ticketing.pages.columns import API_CLIENTS
from services.ticketing.schemas import ApiClientFormSchema
from shared.errors import N_
from shared.permissions import SCOPES, allowed
from shared.web import Form, actor, blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, List, exported

api_clients = Blueprint("api_client_pages", __name__, url_prefix="/api-clients")
PAGE = 100


@api_clients.get("")
@reads("staff.manage")
def overview() -> Any:
    return _page(blank())


@api_clients.post("")
@writes("staff.manage", keeps_answer=False)
def create() -> Any:
    """The token is shown on the page that answers, and never again."""
    form = submitted(ApiClientFormSchema())
    made = form.attempt(lambda: handlers.create_api_client(db(), **form.facts)) if form.valid else None
    if made is None:
        return _page(form), 422
    client, token = made
    db().flush()
    return render_template("api_client_token.html", client=client, token=token)


@api_clients.post("/export")
@writes("staff.manage")
def export() -> Any:
    read = queries.api_clients
    return exported(
        List(N_("Other systems"), API_CLIENTS, lambda session, after: read(session, after=after, limit=AT_ONCE))
    )


@api_clients.post("/<uuid:client_id>/revoke")
@writes("staff.manage")
def revoke(client_id: UUID) -> Any:
    client = handlers.revoke_api_client(db(), client_id=client_id)
    flash(_("%(name)s has no access any more.", name=client.name), "success")
    return see_other(url_for(".overview"))


def _page(form: Form) -> str:
    return render_template(
        "api_clients.html",
        form=form,
        page=queries.api_clients(db(), after=request.args.get("after"), limit=PAGE),
        scopes=[(scope, _named(scope)) for scope in sorted(SCOPES) if _grants(scope)],
        everywhere=grants_all(actor()) or actor().estates is None,
        estates=[(str(estate.id), estate.name) for estate in queries.estates(db())],
    )


def _named(scope: str) -> Markup:
    """In words, and as programmers find it in the API's document."""
    return Markup("{}<small>{}</small>").format(label(scope), scope)


def _grants(scope: str) -> bool:
    return grants_all(actor()) or allowed(actor().roles, scope)
