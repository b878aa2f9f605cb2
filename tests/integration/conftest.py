"""Fixtures that several integration tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.testing.databases import Databases
from tests.conftest import MakeDatabase
from tests.integration.survey_office import SurveyOffice
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk, furnish
from tests.integration.ticketing_site import SiteDesk


@pytest.fixture
def desk(make_database: MakeDatabase) -> Desk:
    return Desk(make_database("ticketing", furnish=furnish))


@pytest.fixture
def site(make_database: MakeDatabase, tmp_path: Path) -> SiteDesk:
    """A front desk whose pages and API are open."""
    desk = SiteDesk(make_database("ticketing", furnish=furnish))
    desk.open_app(tmp_path)
    return desk


@pytest.fixture
def sqlite_site(sqlite_databases: Databases, tmp_path: Path) -> Iterator[SiteDesk]:
    """A front desk for what no database decides: who may, and what a browser does."""
    url = sqlite_databases.create("ticketing", furnish)
    desk = SiteDesk(sqlite_databases.opened(url))
    desk.open_app(tmp_path)
    yield desk
    sqlite_databases.drop(url)


@pytest.fixture
def api_desk(site: SiteDesk) -> ApiDesk:
    """A front desk whose API and pages are open."""
    return site


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def common_desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiDesk]:
    """One front desk for all tests of a module that change nothing, or nothing that another of them sees."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.create("ticketing", furnish)
    desk = ApiDesk(databases.opened(url))
    desk.open_app(tmp_path_factory.mktemp("data"))
    yield desk
    databases.drop(url)


@pytest.fixture
def office(make_database: MakeDatabase) -> SurveyOffice:
    """A survey service that has the front desk's people and estates."""
    return SurveyOffice(make_database("ticketing", furnish=furnish), make_database("survey"))
