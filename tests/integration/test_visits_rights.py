"""Which role may open which route of visits: decided by the table alone, before anything is looked up."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from services.visits.app import create_app
from services.visits.config import Settings
from services.visits.models import Staff
from shared import clock
from shared.db import Database
from shared.ids import new_id
from shared.permissions import ROLES, allowed
from shared.testing.databases import Databases
from shared.web import PUBLIC
from tests.integration.apps import app_on
from tests.integration.reference_data import settings, signed_in

SETTINGS = settings(Settings, "visits")
UNGUARDED = ("/api/v1/docs", "/api/v1/openapi.json")


@pytest.fixture(scope="module")
def app(sqlite_databases: Databases) -> Flask:
    return app_on(Database(sqlite_databases.create("visits"), SETTINGS), SETTINGS, create_app)


def employed(app: Flask, role: str) -> Staff:
    yesterday = clock.now() - timedelta(days=1)
    staff = Staff(
        id=new_id(), name=role, roles=[role], estates=None, active=True, language="zh", sessions_valid_from=yesterday
    )
    with app.extensions["linli"].database.write() as session:
        session.add(staff)
    return staff


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_the_table_allows_and_nothing_else(app: Flask, role: str) -> None:
    caller, wrong = signed_in(app, employed(app, role)), []
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "permission", PUBLIC)
        if permission == PUBLIC or rule.rule.startswith(UNGUARDED):
            continue
        path = "/visits" + re.sub(r"<[^>]+>", str(new_id()), re.sub(r"<int:[^>]+>", "0", rule.rule))
        methods = {"GET", "POST", "PATCH"} if rule.rule.startswith("/api/") else {"GET"}  # a form needs its token first
        for method in methods & (rule.methods or set()):
            status = caller.send(method, path).status_code
            if (status == 403) is allowed([role], permission):
                wrong.append(f"{status} {method} {path}")
    assert wrong == []
