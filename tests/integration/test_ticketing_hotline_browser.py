"""The hotline's form in a real browser: what it proposes, and what may have been told already (C1.4.2)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from services.ticketing.models import Tier
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_site import SiteDesk

pytestmark = pytest.mark.one_database


@pytest.fixture
def hotline(site: SiteDesk, page: Page) -> Iterator[Page]:
    """The form with the household of 张伟, whose burst pipe is known already."""
    site.open(tier=Tier.NORMAL)
    with served(mounted(site.app)) as address:
        token = token_of(site.staff["officer"])
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
        page.goto(f"{address}/ticketing/hotline?customer_id={site.customers['张伟'].id}")
        yield page


def category(page: Page) -> Locator:
    return page.locator("[name=category_id]")


def choose(page: Page, name: str) -> None:
    option = category(page).locator("option", has_text=name)
    category(page).select_option(value=option.get_attribute("value"))


def press(page: Page, field: str, value: str) -> None:
    button = page.locator(f"[name={field}][value={value}]")
    page.locator(f"label[for={button.get_attribute('id')}]").click()


def test_a_category_proposes_its_urgency_until_somebody_has_chosen_one(hotline: Page) -> None:
    chosen = hotline.locator("[name=tier]:checked")
    expect(chosen).to_have_value("normal")
    choose(hotline, "电气照明")
    expect(chosen).to_have_value("urgent")
    press(hotline, "tier", "normal")
    choose(hotline, "电梯")
    expect(chosen).to_have_value("normal")


def test_another_kind_of_request_takes_the_category_away(hotline: Page) -> None:
    choose(hotline, "电梯")
    press(hotline, "kind", "complaint")
    expect(category(hotline)).to_have_value("")
    expect(category(hotline).locator("optgroup:not([hidden])")).to_have_count(1)


def test_what_may_have_been_told_already_follows_what_is_chosen(hotline: Page) -> None:
    join = hotline.locator("[formaction]")
    expect(join).to_have_count(1)
    choose(hotline, "电梯")  # the burst pipe has no category
    expect(join).to_have_count(0)
