"""Notify's pages in a real browser: live without a reload, by keyboard, on a phone."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from services.notify.app import create_app
from services.ticketing import handlers
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.conftest import MakeDatabase
from tests.integration.apps import app_on
from tests.integration.notify_office import Office, open_office
from tests.integration.notify_receivers import ACCEPTED, MailHost, mail_host
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import Desk

pytestmark = pytest.mark.one_database

PHONE: ViewportSize = {"width": 375, "height": 812}


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def mail() -> Iterator[MailHost]:
    with mail_host() as host:
        yield host


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase, mail: MailHost) -> Office:
    return open_office(desk, make_database, {"email": mail.url})


@pytest.fixture
def app(office: Office) -> Flask:
    return app_on(office.database, office.settings, create_app)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the service is served, alone: links to the other services lead nowhere here."""
    with served(mounted(app)) as address:
        yield address


def open_as(office: Office, username: str, page: Page, url: str) -> None:
    token = token_of(office.desk.staff[username])
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": url}])
    page.goto(url)


def send_plumber(office: Office, title: str) -> None:
    ticket = office.open(title=title)
    office.desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=office.desk.staff["plumber"].id)
    office.hear()


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_new_item_appears_by_itself_and_is_gone_once_read(office: Office, address: str, page: Page) -> None:
    open_as(office, "plumber", page, f"{address}/notify/inbox")
    expect(page.get_by_text("没有新消息")).to_be_visible()
    send_plumber(office, "厨房水管爆裂")
    expect(page.get_by_text("【特急】派给您：厨房水管爆裂")).to_be_visible(timeout=10_000)
    expect(page.locator(".bell-count")).to_have_text("1", timeout=15_000)
    page.get_by_role("button", name="标为已读", exact=True).click()
    expect(page.get_by_text("没有新消息")).to_be_visible()
    expect(page.locator(".bell-count")).to_be_empty()


def test_all_can_be_read_at_once_on_a_phone(office: Office, address: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    for title in ("厨房水管爆裂", "卫生间漏水到楼下，楼下住户已多次来电，请尽快安排师傅上门查看处理"):
        send_plumber(office, title)
    open_as(office, "plumber", page, f"{address}/notify/inbox")
    assert not sideways(page)
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.get_by_text("已标为已读：2 条")).to_be_visible()


def test_a_failed_message_is_found_and_sent_again(office: Office, mail: MailHost, address: str, page: Page) -> None:
    office.open(customer_id=office.desk.customers["王芳"].id)
    office.send()
    mail.at_recipient = "550 5.1.1 No such user"
    office.open()
    office.send()
    mail.at_recipient = ACCEPTED
    open_as(office, "supervisor", page, f"{address}/notify/messages")
    page.get_by_label("状态").select_option("failed")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "state=failed" in page.url
    page.locator("tbody tr").first.click()
    expect(page.get_by_text("550 5.1.1 No such user")).to_be_visible()
    page.locator("section", has=page.get_by_role("heading", name="邮件")).get_by_role("button").click()
    expect(page.get_by_text("正在重新发送")).to_be_visible()
    office.send()
    assert mail.recipients == ["home1@example.com", "home0@example.com"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_ledger_fits_a_phone(office: Office, mail: MailHost, address: str, page: Page, language: str) -> None:
    page.set_viewport_size(PHONE)
    mail.at_recipient = "550 5.1.1 " + "long-answer-without-a-space" * 8
    office.open(title="卫生间漏水到楼下，楼下住户已多次来电，请尽快安排师傅上门查看处理")
    office.send()
    open_as(office, "supervisor", page, f"{address}/notify/messages?lang={language}")
    assert not sideways(page)
    page.goto(f"{address}/notify/messages/{office.message().id}")
    assert not sideways(page)
