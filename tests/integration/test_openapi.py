"""What the four OpenAPI documents promise, asked with thousands of made-up requests: good, odd and wrong ones.

``LINLI_FUZZ_EXAMPLES=200`` asks more of each route than a test run has time for.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis import checks as known
from schemathesis.core.failures import FailureGroup

from shared.db import Database
from shared.testing.databases import Databases
from shared.web import mounted
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.ticketing_api import ApiDesk, token_of

EXAMPLES = int(os.environ.get("LINLI_FUZZ_EXAMPLES", "6"))
SEEDS = {"sqlite": 2026, "postgresql": 2027}  # each kind of database is asked something else
CALLERS = ("administrator", "officer")
NEEDED = {"POST /api/v1/tickets": ("customer_id", "area", "agreed_at"), "POST /api/v1/customers": ("unit_id", "phone")}
CHECKS = [
    known.not_a_server_error,
    known.status_code_conformance,
    known.content_type_conformance,
    known.response_schema_conformance,
    known.negative_data_rejection,
]


class Platform:
    """The four services over one desk's data, and the ids that lead to something."""

    def __init__(self, databases: dict[str, Database], data_dir: Path, seed: int) -> None:
        self.seed = seed
        self.desk = ApiDesk(databases["ticketing"])
        self.apps = create_apps(databases, data_dir)
        self.tickets = [self.desk.open().id for _ in range(6)]
        self.tokens = {username: token_of(self.desk.member(username)) for username in CALLERS}
        deliver(databases)

    def values(self, name: str) -> list[Any]:
        """What leads somewhere as a parameter or field of this name: existing rows, mostly."""
        desk = self.desk
        customers = list(desk.customers.values())
        pools: dict[str, Sequence[object]] = {
            "ticket_id": self.tickets,
            "customer_id": [row.id for row in customers],
            "unit_id": [row.unit_id for row in customers],
            "place_id": [row.unit_id for row in customers],
            "estate_id": [row.id for row in desk.estates.values()],
            "staff_id": [row.id for row in desk.staff.values() if row.username not in CALLERS],
            "assignee_id": [row.id for row in desk.staff.values()],
            "phone": ["138 0013 8000", "+44 20 7946 0000"],
            "area": [None],
            "agreed_at": [None],
        }
        return [value and str(value) for value in pools.get(name, ())]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def platform(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    urls = {name: databases.create(name) for name in SERVICES}
    opened = {name: databases.opened(url) for name, url in urls.items()}
    yield Platform(opened, tmp_path_factory.mktemp("data"), SEEDS[request.param])
    for url in urls.values():
        databases.drop(url)


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_keeps_what_its_document_promises(platform: Platform, service: str) -> None:
    schema = schemathesis.openapi.from_wsgi(f"/{service}/api/v1/openapi.json", mounted(platform.apps[service]))
    found: Any = schema.get_all_operations()
    operations = [operation.ok() for operation in found]
    assert len(operations) == _documented(platform.apps[service])
    if broken := "\n".join(filter(None, (_ask(platform, operation) for operation in operations))):
        pytest.fail(broken)


def _ask(platform: Platform, operation: Any) -> str:
    """Sends good and bad requests to one route; returns the promise that was broken and how to see it again."""
    good = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    bad = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @seed(platform.seed)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        case = data.draw(_leading_somewhere(platform, good) | bad)
        token = platform.tokens[data.draw(st.sampled_from(CALLERS))]
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
        case.call_and_validate(headers=headers, checks=CHECKS)

    try:
        ask()
    except FailureGroup as failures:
        return str(failures)
    return ""


@st.composite
def _leading_somewhere(draw: st.DrawFn, platform: Platform, made_up: st.SearchStrategy[Case[Any]]) -> Case[Any]:
    """Puts what exists where made-up values would only ever be refused."""
    case = draw(made_up)
    body: Any = case.body
    if isinstance(body, dict):
        body.update({name: None for name in NEEDED.get(case.operation.label, ()) if draw(st.booleans())})
    for part in (case.path_parameters, case.query, body):
        for name in part if isinstance(part, dict) else ():
            if (real := platform.values(name)) and (part[name] is None or draw(st.booleans())):
                part[name] = draw(st.sampled_from(real))
    return case


def _documented(app: Flask) -> int:
    document: Any = app.test_client().get("/api/v1/openapi.json").json
    methods = {"get", "post", "patch", "put", "delete"}
    return sum(len(methods & operations.keys()) for operations in document["paths"].values())
