"""My work on a phone whose connection is lost: what was entered is kept, sent later, and counts once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from sqlalchemy import select

from services.ticketing import handlers, queries
from services.ticketing.models import Status, Ticket
from shared.audit import AuditRow
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import photo, token_of
from tests.integration.ticketing_site import SiteDesk

PHONE = {"width": 375, "height": 700}


@pytest.fixture
def site(sqlite_site: SiteDesk) -> SiteDesk:
    return sqlite_site


@pytest.fixture
def ticket(site: SiteDesk) -> Ticket:
    given = site.open()
    site.do("officer", handlers.assign, ticket_id=given.id, assignee_id=site.staff["plumber"].id)
    return given


@pytest.fixture
def work(site: SiteDesk, ticket: Ticket, page: Page) -> Iterator[Page]:
    """The plumber's phone, with the ticket open."""
    with opened(site, ticket, page.context) as phone:
        yield phone


@contextmanager
def opened(site: SiteDesk, ticket: Ticket, context: BrowserContext) -> Iterator[Page]:
    with served(mounted(site.app)) as address:
        context.add_cookies([{"name": SESSION_COOKIE, "value": token_of(site.staff["plumber"]), "url": address}])
        phone = context.new_page()
        phone.set_viewport_size(PHONE)  # type: ignore[arg-type] # a width and a height
        phone.goto(f"{address}/ticketing/work/{ticket.id}?lang=zh")
        yield phone


def kept(page: Page) -> Locator:
    return page.locator("[data-kept] [data-state]")


def until(page: Page, condition: str) -> None:
    """Waits for what the browser itself has to wait for."""
    page.evaluate(f"async () => {{ while (!({condition})) await new Promise(again => setTimeout(again, 50)); }}")


def as_it_is(site: SiteDesk, ticket: Ticket) -> Ticket:
    with site.database.read() as session:
        return queries.ticket(session, ticket.id)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_with_a_connection_it_is_sent_at_once(work: Page, site: SiteDesk, ticket: Ticket) -> None:
    button(work, "到场").click()
    expect(kept(work)).to_contain_text("已登记到场")
    expect(button(work, "到场")).to_have_count(0)
    assert as_it_is(site, ticket).arrived_at


def test_without_one_it_is_kept_on_the_phone_and_sent_when_there_is_one_again(
    work: Page, site: SiteDesk, ticket: Ticket, tmp_path: Path
) -> None:
    picture = tmp_path / "pipe.jpg"
    picture.write_bytes(photo())
    work.context.set_offline(True)
    button(work, "到场").click()
    expect(kept(work)).to_contain_text("已保存在本机，联网后自动发送")
    work.locator("[name=resolution]").fill("换了一段水管")
    work.locator("[name=photos]").set_input_files(picture)
    button(work, "处理完毕").click()
    expect(kept(work)).to_have_count(2)
    expect(work.locator("#resolve")).to_be_hidden()
    assert as_it_is(site, ticket).arrived_at is None
    work.context.set_offline(False)
    expect(work).to_have_url(re.compile(r"/ticketing/work$"))
    expect(kept(work)).to_contain_text(f"{ticket.number} 已处理完毕")
    found = as_it_is(site, ticket)
    assert found.status is Status.RESOLVED
    assert found.resolution == "换了一段水管"
    assert len(found.attachments) == 1
    assert found.arrived_at
    assert found.resolved_at
    assert found.arrived_at < found.resolved_at
    assert steps(site, ticket)[-2:] == ["ticket.arrive", "ticket.resolve"]


def test_what_is_kept_outlives_the_page_and_another_person_does_not_send_it(
    work: Page, site: SiteDesk, ticket: Ticket
) -> None:
    work.context.set_offline(True)
    button(work, "到场").click()
    expect(kept(work)).to_have_attribute("data-state", "kept")
    context, address = work.context, work.url
    work.close()
    electrician = token_of(site.staff["electrician"])
    root = address.split("/ticketing")[0]
    context.add_cookies([{"name": SESSION_COOKIE, "value": electrician, "url": root}])
    context.set_offline(False)
    other = context.new_page()
    other.goto(address)
    expect(other.locator("[data-kept]")).to_be_hidden()
    assert as_it_is(site, ticket).arrived_at is None
    context.add_cookies([{"name": SESSION_COOKIE, "value": token_of(site.staff["plumber"]), "url": root}])
    other.goto(f"{root}/ticketing/today")
    expect(kept(other)).to_contain_text("已登记到场")
    assert as_it_is(site, ticket).arrived_at


