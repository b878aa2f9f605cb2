"""In a real browser at the width of a telephone: a letter to the lead, a rating, merging, and the dashboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from services.ticketing import handlers
from services.ticketing.models import AnswerChannel
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_site import SiteDesk

pytestmark = pytest.mark.one_database

WIDTH = 375
PATIENCE = 20_000  # ms for an answer of a busy machine


@pytest.fixture
def phone(site: SiteDesk, page: Page) -> Iterator[Page]:
    page.set_viewport_size({"width": WIDTH, "height": 740})
    with served(mounted(site.app)) as address:
        page.goto(f"{address}/ticketing/sign-in")
        yield page


def sign_in(site: SiteDesk, phone: Page, who: str) -> None:
    phone.context.add_cookies([{"name": SESSION_COOKIE, "value": token_of(site.staff[who]), "url": phone.url}])


def go(phone: Page, path: str) -> None:
    phone.goto(f"{phone.url.partition('/ticketing')[0]}/ticketing{path}")
    fits(phone)


def fits(phone: Page) -> None:
    """Nothing has to be pushed sideways."""
    assert phone.evaluate("document.documentElement.scrollWidth") == WIDTH, phone.url


def test_a_letter_is_written_and_followed_up_by_its_code(phone: Page) -> None:
    go(phone, "/mailbox/LX")
    phone.locator("label.choice", has_text="建议").click()
    phone.get_by_label("简要说明").fill("大堂增设雨伞架")
    phone.get_by_role("button", name="提交来信").click()
    code = phone.locator(".said-aloud strong").inner_text()
    fits(phone)
    phone.get_by_role("link", name="查看进度").click()
    phone.get_by_label("回执码").fill(code.lower())
    phone.get_by_role("button", name="查看进度").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("大堂增设雨伞架", timeout=PATIENCE)
    fits(phone)


def test_a_closed_request_is_rated_by_its_link(site: SiteDesk, phone: Page) -> None:
    ticket = site.open()
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    site.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="更换角阀")
    site.do("officer", handlers.answer, ticket_id=ticket.id, answer="已更换角阀", channel=AnswerChannel.PHONE)
    site.do("officer", handlers.close, ticket_id=ticket.id)
    _name, closed = site.events("ticketing.ticket_closed")[-1]
    go(phone, closed["rating_url"].partition("/ticketing")[2])
    phone.locator("label.choice", has_text="很满意").click()
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_role("status")).to_contain_text("5 分", timeout=PATIENCE)
    expect(phone.get_by_role("button", name="提交评价")).to_have_count(0)
    fits(phone)


def test_a_ticket_is_merged_into_the_one_that_it_repeats(site: SiteDesk, phone: Page) -> None:
    first, second = site.open(), site.open(customer_id=site.customers["王芳"].id)
    sign_in(site, phone, "officer")
    go(phone, f"/tickets/{second.id}")
    merging = phone.locator("details", has=phone.locator("[name=into_number]"))
    merging.locator("summary").click()
    expect(merging.locator(f"option[value='{first.number}']")).to_have_count(1)  # it is offered while typing
    merging.locator("[name=into_number]").fill(first.number)
    merging.get_by_role("button", name="并入另一工单").click()
    expect(phone.locator("#steps")).to_have_count(0, timeout=PATIENCE)
    phone.locator(f"a[href$='{first.id}']").first.click()
    expect(phone.get_by_text(second.number).first).to_be_visible(timeout=PATIENCE)
    fits(phone)


def test_a_bar_of_the_dashboard_leads_to_its_tickets(site: SiteDesk, phone: Page) -> None:
    ticket = site.open()
    sign_in(site, phone, "lead")
    go(phone, "/figures")
    phone.locator(".chart-bars").get_by_role("link", name="特急").click()
    expect(phone.locator("tbody tr")).to_have_count(1, timeout=PATIENCE)
    expect(phone.locator("tbody tr")).to_contain_text(ticket.number)
    expect(phone.locator(".chips li")).to_have_count(1)
    fits(phone)
