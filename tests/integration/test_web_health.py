"""What the container engine, the proxy and Prometheus see, also while the database is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.testing.databases import PostgreSQLDatabases
from shared.testing.servers import PostgreSQL
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import furnish


@pytest.fixture
def desk_on_a_server(postgresql_databases: PostgreSQLDatabases, tmp_path: Path) -> Iterator[ApiDesk]:
    """A desk whose database server may be stopped."""
    url = postgresql_databases.create("ticketing", furnish)
    database = postgresql_databases.opened(url)
    desk = ApiDesk(database)
    desk.open_app(tmp_path)
    yield desk
    postgresql_databases.drop(url)


def test_a_healthy_process_says_so_without_being_asked_who_you_are(common_desk: ApiDesk) -> None:
    nobody = common_desk.caller()
    assert nobody.get("/ticketing/healthz").json == {"status": "ok"}
    assert nobody.get("/ticketing/readyz").json == {"status": "ok"}
    metrics = nobody.get("/ticketing/metrics")
    assert metrics.content_type.startswith("text/plain")
    assert "python_info" in metrics.text


def test_every_answer_carries_the_headers_that_keep_pages_safe(common_desk: ApiDesk) -> None:
    answer = common_desk.caller("officer").get("tickets")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_lost_database_is_told_and_found_again(desk_on_a_server: ApiDesk, postgresql_server: PostgreSQL) -> None:
    officer = desk_on_a_server.caller("officer")
    assert officer.get("tickets").status_code == 200
    postgresql_server.stop()
    try:
        away = officer.get("tickets")
        assert (away.status_code, away.content_type) == (503, "application/problem+json")
        assert away.headers["Retry-After"]
        assert officer.get("/ticketing/healthz").status_code == 200
        assert officer.get("/ticketing/readyz").status_code == 503
    finally:
        postgresql_server.start()
    assert officer.get("tickets").status_code == 200
    assert officer.get("/ticketing/readyz").status_code == 200


def test_connections_that_died_are_replaced_unnoticed(desk_on_a_server: ApiDesk, postgresql_server: PostgreSQL) -> None:
    officer = desk_on_a_server.caller("officer")
    assert officer.post("tickets", desk_on_a_server.burst_pipe()).status_code == 201
    postgresql_server.stop()
    postgresql_server.start()
    assert officer.post("tickets", desk_on_a_server.burst_pipe()).status_code == 201
