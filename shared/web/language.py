"""The reader's language: chosen on the page, else of the account, else of the browser; Chinese when nobody says."""

from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale

from shared.i18n import LANGUAGES
from shared.web.identity import person
from shared.web.site import site

COOKIE = "linli_language"
YEAR_SECONDS = 365 * 86_400
SHARED_TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"


def install(app: Flask) -> None:
    folders = (Path(app.root_path) / "translations", SHARED_TRANSLATIONS)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(map(str, folders))
    Babel(app, default_locale=LANGUAGES[0], locale_selector=chosen, timezone_selector=_zone)
    app.after_request(_remember)


def language_of_reader() -> str:
    return str(get_locale())[:2]


def chosen() -> str:
    """``?lang=en`` chooses for a year; the API goes by ``Accept-Language`` alone."""
    if not has_request_context():
        return LANGUAGES[0]
    wishes = [request.args.get("lang"), request.cookies.get(COOKIE)]
    if (asking := person()) is not None:
        wishes.append(asking.language)
    wishes.append(request.accept_languages.best_match(LANGUAGES))
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def _zone() -> str:
    return str(site().settings.site_zone)


def _remember(response: Any) -> Any:
    wish = request.args.get("lang")
    if wish in LANGUAGES:
        secure = site().settings.secure_cookies
        response.set_cookie(COOKIE, wish, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=secure)
    return response
