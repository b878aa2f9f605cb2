"""What residents and newcomers see without an account, on a phone, in both languages: all of it fit for everybody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from services.ticketing import handlers
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import Quote, Ticket
from shared.web import mounted
from tests.integration.accessibility import assert_fit_for_everybody
from tests.integration.serving import served
from tests.integration.ticketing_quotes import BASE, decided, given, offered, priced
from tests.integration.ticketing_site import SiteDesk

PHONE = {"width": 375, "height": 812}
LANGUAGES = ("zh", "en")


@pytest.fixture
def site(sqlite_site: SiteDesk) -> SiteDesk:
    return sqlite_site


@pytest.fixture
def phone(site: SiteDesk, page: Page) -> Iterator[Page]:
    """A resident's phone; its paths are below /ticketing."""
    with served(mounted(site.app)) as address:
        context = page.context.browser.new_context(base_url=address, viewport=PHONE)  # type: ignore[union-attr, arg-type] # it has one
        yield context.new_page()
        context.close()


def seen(phone: Page, path: str) -> None:
    for language in LANGUAGES:
        phone.goto(f"/ticketing{path}?lang={language}")
        assert_fit_for_everybody(phone)


def link(site: SiteDesk, purpose: Purpose, subject: Ticket | Quote) -> str:
    with site.database.read() as session:
        return resident_link(session, purpose, subject.id).removeprefix(BASE)


def test_the_pages_that_hang_in_the_lobby(site: SiteDesk, phone: Page) -> None:
    priced(site)
    for path in ("/prices/LX", "/promises", "/mailbox/LX", "/mailbox/receipt", "/sign-in", "/prices/NONE"):
        seen(phone, path)


def test_a_ticket_that_waits_for_an_agreement(site: SiteDesk, phone: Page) -> None:
    ticket = given(site)
    quote = offered(site, ticket)
    seen(phone, link(site, Purpose.STATUS, ticket))
    expect(phone.get_by_role("link", name="Look at the quote")).to_be_visible()
    seen(phone, link(site, Purpose.QUOTE, quote))
    decided(site, quote)
    seen(phone, link(site, Purpose.QUOTE, quote))


def test_a_ticket_that_is_closed_and_one_that_is_declined(site: SiteDesk, phone: Page) -> None:
    closed, declined = given(site), site.open()
    site.do("plumber", handlers.resolve, ticket_id=closed.id, resolution="换了一段水管")
    site.do("officer", handlers.answer, ticket_id=closed.id, answer="修好了", channel="phone")
    site.do("officer", handlers.close, ticket_id=closed.id)
    site.do("officer", handlers.decline, ticket_id=declined.id, reason="重复报修")
    for path in (link(site, Purpose.STATUS, closed), link(site, Purpose.RATING, closed)):
        seen(phone, path)
    seen(phone, link(site, Purpose.STATUS, declined))


def test_a_newcomer_and_a_link_that_leads_nowhere(site: SiteDesk, phone: Page) -> None:
    _invitation, url = site.do("lead", handlers.invite, staff_id=site.staff["gardener"].id)
    seen(phone, url.removeprefix(BASE))
    seen(phone, "/invitation/forged")
