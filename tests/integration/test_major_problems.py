"""重大问题: the project lead visits in person, and visits tells ticketing, before the ticket can be closed (A2.10)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.notify.models import Message
from services.ticketing.models import Ticket
from services.visits.app import SERVICE as VISITS
from services.visits.models import MajorProblem, MajorVisit
from shared import clock, eventlog
from shared.db import Database
from tests.conftest import MakeDatabase
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_api import Caller
from tests.integration.ticketing_desk import Desk, furnish

WORDS = {"met": "张伟夫妇", "words": "漏水三次，要求更换立管", "promised": "周五前更换立管"}


class Company:
    """Four services and what they tell each other."""

    def __init__(self, databases: dict[str, Database], data_dir: Path) -> None:
        self.databases, self.desk = databases, Desk(databases["ticketing"])
        self.apps = create_apps(databases, data_dir)
        self.settle()

    def settle(self) -> None:
        deliver(self.databases)

    def caller(self, username: str, service: str = "ticketing", language: str = "zh") -> Caller:
        return signed_in(self.apps[service], self.desk.staff[username], language)

    def api(self, username: str, path: str, body: Any = None) -> Any:
        service, _, rest = path.partition("/")
        path = f"/{service}/api/v1/{rest}"
        caller = self.caller(username, service)
        return caller.get(path) if body is None else caller.post(path, body)


@pytest.fixture
def company(make_database: MakeDatabase, tmp_path: Path) -> Company:
    databases = {name: make_database(name) for name in SERVICES if name != "ticketing"}
    databases["ticketing"] = make_database("ticketing", furnish=furnish)
    return Company(databases, tmp_path)


@pytest.fixture
def ticket(company: Company) -> Ticket:
    """A resident's pipe has burst for the third time; it is solved and answered."""
    ticket = company.desk.open(title="立管第三次爆裂")
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("officer", "flag_major", {"reason": "三次维修未果，多户受影响"}),
        ("officer", "assign", {"assignee_id": str(company.desk.staff["plumber"].id)}),
        ("plumber", "resolve", {"resolution": "更换阀门"}),
        ("officer", "answer", {"answer": "已更换"}),
    )
    for who, step, told in steps:
        answer = company.api(who, f"ticketing/tickets/{ticket.id}/{step}", told)
        assert answer.status_code == 200, answer.json
    company.settle()
    return ticket


def visited(**changes: Any) -> dict[str, Any]:
    return {"visited_at": (clock.now() - timedelta(minutes=20)).isoformat(), **WORDS, **changes}


def test_it_is_closed_only_after_the_leads_visit(company: Company, ticket: Ticket) -> None:
    refused = company.api("officer", f"ticketing/tickets/{ticket.id}/close", {})
    assert refused.status_code == 409
    assert "项目负责人亲自走访" in refused.json["detail"]
    recorded = company.api("lead", f"visits/major-problems/{ticket.id}/visit", visited())
    assert recorded.status_code == 201, recorded.json
    company.settle()
    known = company.api("officer", f"ticketing/tickets/{ticket.id}").json
    assert (known["lead_visit_by"], known["lead_visit_words"]) == ("郑华", WORDS["words"])
    assert company.api("officer", f"ticketing/tickets/{ticket.id}/close", {}).json["status"] == "closed"


@pytest.mark.usefixtures("ticket")
def test_the_lead_is_told_at_once(company: Company) -> None:
    with company.databases["notify"].read() as session:
        told = session.scalars(select(Message).where(Message.event.contains("major_problem"))).all()
    assert [(row.recipient_id, row.title) for row in told] == [
        (company.desk.staff["lead"].id, "【特急】重大问题，请亲自走访：立管第三次爆裂")
    ]


def test_only_the_lead_records_the_visit_and_only_once(company: Company, ticket: Ticket) -> None:
    path = f"visits/major-problems/{ticket.id}/visit"
    assert company.api("officer", path, visited()).status_code == 403
    later = visited(visited_at=(clock.now() + timedelta(hours=1)).isoformat())
    assert list(company.api("lead", path, later).json["errors"]) == ["visited_at"]
    assert company.api("lead", path, visited()).status_code == 201
    assert company.api("lead", path, visited()).status_code == 409


def test_what_is_withdrawn_needs_no_visit(company: Company, ticket: Ticket) -> None:
    path = f"ticketing/tickets/{ticket.id}/withdraw_major"
    assert company.api("officer", path, {"reason": "误标"}).status_code == 403
    assert company.api("lead", path, {"reason": "误标"}).json["major_since"] is None
    company.settle()
    assert company.api("officer", f"ticketing/tickets/{ticket.id}/close", {}).status_code == 200
    assert company.api("lead", "visits/major-problems").json["items"] == []


def test_the_page_is_filled_in_on_the_spot(company: Company, ticket: Ticket) -> None:
    lead = company.caller("lead", "visits")
    assert "待负责人走访" in lead.get("/visits/major").text
    assert "待走访的重大问题" in lead.get("/visits/today/fragment").text
    page = lead.get(f"/visits/major/{ticket.id}").text
    assert "登记走访" in page
    assert "立管第三次爆裂" in page
    assert "登记走访</button>" not in company.caller("officer", "visits").get(f"/visits/major/{ticket.id}").text
    assert company.api("lead", f"visits/major-problems/{ticket.id}/visit", visited()).status_code == 201
    assert WORDS["promised"] in lead.get(f"/visits/major/{ticket.id}").text
    assert lead.get("/visits/major", awaiting="1").text.count("立管第三次爆裂") == 0
    assert "Major problems" in company.caller("lead", "visits", "en").get("/visits/major").text


def test_visits_are_kept_when_the_views_are_built_anew(company: Company, ticket: Ticket) -> None:
    assert company.api("lead", f"visits/major-problems/{ticket.id}/visit", visited()).status_code == 201
    database = company.databases["visits"]
    with database.read() as session:
        before = _rows(session)
    with database.write() as session:
        eventlog.rebuild(session, VISITS)
    with database.read() as session:
        assert _rows(session) == before


def _rows(session: Any) -> list[list[tuple[Any, ...]]]:
    return [
        [tuple(row) for row in session.execute(select(table.__table__)).all()] for table in (MajorProblem, MajorVisit)
    ]
