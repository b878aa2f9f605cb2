"""Every route of the four services: guarded, documented, at the address that was promised."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from shared.db import Database
from shared.permissions import ROLES
from shared.web import PUBLIC, ApiBlueprint
from tests.integration.four_services import SERVICES, create_apps

KNOWN = frozenset[str]().union(*ROLES.values()) | {PUBLIC}
READING = {"GET", "HEAD", "OPTIONS"}
OPENING_IS_READING = {  # what a browser may do by itself
    "/inbox/<uuid:message_id>",  # marks the item as read
    "/m/<uuid:message_id>",  # the link of a household's message: it was read
    "/board/<estate_code>/notices/<uuid:notice_id>/opened.gif",  # counts a reader
}
SENT_TO_BE_READ = {"/notices/preview", "/channels/test"}  # too long for an address; sends while no transaction is open
UNGUARDED_PACKAGES = ("/api/v1/docs", "/api/v1/openapi.json")
PROMISED = {
    "ticketing": (
        ("POST", "/api/v1/sessions"),
        ("POST", "/api/v1/customers"),
        ("GET", "/api/v1/customers"),
        ("GET", "/api/v1/customers/<uuid:customer_id>"),
        ("POST", "/api/v1/tickets"),
        ("GET", "/api/v1/tickets"),
        ("GET", "/api/v1/tickets/<uuid:ticket_id>"),
        *(
            ("POST", f"/api/v1/tickets/<uuid:ticket_id>/{step}")
            for step in ("acknowledge", "assign", "arrive", "resolve", "answer", "close", "reopen")
        ),
        ("GET", "/api/v1/keys"),
    ),
    "notify": (("GET", "/api/v1/messages"),),
    "survey": (),
    "visits": (),
}
EVERYWHERE = ("/healthz", "/readyz", "/metrics", "/api/v1/openapi.json", "/api/v1/docs/")


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Flask]:
    """Routes are looked at, never called, so no database needs tables."""
    return create_apps({name: Database("sqlite://") for name in SERVICES}, Path(tmp_path_factory.mktemp("data")))


def routes(app: Flask) -> Iterator[tuple[Rule, Any]]:
    for rule in app.url_map.iter_rules():
        yield rule, app.view_functions[rule.endpoint]


def api_routes(app: Flask) -> Iterator[tuple[Rule, Any]]:
    for rule, view in routes(app):
        if rule.rule.startswith("/api/") and not rule.rule.startswith(UNGUARDED_PACKAGES):
            yield rule, view


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_names_a_permission_that_the_table_knows(apps: dict[str, Flask], service: str) -> None:
    unknown = {rule.rule: getattr(view, "permission", None) for rule, view in routes(apps[service])}
    assert {path: permission for path, permission in unknown.items() if permission not in KNOWN} == {}


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_read_changes_nothing_and_what_changes_is_not_read(apps: dict[str, Flask], service: str) -> None:
    """A link that a browser follows, or prefetches, must never change anything."""
    wrong = [
        f"{rule.methods} {rule.rule}"
        for rule, view in routes(apps[service])
        if getattr(view, "writing", False) is bool((rule.methods or set()) <= READING)
        and rule.rule not in OPENING_IS_READING | SENT_TO_BE_READ
    ]
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_anybody_may_send_is_limited(apps: dict[str, Flask], service: str) -> None:
    unlimited = [
        rule.rule
        for rule, view in routes(apps[service])
        if getattr(view, "writing", False) and view.permission == PUBLIC and not view.limit
    ]
    assert unlimited == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_promised_addresses_exist(apps: dict[str, Flask], service: str) -> None:
    served = {(method, rule.rule) for rule, _view in routes(apps[service]) for method in rule.methods or ()}
    promised = {*PROMISED[service], *(("GET", path) for path in EVERYWHERE)}
    assert promised - served == set()


@pytest.mark.parametrize("service", SERVICES)
def test_every_view_of_the_api_says_what_it_does(apps: dict[str, Flask], service: str) -> None:
    assert [rule.rule for rule, view in api_routes(apps[service]) if not (view.__doc__ or "").strip()] == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_view_of_the_api_refuses_bad_bodies_alike(apps: dict[str, Flask], service: str) -> None:
    app = apps[service]
    foreign = {
        rule.rule
        for rule, _view in api_routes(app)
        if not isinstance(app.blueprints[rule.endpoint.partition(".")[0]], ApiBlueprint)
    }
    assert foreign == set()


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_of_the_api_is_documented(apps: dict[str, Flask], service: str) -> None:
    app = apps[service]
    document = app.test_client().get("/api/v1/openapi.json").json
    assert document
    documented = {path for path, operations in document["paths"].items() if operations}
    assert len(documented) == len({rule.rule for rule, _view in api_routes(app)})
    assert document["info"]["title"] == f"Linli {service}"


@pytest.mark.parametrize("service", SERVICES)
def test_the_document_says_who_may_call_and_which_requests_may_be_repeated(
    apps: dict[str, Flask], service: str
) -> None:
    document: Any = apps[service].test_client().get("/api/v1/openapi.json").json
    for path, operations in document["paths"].items():
        for method in operations.keys() & {"get", "post", "patch"}:
            operation = operations[method]
            assert (operation.get("x-permission") in KNOWN) != (operation.get("security") == []), path
            named = [parameter.get("name") for parameter in operation.get("parameters", [])]
            assert method == "post" or "Idempotency-Key" not in named, path
    repeatable = str(document).count("'Idempotency-Key'")
    assert repeatable >= {"ticketing": 12, "notify": 2}.get(service, 0)
