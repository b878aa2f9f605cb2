"""Fixtures that several integration tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.db import Database
from shared.testing.databases import Databases
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_site import SiteDesk


@pytest.fixture(scope="session")
def furnished() -> dict[type[Databases], tuple[str, SiteDesk]]:
    """The front desk that the others are copies of, by kind of database; it is made at first use."""
    return {}


@pytest.fixture
def site(
    databases: Databases, furnished: dict[type[Databases], tuple[str, SiteDesk]], tmp_path: Path
) -> Iterator[SiteDesk]:
    """A front desk whose pages and API are open."""
    kind = type(databases)
    if kind not in furnished:
        url = databases.create("ticketing")
        database = Database(url)
        furnished[kind] = url, SiteDesk(database)
        database.close()
    url, model = furnished[kind]
    copied = databases.copy(url)
    desk = model.moved_to(Database(copied))
    desk.open_app(tmp_path)
    yield desk
    desk.database.close()
    databases.drop(copied)


@pytest.fixture
def api_desk(site: SiteDesk) -> ApiDesk:
    """A front desk whose API and pages are open."""
    return site


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def common_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiDesk]:
    """One front desk for all tests of a module that change nothing, or nothing that another of them sees."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.create("ticketing")
    database = Database(url)
    desk = ApiDesk(database)
    desk.open_app(tmp_path_factory.mktemp("data"))
    yield desk
    database.close()
    databases.drop(url)
