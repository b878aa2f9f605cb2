"""Handing a unit over on a phone: the form in a real browser of 375 px, and the resident's link afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from services.ticketing.handlers.signed_links import Purpose, resident_link
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_site import SiteDesk

pytestmark = pytest.mark.one_database

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def address(site: SiteDesk, page: Page) -> Iterator[str]:
    with served(mounted(site.app)) as address:
        page.set_viewport_size({"width": 375, "height": 740})
        token = token_of(site.staff["officer"])
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
        yield address


def test_a_unit_is_handed_over_on_a_phone(site: SiteDesk, page: Page, address: str) -> None:
    ticket = site.open()
    page.goto(f"{address}/ticketing/customers/{site.customers['张伟'].id}")
    page.get_by_role("link", name="房屋交接").click()
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    expect(page.get_by_role("status").filter(has_text=ticket.number)).to_be_visible()
    page.locator("[name=name]").fill("林小梅")
    page.locator("[name=phone]").fill("139 0013 9000")
    page.get_by_role("button", name="办理交接").click()
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("林小梅")
    expect(page.get_by_role("main")).not_to_contain_text(ticket.number)
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    with site.database.read() as session:
        link = resident_link(session, Purpose.STATUS, ticket.id)
    page.goto(f"{address}/ticketing{link.partition('/ticketing')[2]}")
    expect(page.get_by_role("heading", level=1)).to_have_text("链接已停用")
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
