"""The pages of the compliance calendar: month, list, matrix, evidence, waiver, audit report."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from services.visits.app import create_app
from services.visits.clauses import CLAUSES
from services.visits.config import Settings
from services.visits.models import Duty
from shared import clock
from shared.audit import AuditRow
from shared.db import Database
from shared.testing.databases import Databases
from shared.web.identity import SESSION_COOKIE
from tests.integration.apps import app_on
from tests.integration.duty_calendar import DutyCalendar, at
from tests.integration.reference_data import Copies, open_desk, settings, signed_in
from tests.integration.ticketing_api import Caller, token_of
from tests.integration.ticketing_desk import Desk, counted_queries, furnish
from tests.integration.ticketing_site import Visitor

PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {}),
    ("/list", {}),
    ("/matrix", {}),
    ("/matrix", {"by": "person"}),
    ("/report", {}),
    ("/report/print", {}),
)
TODAY = at("2027-03-10")
REASON = "住户已搬离，无法走访"


class Office:
    """A visits service with the front desk's people."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self.database, self.desk = database, desk
        self.calendar = DutyCalendar(database)
        self.calendar.home = desk.estates["LX"].id
        Copies(desk, self.calendar.service, database).take_events()
        self.app: Flask = app_on(database, settings(Settings, "visits"), create_app)
        database.settings = settings(Settings, "visits")

    def tells(self, *steps: tuple[str, str, Any]) -> None:
        for key, name, moment in steps:
            self.calendar.ticket(key, name, moment)
        self.calendar.take([told for _moment, told in self.calendar.script])
        self.calendar.script.clear()

    def caller(self, username: str, language: str = "zh") -> Caller:
        return signed_in(self.app, self.desk.staff[username], language)

    def visitor(self, username: str) -> Visitor:
        """A browser that carries the account's token."""
        visitor = Visitor(self.app, base="/visits")
        visitor.client.set_cookie(SESSION_COOKIE, token_of(self.desk.staff[username]))
        return visitor

    def missed(self, name: str) -> Duty:
        """A major problem that nobody has visited in time."""
        self.tells(("major_problem_flagged", name, clock.now() - timedelta(days=4)))
        return self.duty(name)

    def duty(self, name: str) -> Duty:
        return self.calendar.duty("A2.10", name)


@pytest.fixture(scope="module")
def office(sqlite_databases: Databases) -> Iterator[Office]:
    """For all tests: what no database decides about pages."""
    urls = [sqlite_databases.create("visits"), sqlite_databases.create("ticketing", furnish)]
    database, front = (Database(url) for url in urls)
    with time_machine.travel(TODAY):
        office = Office(database, open_desk(front))
        office.tells(("ticket_opened", "T-0002", clock.now()))
        yield office
    for opened in (database, front):
        opened.close()


def test_every_view_opens_in_both_languages(office: Office) -> None:
    for path, query in (*PAGES, ("/clauses", {})):
        for language, word in (("zh", "履职台账"), ("en", "Compliance calendar")):
            page = office.caller("supervisor", language).get(f"/visits/calendar{path}", **query)
            assert page.status_code == 200, path
            assert word in page.text or "print" in path


def test_the_matrix_leads_to_exactly_what_it_counts(office: Office) -> None:
    office.missed("T-0001")
    lead = office.caller("lead")
    page = lead.get("/visits/calendar/matrix", year=2027).text
    row = page[page.index("项目负责人亲自走访") :]
    cell = re.search(r'<a href="([^"]+)" title="[^"]*">.*?<span>(\d+)/(\d+)</span>', row, re.DOTALL)
    assert cell is not None
    address, _, query = cell.group(1).partition("?")
    listed = lead.get(address, **dict(parse_qsl(unescape(query)))).text
    assert listed.count("data-href=") == int(cell.group(3)) > 0
    assert "T-0001" in listed


