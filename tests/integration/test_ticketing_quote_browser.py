"""A quote on two phones, 375 pixels wide: made by the worker, agreed to by the resident by the link (C2.2)."""

import re

import pytest
from playwright.sync_api import Page, expect

from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_quotes import BASE, given, priced, told
from tests.integration.ticketing_site import SiteDesk

pytestmark = pytest.mark.one_database


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_quote_from_phone_to_phone(site: SiteDesk, page: Page) -> None:
    ticket, price = given(site), priced(site)
    page.set_viewport_size({"width": 375, "height": 812})
    with served(mounted(site.app)) as address:
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token_of(site.staff["plumber"]), "url": address}])
        page.goto(f"{address}/ticketing/work/{ticket.id}")
        page.get_by_role("link", name="报价").click()
        page.locator("[name='lines.0.price_id']").select_option(str(price.id))
        page.locator("[name='lines.0.quantity']").fill("2")
        expect(page.locator("[data-sum-total]")).to_have_text("¥60.00")
        page.get_by_role("button", name="配件").click()
        page.locator("[name='lines.1.name']").fill("角阀")
        page.locator("[name='lines.1.price']").fill("35.5")
        expect(page.locator("[data-sum-total]")).to_have_text("¥95.50")
        assert fits(page)
        page.get_by_role("button", name="发送报价").click()
        page.locator("[data-confirm-yes]").click()
        page.wait_for_url("**/quotes/*")
        expect(page.locator("main")).to_contain_text("¥95.50")
        assert fits(page)
        page.context.clear_cookies()
        page.goto(address + "/ticketing" + told(site, "quote_offered")[0]["quote_url"].removeprefix(BASE))
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("¥95.50"))
        assert fits(page)
        page.get_by_role("button", name="我同意").click()
        expect(page.get_by_role("status")).to_contain_text("您已同意此报价")
        assert fits(page)
    assert [event["by"] for event in told(site, "quote_confirmed")] == ["张伟"]
