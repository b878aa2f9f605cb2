"""The board in a real browser: written, approved, posted on a phone; read by everybody, whoever they are (WCAG AA)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from services.notify import handlers
from services.notify.models import NoticeKind, PlaceKind
from shared import clock
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.conftest import MakeDatabase
from tests.integration.accessibility import assert_fit_for_everybody
from tests.integration.notify_board import Board, open_board
from tests.integration.serving import served
from tests.integration.ticketing_api import photo, token_of
from tests.integration.ticketing_desk import Desk

pytestmark = pytest.mark.one_database

PHONE: ViewportSize = {"width": 375, "height": 740}


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


@pytest.fixture
def address(board: Board) -> Iterator[str]:
    with served(mounted(board.app)) as address:
        yield address


def open_as(board: Board, username: str, page: Page, url: str) -> None:
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token_of(board.desk.staff[username]), "url": url}])
    page.goto(url)


def test_a_notice_is_written_approved_and_posted(board: Board, page: Page, address: str) -> None:
    estate = board.desk.estates["LX"].id
    board.do("supervisor", handlers.add_place, estate_id=estate, kind=PlaceKind.BOARD, name="大门公告栏")
    open_as(board, "officer", page, f"{address}/notify/notices/new")
    page.get_by_label("标题", exact=False).first.fill("消防演练")
    page.get_by_label("正文", exact=False).first.fill("周六 **九点** 集合")
    expect(page.locator("[data-render-into=text] strong")).to_have_text("九点")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("button", name="提交审批").click()
    here = page.url
    open_as(board, "lead", page, here)
    page.get_by_role("button", name="批准并发布").click()
    expect(page.locator(".facts")).to_contain_text("已发布")
    page.set_viewport_size(PHONE)
    open_as(board, "plumber", page, f"{address}/notify/postings")
    proof = FilePayload(name="x.jpg", mimeType="image/jpeg", buffer=photo())
    page.locator("input[type=file]").set_input_files(proof)
    page.get_by_role("button", name="已贴好").click()
    expect(page.get_by_role("heading", name="正在张贴")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_can_read_the_board(board: Board, page: Page, address: str, language: str) -> None:
    table = "| 时间 | 地点 |\n|---|---|\n| 9:00 | 大门 |\n\n[电话](tel:12345)"
    outage = {"kind": NoticeKind.POWER_OUTAGE, "starts_at": clock.now(), "emergency_reason": "配电房进水"}
    notice = board.published(**outage, body=table, title_en="Power outage", body_en="Sunday.")
    old = board.published()
    board.do("lead", handlers.withdraw_notice, notice_id=old.id, reason="改期")
    page.set_viewport_size(PHONE)
    paths = (
        "",
        "/archive",
        "/prices",
        "/promises",
        "/search?text=x",
        f"/notices/{notice.id}",
        f"/notices/{old.id}",
        "/screen",
    )
    for path in paths:
        joint = "&" if "?" in path else "?"
        page.goto(f"{address}/notify/board/LX{path}{joint}lang={language}")
        assert_fit_for_everybody(page)


def test_the_board_needs_no_script(board: Board, page: Page, address: str) -> None:
    board.published()
    context = page.context.browser.new_context(java_script_enabled=False, locale="zh-CN")  # type: ignore[union-attr] # it has one
    plain = context.new_page()
    plain.goto(f"{address}/notify/board/LX")
    plain.get_by_role("link", name="消防演练通知").click()
    expect(plain.get_by_text("举行消防演练")).to_be_visible()
    plain.go_back()
    plain.get_by_role("searchbox").fill("演练")
    plain.get_by_role("button", name="搜索").click()
    expect(plain.get_by_role("link", name="消防演练通知")).to_be_visible()
    context.close()
