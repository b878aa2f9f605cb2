"""Signing in through the company's own identity provider (OpenID Connect, code flow with PKCE), where one is set up."""

from datetime import UTC, datetime
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, flash, request, session, url_for
from flask_babel import gettext as _

from services.ticketing import handlers
from services.ticketing.config import Settings
from services.ticketing.pages.session_cookies import with_sign_in
from shared import clock
from shared.web import PUBLIC, actor, db, local_path, see_other, writes
from shared.web.identity import PROOF_LASTS

HOME = "/ticketing/today"
NEXT, AGAIN = "external_sign_in_next", "external_sign_in_again"


def external_sign_in(settings: Settings) -> Blueprint:
    """The two routes of the flow; its state lives in the browser's signed cookie."""
    blueprint = Blueprint("external_sign_in", __name__)
    registry = OAuth()
    blueprint.record_once(lambda state: registry.init_app(state.app))
    registry.register(
        "provider",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    )

    @blueprint.get("/sign-in/external")
    @writes(PUBLIC, limit="30 per minute")
    def leave_for_provider() -> Any:
        """``again``: who is signed in already has to prove it once more, to the provider."""
        session[NEXT] = local_path(request.args.get("next"), HOME)
        session[AGAIN] = "again" in request.args
        anew = {"prompt": "login", "max_age": 0} if session[AGAIN] else {}
        return registry.provider.authorize_redirect(f"{settings.public_url}{url_for('.come_back')}", **anew)

    @blueprint.get("/sign-in/external/callback")
    @writes(PUBLIC, limit="30 per minute")
    def come_back() -> Any:
        try:
            person = registry.provider.authorize_access_token()["userinfo"]
        except (OAuthError, KeyError):
            return _refused(_("The identity provider did not confirm who you are. Please try again."))
        started = handlers.sign_in_external(
            db(), username=person.get("preferred_username", ""), verified_email=_verified_email(person)
        )
        if started is None:
            return _refused(_("You have no account here yet. Ask your project lead for one."))
        sign_in, secret = started
        proven_at = _proven_at(person) if session.pop(AGAIN, False) and sign_in.staff.id == actor().id else None
        return with_sign_in(see_other(local_path(session.pop(NEXT, None), HOME)), sign_in.staff, secret, proven_at)

    return blueprint


def _verified_email(person: Any) -> str | None:
    return person.get("email") if person.get("email_verified") is True else None


def _proven_at(person: Any) -> datetime | None:
    """When the provider last asked for a password; None where it does not say, or did not ask just now."""
    told = person.get("auth_time")
    proven_at = datetime.fromtimestamp(told, UTC) if isinstance(told, int) else None
    return proven_at if proven_at is not None and abs(clock.now() - proven_at) < PROOF_LASTS else None


def _refused(reason: str) -> Any:
    flash(reason, "danger")
    return see_other(url_for("sign_in.form"))
