"""Every list as a file: what it shows, for whom, and what the audit trail tells of it."""

import csv
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from werkzeug.test import Client, TestResponse

from services.ticketing import handlers
from services.ticketing.models import TicketKind
from shared import audit
from shared.audit import AuditRow
from shared.permissions import ROLES, allowed
from shared.testing.databases import Databases
from shared.web import exports, mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import Desk, counted_queries, furnish
from tests.integration.ticketing_site import SiteDesk, Visitor

LISTS = {
    "/tickets/export": ("/tickets", "tickets.read"),
    "/customers/export": ("/customers", "people.export"),
    "/staff/export": ("/staff", "staff.read"),
    "/mailbox-log/export": ("/mailbox-log", "tickets.read"),
    "/mailbox-log/emptyings/export": ("/mailbox-log", "tickets.read"),
    "/needs/export/{estate}": ("/needs", "tickets.read"),
    "/price-list/export/{estate}": ("/price-list", "tickets.read"),
    "/commitments/export": ("/commitments", "tickets.read"),
    "/roster/export/{estate}": ("/roster", "tickets.read"),
    "/categories/export": ("/categories", "tickets.read"),
    "/premises/export": ("/premises", "premises.read"),
    "/calendar/export/{estate}": ("/calendar", "tickets.read"),
    "/api-clients/export": ("/api-clients", "staff.manage"),
    "/margins/export": ("/margins", "margins.read"),
    "/audit/export": ("/audit", "audit.read"),
}


def rows_of(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))


def taken(visitor: Visitor, path: str, query: str = "", **facts: str) -> TestResponse:
    """The list's file, asked for on a page that any role has."""
    return visitor.post(path + query, seen_on="/account", **{"format": "csv", **facts})


def test_the_file_holds_what_the_list_shows(site: SiteDesk) -> None:
    site.open(title="=1+1", description="厨房", reporter_phone="13900139000")
    noise = site.open(title="装修噪音", kind=TicketKind.COMPLAINT)
    lead = site.visitor("lead")
    assert 'action="/ticketing/tickets/export?kind=complaint"' in lead.get("/tickets", kind="complaint").text
    answer = taken(lead, "/tickets/export", "?kind=complaint&after=")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r"attachment; filename\*=UTF-8''%E5%B7%A5%E5%8D%95%20[\d-]+\.csv", answer.headers["Content-Disposition"]
    )
    [row] = rows_of(answer)
    assert (row["单号"], row["标题"], row["小区"], row["住户"]) == (noise.number, "装修噪音", "邻香苑", "张伟")
    assert [row["标题"] for row in rows_of(taken(lead, "/tickets/export"))] == ["'=1+1", "装修噪音"]
    english = rows_of(taken(site.visitor("lead", "en"), "/tickets/export"))
    assert english[1]["Kind"] == "Complaint"


def test_excel_gets_a_workbook(site: SiteDesk) -> None:
    ticket = site.open()
    answer = taken(site.visitor("lead"), "/tickets/export", format="xlsx")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["单号", ticket.number]


def test_whole_phone_numbers_are_for_who_may_export_residents(site: SiteDesk) -> None:
    site.open()
    assert rows_of(taken(site.visitor("lead"), "/tickets/export"))[0]["电话"] == "138 0013 0000"
    assert rows_of(taken(site.visitor("officer"), "/tickets/export"))[0]["电话"] == "138****0000"


def test_other_estates_are_in_no_file(site: SiteDesk) -> None:
    site.open()
    stranger = site.visitor("stranger")
    assert rows_of(taken(stranger, "/tickets/export")) == []
    estate = site.estates["LX"].id
    for path in ("/needs/export", "/price-list/export", "/roster/export"):
        assert taken(stranger, f"{path}/{estate}").status_code == 404


def test_who_took_what_stands_in_the_trail_of_the_estate(site: SiteDesk) -> None:
    taken(site.visitor("lead"), "/customers/export", "?text=zw")
    assert "导出列表 列表 住户 格式 csv 筛选条件 text=zw" in site.visitor("lead").reads("/audit").replace(
        " 3 项内容", ""
    )
    [row] = [row for row in _trail(site) if row.action == "list.export"]
    assert (row.actor_name, row.estate_id) == ("郑华", site.estates["LX"].id)


