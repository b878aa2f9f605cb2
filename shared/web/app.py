"""Builds a service's web application from what all of them share and its own blueprints."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request
from flask_bootstrap import Bootstrap5
from flask_smorest import Blueprint as ApiBlueprint
from jinja2 import ChoiceLoader, FileSystemLoader
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as PlainResponse

from shared import tracing
from shared.config import Settings
from shared.db import Database
from shared.directory import ClientRights, StaffRights
from shared.logging import configure_logging
from shared.service import Service
from shared.web import access, api, display, errors, language, personal_data, security
from shared.web.health import health
from shared.web.operations import operations
from shared.web.site import EXTENSION, Site

HERE = Path(__file__).resolve().parent
SERVICES = HERE.parents[1] / "services"
KEPT_SECONDS = 365 * 86_400
PACKAGE_FILES = frozenset({"shared.static", "bootstrap.static", "api-docs.openapi_json"})


class RouteWithoutPermission(AssertionError):
    """A view that neither names a permission nor says that it is public."""


def create_app(
    service: Service,
    settings: Settings,
    *,
    database: Database | None = None,
    staff: type[StaffRights],
    clients: type[ClientRights],
    pages: Sequence[Blueprint],
    apis: Sequence[ApiBlueprint],
    labels: Mapping[str, str] | None = None,
) -> Flask:
    """The application, to be mounted below ``/<service>``.

    ``staff`` and ``clients`` are the service's (copies of the) directories of who may sign in.
    """
    configure_logging(settings.log_format)
    app = Flask(service.name, root_path=str(SERVICES / service.name), static_folder=None, static_url_path="/static")
    app.secret_key = settings.secret_key
    app.config.update(
        APPLICATION_ROOT=f"/{service.name}",
        SEND_FILE_MAX_AGE_DEFAULT=KEPT_SECONDS,
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # the default provider has it
    _share_templates(app)
    _trace(app, settings.collector)
    errors.install(app)
    app.extensions[EXTENSION] = Site(
        service=service,
        settings=settings,
        database=database or Database(settings.database_url, settings),
        staff=staff,
        clients=clients,
        labels=labels or {},
        limiter=FixedWindowRateLimiter(MemoryStorage()),
        csrf=security.install(app, secure_cookies=settings.secure_cookies, name=service.name),
    )
    language.install(app)
    display.install(app)
    _register(app, service.name, pages, apis)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def mounted(app: Flask) -> DispatcherMiddleware:
    """The application below its name, as the proxy passes requests on."""
    return DispatcherMiddleware(PlainResponse("Not found\n", 404), {app.config["APPLICATION_ROOT"]: app})


def _share_templates(app: Flask) -> None:
    Bootstrap5(app)
    shared_files = Blueprint("shared", __name__, static_folder=HERE / "static", static_url_path="/assets")
    app.register_blueprint(shared_files)
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([*([own] if own else []), FileSystemLoader(HERE / "templates")])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _register(app: Flask, name: str, pages: Sequence[Blueprint], apis: Sequence[ApiBlueprint]) -> None:
    for blueprint in (health, operations, personal_data.pages, *pages):
        app.register_blueprint(blueprint)
    documented = api.install(app, f"Linli {name}")
    for blueprint in (personal_data.api, *apis):
        documented.register_blueprint(blueprint)
    for endpoint in PACKAGE_FILES & app.view_functions.keys():
        app.view_functions[endpoint] = _open_to_all(app.view_functions[endpoint])
    unguarded = [endpoint for endpoint, view in app.view_functions.items() if not hasattr(view, "permission")]
    if unguarded:
        raise RouteWithoutPermission(", ".join(unguarded))


def _open_to_all(view: Any) -> Any:
    """A package's view may be a bound method, which takes no attributes."""

    def opened(**place: Any) -> Any:
        return view(**place)

    return access.open_to_all(opened)


def _trace(app: Flask, collector: str) -> None:
    if collector:
        tracing.record(collector)
    app.before_request(_begin_span)
    app.after_request(_note_status)
    app.teardown_request(_end_span)


def _begin_span() -> None:
    """Named by the route: addresses of public pages hold a resident's token."""
    route = request.url_rule.rule if request.url_rule else "nowhere"
    parent = request.headers.get("traceparent")
    g.span = tracing.span(current_app.name, f"{request.method} {route}", parent, "server")
    g.span.note(http__request__method=request.method, http__route=route)


def _note_status(response: Response) -> Response:
    g.span.note(failed=response.status_code >= 500, http__response__status_code=response.status_code)
    return response


def _end_span(error: BaseException | None) -> None:
    g.pop("span", tracing.UNRECORDED).__exit__(type(error), error, None)