def test_a_refusal_is_told_and_what_was_entered_stays_until_it_is_discarded(
    work: Page, site: SiteDesk, ticket: Ticket
) -> None:
    work.context.set_offline(True)
    work.locator("[name=resolution]").fill("换了一段水管")
    button(work, "处理完毕").click()
    expect(kept(work)).to_have_attribute("data-state", "kept")
    site.do("officer", handlers.decline, ticket_id=ticket.id, reason="重复报修")
    work.context.set_offline(False)
    expect(kept(work)).to_contain_text("未被接受")
    expect(kept(work)).to_contain_text("只有已受理")
    expect(work.locator("[name=resolution]")).to_have_value("换了一段水管")
    work.reload()
    expect(kept(work)).to_have_attribute("data-state", "refused")
    kept(work).get_by_role("button").click()
    expect(kept(work)).to_have_count(0)
    assert as_it_is(site, ticket).status is Status.DECLINED


def test_an_answer_that_was_lost_on_its_way_does_not_make_it_count_twice(
    site: SiteDesk, ticket: Ticket, browser: Browser
) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()  # the server has it
        route.abort()

    with (
        browser.new_context(service_workers="block") as context,  # what a service worker fetches, no route sees
        opened(site, ticket, context) as phone,
    ):
        phone.route("**/arrive", lose_the_answer)
        with phone.expect_event("requestfailed", lambda request: request.url.endswith("/arrive")):
            button(phone, "到场").click()
        assert as_it_is(site, ticket).arrived_at
        expect(kept(phone)).to_have_attribute("data-state", "kept")
        phone.unroute("**/arrive")
        phone.evaluate("window.dispatchEvent(new Event('online'))")
        expect(kept(phone)).to_contain_text("已登记到场")
    assert steps(site, ticket).count("ticket.arrive") == 1


def test_pages_open_without_a_connection_as_they_were_last_seen(work: Page, site: SiteDesk, ticket: Ticket) -> None:
    other = site.open(title="插座没电")
    site.do("officer", handlers.assign, ticket_id=other.id, assignee_id=site.staff["plumber"].id)
    listed = work.url.split(f"/{ticket.id}")[0]
    work.goto(listed)
    until(work, "(await navigator.serviceWorker.ready).active")
    address = f"/ticketing/work/{other.id}"
    for seen in ("/ticketing/work", address):
        until(work, f"await caches.match('{seen}', {{ ignoreVary: true }})")
    work.context.set_offline(True)
    work.goto(listed)
    work.locator(f"a[href='{address}']").click()
    expect(work.locator("main")).to_contain_text("插座没电")
    button(work, "到场").click()
    expect(kept(work)).to_have_attribute("data-state", "kept")
    work.context.set_offline(False)
    expect(kept(work)).to_contain_text("已登记到场")
    assert as_it_is(site, other).arrived_at


def test_pages_are_forgotten_when_another_person_signs_in(work: Page, site: SiteDesk) -> None:
    kept_pages = "(await (await caches.open('linli-pages')).keys()).length"
    root = work.url.split("/ticketing")[0]
    work.goto(f"{root}/ticketing/work")
    until(work, f"{kept_pages} > 0")
    gardener = token_of(site.staff["gardener"])
    work.context.add_cookies([{"name": SESSION_COOKIE, "value": gardener, "url": root}])
    work.goto(f"{root}/ticketing/today")
    until(work, f"{kept_pages} === 0")


def steps(site: SiteDesk, ticket: Ticket) -> list[str]:
    with site.database.read() as session:
        rows = select(AuditRow.action).where(AuditRow.subject == ticket.id).order_by(AuditRow.at, AuditRow.id)
        return list(session.scalars(rows))
