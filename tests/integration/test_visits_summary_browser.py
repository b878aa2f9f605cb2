"""Friday on a phone: what was planned, what was done, what comes next; kept as a draft, submitted, printed (B4.2.2)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from services.visits import handlers
from services.visits.clauses import week_key
from shared.testing.databases import Databases
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import VisitsOffice

pytestmark = pytest.mark.one_database
PHONE = {"width": 375, "height": 700}


@pytest.fixture
def office(sqlite_databases: Databases) -> VisitsOffice:
    """Last week the plumbers planned to repair the pump."""
    urls = sqlite_databases.create("ticketing", furnish), sqlite_databases.create("visits")
    office = VisitsOffice(*map(sqlite_databases.opened, urls))
    facts = {"estate_id": office.estate_id, "team": "engineering", "week": week_key(office.today() - timedelta(days=7))}
    office.do("plumber", handlers.submit_summary, **facts, done="巡检配电房", plan="检修二号水泵")
    return office


@pytest.fixture
def address(office: VisitsOffice) -> Iterator[str]:
    with served(mounted(office.app)) as address:
        yield address


def signed_in(page: Page, office: VisitsOffice, address: str, username: str) -> Page:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type] # a width and a height
    token = token_of(office.staff(username))
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
    return page


def test_a_department_submits_its_week_and_those_above_read_it(office: VisitsOffice, address: str, page: Page) -> None:
    phone = signed_in(page, office, address, "plumber")
    phone.goto(f"{address}/visits/summaries?lang=zh")
    phone.get_by_role("link", name="工程").click()
    expect(phone.locator("main")).to_contain_text("检修二号水泵")
    phone.locator("[name=done]").fill("二号水泵已修好")
    phone.get_by_role("button", name="存为草稿").click()
    expect(phone.locator("main")).to_contain_text("草稿")
    phone.get_by_role("button", name="提交", exact=True).click()
    expect(phone.locator("#field-plan-error")).to_be_visible()
    phone.locator("[name=plan]").fill("清洗水箱")
    phone.get_by_role("button", name="提交", exact=True).click()
    expect(phone.get_by_role("button", name="重新提交")).to_be_visible()
    reader = signed_in(phone, office, address, "lead")
    reader.goto(f"{address}/visits/summaries?lang=zh")
    expect(reader.locator("main")).to_contain_text("二号水泵已修好")
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    reader.get_by_role("link", name="工程").click()
    reader.get_by_role("link", name="打印").click()
    expect(reader.locator("body")).to_contain_text("邻香苑 周工作总结与计划表")
    expect(reader.locator("body")).to_contain_text("清洗水箱")


def test_lists_pages_and_api_open_for_those_who_may(office: VisitsOffice) -> None:
    week, gardener = week_key(office.today()), office.visitor("gardener")
    sheet = f"/summaries/{office.estate_id}/engineering/{week}"
    for language in ("zh", "en"):
        reader = office.visitor("lead", language)
        for path in ("/summaries", sheet, f"{sheet}/print", "/today/fragment"):
            assert reader.get(path).status_code == 200, path
    assert "name=done" not in gardener.get(sheet).text
    assert gardener.post(sheet, seen_on="/list", act="submit", done="x", plan="y").status_code == 403
    assert gardener.get(f"/summaries/{office.estate_id}/kitchen/{week}").status_code == 404
    taken = office.visitor("lead").post("/summaries/export", seen_on="/summaries", format="csv").text
    assert "检修二号水泵" in taken
    facts = {"estate_id": str(office.estate_id), "team": "greening", "week": week, "done": "修剪"}
    api = office.caller("gardener")
    assert api.post("weekly-summaries", facts).json["state"] == "draft"
    assert set(api.post("weekly-summaries/submit", facts).json["errors"]) == {"plan"}
    assert api.post("weekly-summaries/submit", facts | {"plan": "补种"}).json["submitted_by"] == "孙静"
    assert [row["team"] for row in api.get("weekly-summaries", week=week).json["items"]] == ["greening"]
