"""Filters of the queue under a name, each person's own; and the queue worked through by keyboard."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from services.ticketing import handlers
from services.ticketing.models import MOST_FILTERS, Tier
from shared.errors import Invalid
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk, Visitor, words

LATE = "/tickets?whose=nobody&due=late&text="


def save(visitor: Visitor, name: str, filters: str = "?whose=nobody&due=late&text=") -> str:
    answer = visitor.post(f"/tickets/filters{filters}", seen_on="/account", name=name)
    return words(visitor.follow(answer).text) if answer.status_code == 303 else words(answer.text)


def test_filters_are_saved_under_a_name_and_found_again(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    assert "保存筛选条件" not in officer.reads("/tickets")
    assert "保存筛选条件" in officer.reads(LATE)
    assert "已保存“无人超时”" in save(officer, "无人超时")
    assert 'href="/ticketing/tickets?due=late&amp;whose=nobody"' in officer.get("/tickets").text
    page = officer.get(LATE).text  # the same filters in another order
    assert 'aria-current="true"' in page
    assert "保存筛选条件" not in words(page)
    assert 'data-copy="http://localhost/ticketing/tickets?due=late&amp;whose=nobody"' in page


def test_a_name_used_again_takes_the_new_filters(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    save(officer, "我的")
    save(officer, "我的", "?whose=mine")
    page = officer.get("/tickets").text
    assert re.findall(r'class="chip[^"]*" href="/ticketing/tickets\?([^"]+)"', page) == ["whose=mine"]


def test_they_are_nobody_elses(site: SiteDesk) -> None:
    officer, plumber = site.visitor("officer"), site.visitor("plumber")
    save(officer, "无人超时")
    assert "无人超时" not in plumber.reads("/tickets")
    found = re.search(r"/tickets/filters/([\w-]+)/remove", officer.get(LATE).text)
    assert found
    assert plumber.post(f"/tickets/filters/{found[1]}/remove", seen_on="/account").status_code == 404
    gone = officer.follow(officer.post(f"/tickets/filters/{found[1]}/remove", seen_on="/account"))
    assert 'class="chip' not in gone.text
    assert [row.action for row in site.audit(UUID(found[1]))] == ["filter.save", "filter.remove"]


def test_there_must_be_filters_and_a_name(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    assert "请先选择筛选条件" in save(officer, "空", "?other=1")
    assert officer.post("/tickets/filters?whose=mine", seen_on="/account", name=" ").status_code == 422


def test_twenty_are_enough(desk: Desk) -> None:
    for number in range(MOST_FILTERS):
        desk.do("officer", handlers.save_filter, name=f"第 {number}", query="whose=mine")
    with pytest.raises(Invalid):
        desk.do("officer", handlers.save_filter, name="再一个", query="whose=mine")
    desk.do("officer", handlers.save_filter, name="第 3", query="whose=nobody")


@pytest.fixture
def queue(sqlite_site: SiteDesk, page: Page) -> Iterator[Page]:
    """The officer's queue in a browser, with three new tickets."""
    for title in ("一", "二", "三"):
        sqlite_site.open(title=title, tier=Tier.NORMAL)
    with served(mounted(sqlite_site.app)) as address:
        token = token_of(sqlite_site.staff["officer"])
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
        page.goto(f"{address}/ticketing/tickets?lang=zh")
        yield page


def test_several_tickets_are_dispatched_by_keyboard_and_told_before(queue: Page, sqlite_site: SiteDesk) -> None:
    for key in ("j", "x", "j", "j", "x"):
        queue.keyboard.press(key)
    expect(queue.locator("[data-bulk-count]")).to_have_text("2")
    queue.get_by_role("button", name="派单", exact=True).click()
    expect(queue.locator("h1")).to_have_text("批量派单")
    expect(queue.locator("tbody tr")).to_have_count(2)
    queue.locator("[name=assignee_id]").select_option(value=str(sqlite_site.staff["plumber"].id))
    queue.get_by_role("button", name="派单 2 张").click()
    expect(queue.locator("h1")).to_have_text("已完成 2 张，未通过 0 张")
    queue.get_by_role("link", name="返回列表").click()
    expect(queue.locator("tbody tr", has_text="王强")).to_have_count(2)


def test_the_keys_are_told_on_request(queue: Page) -> None:
    queue.keyboard.press("?")
    helped = queue.locator("[data-keyboard-help]")
    expect(helped).to_be_visible()
    expect(helped).to_contain_text("勾选当前行")
    queue.keyboard.press("Escape")
    expect(helped).to_be_hidden()
