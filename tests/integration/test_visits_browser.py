"""A visit on a phone whose connection is lost: it is recorded once, and its need becomes a ticket that is closed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from services.ticketing import handlers as ticketing
from services.ticketing.app import SERVICE as TICKETING
from services.visits import handlers, queries
from services.visits.models import Visit, VisitKind, VisitState
from shared import clock
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from shared.testing.databases import Databases
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import VisitsOffice

PHONE = {"width": 375, "height": 700}


@pytest.fixture
def office(sqlite_databases: Databases) -> Iterator[VisitsOffice]:
    urls = [sqlite_databases.create("ticketing", furnish), sqlite_databases.create("visits")]
    office = VisitsOffice(*(sqlite_databases.opened(url) for url in urls))
    office.give_all()
    yield office
    for url in urls:
        sqlite_databases.drop(url)


@pytest.fixture
def visit(office: VisitsOffice) -> Visit:
    facts = {"customer_id": office.desk.customers["张伟"].id, "kind": VisitKind.REQUEST}
    return office.do("officer", handlers.schedule_visit, **facts, starts_at=clock.now() + timedelta(hours=1))


@pytest.fixture
def phone(office: VisitsOffice, visit: Visit, page: Page) -> Iterator[Page]:
    with served(mounted(office.app)) as address:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type] # a width and a height
        token = token_of(office.staff("officer"))
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
        page.goto(f"{address}/visits/visit/{visit.id}?lang=zh")
        yield page


def test_a_visit_is_recorded_without_a_connection_and_its_need_is_closed(
    phone: Page, office: VisitsOffice, visit: Visit
) -> None:
    phone.context.set_offline(True)
    phone.locator("[name=met]").fill("张伟")
    phone.locator("[name=words]").fill("门铃坏了两周")
    phone.locator("[name=need_1_kind]").select_option("repair")
    phone.locator("[name=need_1_title]").fill("门铃不响")
    phone.get_by_role("button", name="登记走访", exact=True).click()
    expect(phone.locator("[data-kept] [data-state]")).to_contain_text("已保存在本机，联网后自动发送")
    phone.context.set_offline(False)
    expect(phone.locator("main")).to_contain_text("正在转给客服受理", timeout=30_000)
    told = office.read("officer", queries.told, visit_id=visit.id)
    assert told.visit.state is VisitState.DONE
    (need,) = told.needs
    _to_the_desk(office)
    desk, about = office.desk, {"ticket_id": need.id}
    desk.do("officer", ticketing.assign, **about, assignee_id=office.staff("plumber").id)
    desk.do("plumber", ticketing.resolve, **about, resolution="换了门铃")
    desk.do("officer", ticketing.answer, **about, answer="门铃已更换", channel="phone")
    desk.do("officer", ticketing.close, **about)
    office.copies.take_events()
    phone.reload()
    expect(phone.locator("main")).to_contain_text("门铃已更换")
    assert office.read("officer", queries.told, visit_id=visit.id).needs[0].status == "closed"


def _to_the_desk(office: VisitsOffice) -> None:
    with office.database.write() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
        session.execute(delete(OutboxRow))
    read = {contract.key for contract in TICKETING.subscriptions}
    Inbox(office.desk.database, TICKETING).apply([(key, body) for key, body in rows if key in read])
