"""Fixtures that several integration tests share."""

from pathlib import Path

import pytest

from tests.conftest import MakeDatabase
from tests.integration.ticketing_api import ApiDesk


@pytest.fixture
def api_desk(make_database: MakeDatabase, tmp_path: Path) -> ApiDesk:
    """A front desk whose API and pages are open."""
    desk = ApiDesk(make_database("ticketing"))
    desk.open_app(tmp_path)
    return desk
