"""收支公示 in a real browser, over both services: written, password typed again, signed, published, verified (A2.6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from services.ticketing.app import create_app
from shared.web.identity import SESSION_COOKIE
from tests.conftest import MakeDatabase
from tests.integration.accessibility import assert_fit_for_everybody
from tests.integration.apps import app_on
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_statements import drafted, stored
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import PASSWORD
from tests.integration.ticketing_site import SiteDesk

pytestmark = pytest.mark.one_database

PHONE: ViewportSize = {"width": 375, "height": 740}


@pytest.fixture
def board(site: SiteDesk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(site, make_database, tmp_path)


@pytest.fixture
def address(site: SiteDesk, board: Board) -> Iterator[str]:
    desk = app_on(site.database, site.settings, create_app)
    with served(DispatcherMiddleware(board.app, {"/ticketing": desk, "/notify": board.app})) as address:
        yield address


def test_it_is_signed_published_and_verified(board: Board, page: Page, address: str) -> None:
    row = drafted(board)
    token = token_of(board.desk.staff["lead"])
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
    page.goto(f"{address}/notify/statements/{row.id}")
    page.get_by_role("link", name="签署").click()
    page.get_by_label("您的密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.get_by_role("button", name="以郑华的名义签署").click()
    expect(page.get_by_text("签名有效")).to_be_visible()
    page.get_by_role("button", name="立即发布").click()
    expect(page.locator(".facts").last).to_contain_text("已发布")
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    for path in ("statements", f"statements/{row.id}"):
        for language in ("zh", "en"):
            page.goto(f"{address}/notify/board/LX/{path}?lang={language}")
            assert_fit_for_everybody(page)
    expect(page.get_by_text("The signature is valid")).to_be_visible()
    page.get_by_text("Verify it yourself").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="document.json").click()
    assert Path(download.value.path()).read_bytes() == stored(board, row).document()