def test_the_evidence_is_one_click_away(office: Office) -> None:
    duty = office.missed("T-0003")
    office.tells(("visits.major_visit_recorded", "T-0003", clock.now()))
    page = office.caller("officer").get(f"/visits/calendar/{duty.id}").text
    assert f'href="/visits/major/{duty.subject_id}"' in page
    assert "visits.major_visit_recorded.v1" in page


def test_who_may_waives_with_a_reason_and_a_name(office: Office) -> None:
    duty, lead = office.missed("T-0004"), office.visitor("lead")
    path = f"/calendar/{duty.id}"
    assert "只有这些角色可以豁免" in office.visitor("officer").reads(path)
    assert lead.post(f"{path}/waive", seen_on=path, reason=" ").status_code == 422
    assert office.duty("T-0004").state == "missed"
    assert lead.post(f"{path}/waive", seen_on=path, reason=REASON).status_code == 303
    assert office.duty("T-0004").state == "waived"
    page = lead.reads(path)
    assert REASON in page
    assert "郑华" in page
    with office.database.read() as session:
        waived = AuditRow.action == "duty.waive", AuditRow.subject == duty.id
        row = session.scalars(select(AuditRow).where(*waived)).one()
    assert (row.actor_name, row.note) == ("郑华", REASON)


def test_the_report_counts_and_names_what_was_not_kept(office: Office) -> None:
    lead, duty = office.visitor("lead"), f"/calendar/{office.missed('T-0005').id}"
    lead.post(f"{duty}/waive", seen_on=duty, reason=f"{REASON}五")
    for path in ("/calendar/report", "/calendar/report/print"):
        page = lead.reads(path, since="2027-03-01")
        assert "T-0005" in page
        assert f"{REASON}五" in page
    report = "/calendar/report/export?since=2027-03-01"
    assert "A2.10" in lead.post(report, seen_on="/calendar/report", format="csv").text
    listed = lead.post("/calendar/export?clause=A2.10", seen_on="/calendar/list", format="csv")
    assert "T-0005" in listed.text


def test_other_estates_duties_are_not_seen(office: Office) -> None:
    duty, stranger = office.missed("T-0006"), signed_in(office.app, office.desk.stranger)
    assert stranger.get(f"/visits/calendar/{duty.id}").status_code == 404
    assert "T-0006" not in stranger.get("/visits/calendar/list").text
    assert stranger.get("/visits/api/v1/duties", clause="A2.10").json["items"] == []


def test_the_api_tells_the_same(office: Office) -> None:
    path, lead = f"/visits/api/v1/duties/{office.missed('T-0007').id}", office.caller("lead")
    assert [fact["kind"] for fact in lead.get(path).json["facts"]] == ["owed"]
    assert office.caller("officer").post(f"{path}/waive", {"reason": REASON}).status_code == 403
    assert lead.post(f"{path}/waive", {"reason": REASON}).json["owed"]["state"] == "waived"
    clauses = lead.get("/visits/api/v1/clauses").json
    assert [row["id"] for row in clauses] == [clause.id for clause in CLAUSES]
    assert {row["title_zh"] for row in clauses} & {row["title"] for row in clauses} == set()


def test_a_long_list_goes_on_and_a_page_needs_few_queries(office: Office) -> None:
    office.tells(*(("major_problem_flagged", f"T-1{name:03}", clock.now()) for name in range(60)))
    lead = office.caller("lead")
    first = lead.get("/visits/api/v1/duties", state="due", clause="A2.10", limit=50).json
    second = lead.get("/visits/api/v1/duties", state="due", clause="A2.10", limit=50, after=first["next"]).json
    assert len({row["id"] for row in (*first["items"], *second["items"])}) == 60
    assert second["next"] is None
    for path, query in PAGES:
        with counted_queries(office.database) as queries:
            assert lead.get(f"/visits/calendar{path}", **query).status_code == 200
        assert len(queries) <= 9, (path, len(queries))
