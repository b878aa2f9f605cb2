"""Pages and API while PostgreSQL is down: a clear answer, and everything as before once it is back."""

from pathlib import Path

import pytest

from shared.db import Database
from shared.testing.databases import PostgreSQLDatabases
from shared.testing.servers import PostgreSQL
from tests.integration.ticketing_desk import furnish
from tests.integration.ticketing_site import SiteDesk


@pytest.fixture
def desk(postgresql_databases: PostgreSQLDatabases, tmp_path: Path) -> SiteDesk:
    desk = SiteDesk(Database(postgresql_databases.create("ticketing", furnish)))
    desk.open_app(tmp_path)
    return desk


def test_a_person_is_told_and_goes_on_afterwards(desk: SiteDesk, postgresql_server: PostgreSQL) -> None:
    visitor, caller = desk.visitor("officer"), desk.caller("officer")
    postgresql_server.stop()
    try:
        page, answer = visitor.get("/tickets"), caller.get("tickets")
        assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
        assert "数据库没有响应" in page.text
        assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    finally:
        postgresql_server.start()
    assert visitor.get("/tickets").status_code == 200
    assert caller.get("tickets").status_code == 200