def test_a_refused_file_is_refused_before_anything_is_recorded(site: SiteDesk) -> None:
    lead = site.visitor("lead")
    assert taken(lead, "/tickets/export", format="pdf").status_code == 422
    assert taken(lead, "/tickets/export", "?tier=tomorrow").status_code == 422
    assert "list.export" not in [row.action for row in _trail(site)]


def test_a_list_that_is_too_long_says_so(site: SiteDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    found = rows_of(taken(site.visitor("lead"), "/customers/export"))
    assert len(found) == 4
    assert found[3]["姓名"] == "列表未完：每个文件最多 3 行，请缩小筛选范围。"


def test_long_lists_are_read_page_by_page(site: SiteDesk) -> None:
    lead = site.visitor("lead")
    for number in range(3):
        site.open(title=f"第 {number} 单")
    with counted_queries(site.database) as statements:
        taken(lead, "/tickets/export")
    few = len(statements)
    for number in range(3, 8):
        site.open(title=f"第 {number} 单")
    with counted_queries(site.database) as statements:
        taken(lead, "/tickets/export")
    assert len(statements) == few


@pytest.fixture(scope="module")
def everyone(sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteDesk]:
    """What a role may do is decided before any database is asked."""
    url = sqlite_databases.create("ticketing")
    desk = SiteDesk(sqlite_databases.opened(url))
    desk.open_app(tmp_path_factory.mktemp("data"))
    desk.employ_every_role()
    desk.do("lead", handlers.put_up_box, estate_id=desk.estates["LX"].id, place="大堂", every_days=7)
    yield desk
    sqlite_databases.drop(url)


@pytest.mark.parametrize("path", LISTS)
def test_a_file_is_for_exactly_the_roles_that_may(everyone: SiteDesk, path: str) -> None:
    page, permission = LISTS[path]
    address = path.format(estate=everyone.estates["LX"].id)
    for role in ROLES:
        visitor, may = everyone.visitor(role), allowed([role], permission)
        assert taken(visitor, address).status_code == (200 if may else 403), role
        shown = visitor.get(page)
        if shown.status_code == 200 and not any(empty in path for empty in ("needs", "emptyings", "margins")):
            assert (f'action="/ticketing{path.partition("{")[0]}' in shown.text) is may, role


def _trail(site: SiteDesk) -> list[AuditRow]:
    with site.database.read() as session:
        return list(audit.trail(session, limit=200).items)


def test_the_lists_of_the_other_services_are_files_too(sqlite_databases: Databases, tmp_path: Path) -> None:
    urls = {name: sqlite_databases.create(name, furnish if name == "ticketing" else None) for name in SERVICES}
    databases = {name: sqlite_databases.opened(url) for name, url in urls.items()}
    apps = create_apps(databases, tmp_path)
    desk = Desk(databases["ticketing"])
    ticket = desk.open()
    desk.do("officer", handlers.flag_major, ticket_id=ticket.id, reason="全楼停水")
    deliver(databases)
    token = token_of(desk.staff["lead"])
    expected = {
        "notify/messages": ("/messages/export", "事由", ""),
        "visits/": ("/export", "楼栋", "2栋"),
        "visits/major": ("/major/export", "单号", ticket.number),
        "survey/coverage": ("/coverage/export", "小区", "邻香苑"),
        "survey/audit": ("/audit/export", "操作", "导出列表"),
    }
    for place, (path, column, value) in expected.items():
        name = place.split("/")[0]
        client = Client(mounted(apps[name]))
        client.set_cookie(SESSION_COOKIE, token)
        page = client.get(f"/{place}", headers={"Accept-Language": "zh"})
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found, place
        facts = {"csrf_token": found[1], "format": "csv"}
        answer = client.post(f"/{name}{path}", data=facts, headers={"Accept-Language": "zh"})
        rows = rows_of(answer)
        if value:
            assert rows[0][column] == value, place
        else:
            assert {row["事由"] for row in rows} == {ticket.number}
