"""座谈会: the plan goes to the company and back, each symposium is held, what is said becomes a ticket (A2.2)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared import clock
from shared.db import Database
from shared.testing.databases import Databases
from tests.integration.four_services import SERVICES
from tests.integration.reference_data import company_approver, signed_in
from tests.integration.test_major_problems import Company
from tests.integration.ticketing_api import Caller
from tests.integration.ticketing_desk import furnish

PAPERS = ("invitation", "sign-in", "minutes")
YEAR = clock.now().year + 1


class Office(Company):
    """The four services, with somebody who approves for the company."""

    def __init__(self, databases: dict[str, Database], data_dir: Path) -> None:
        super().__init__(databases, data_dir)
        self.approver = company_approver(self.desk)
        self.settle()

    def approves(self, language: str = "zh") -> Caller:
        return signed_in(self.apps["visits"], self.approver, language)

    def begin(self) -> str:
        """A plan with one symposium, which took place just now."""
        facts = {"estate_id": str(self.desk.estates["LX"].id), "year": YEAR}
        plan = self.api("lead", "visits/symposium-plans", facts).json
        answer = self.api("lead", f"visits/symposium-plans/{plan['id']}/symposiums", symposium())
        assert answer.status_code == 201, answer.json
        return str(plan["id"])

    def approved(self) -> tuple[str, str]:
        """The ids of an approved plan and its symposium."""
        plan = self.begin()
        assert self.api("lead", f"visits/symposium-plans/{plan}/submit", {}).status_code == 200
        whole = self.approves().post(f"/visits/api/v1/symposium-plans/{plan}/approve", {})
        assert whole.status_code == 200, whole.json
        self.settle()
        return plan, whole.json["symposiums"][0]["id"]

    def duties(self, clause: str) -> list[str]:
        self.settle()
        listed = self.caller("lead", "visits").get("/visits/api/v1/duties", clause=clause).json["items"]
        return [row["state"] for row in listed]


def symposium(**changes: Any) -> dict[str, Any]:
    facts = {"kind": "residents", "starts_at": f"{YEAR}-03-20T14:00:00+08:00", "place": "会所二楼"}
    return {**facts, "content": "物业服务与收费", "people": "1栋业主代表\n业主委员会", **changes}


@pytest.fixture
def office(sqlite_databases: Databases, tmp_path: Path) -> Office:
    urls = {name: sqlite_databases.create(name, furnish if name == "ticketing" else None) for name in SERVICES}
    return Office({name: Database(url) for name, url in urls.items()}, tmp_path)


def test_the_plan_is_returned_changed_and_approved(office: Office) -> None:
    plan = office.begin()
    path = f"/visits/api/v1/symposium-plans/{plan}"
    assert office.approves().post(f"{path}/approve", {}).status_code == 409
    assert office.api("lead", f"visits/symposium-plans/{plan}/submit", {}).json["state"] == "submitted"
    assert office.api("lead", f"visits/symposium-plans/{plan}/symposiums", symposium()).status_code == 409
    assert office.api("lead", f"visits/symposium-plans/{plan}/approve", {}).status_code == 403
    back = office.approves().post(f"{path}/return", {"reason": "请增加下半年的一次"}).json
    assert (back["state"], back["reason"]) == ("returned", "请增加下半年的一次")
    later = symposium(starts_at=f"{YEAR}-09-20T14:00:00+08:00")
    assert office.api("lead", f"visits/symposium-plans/{plan}/symposiums", later).status_code == 201
    office.api("lead", f"visits/symposium-plans/{plan}/submit", {})
    whole = office.approves().post(f"{path}/approve", {}).json
    assert (whole["state"], whole["count"], whole["decided_by"]) == ("approved", 2, "陈总")
    assert office.duties("A2.2-held") == ["due", "due"]


def test_a_plan_says_when_where_what_and_who_in_its_year(office: Office) -> None:
    plan = office.begin()
    wrong = symposium(starts_at=f"{YEAR + 1}-01-01T00:00:00+08:00")
    assert "starts_at" in office.api("lead", f"visits/symposium-plans/{plan}/symposiums", wrong).json["errors"]
    missing = office.api("lead", f"visits/symposium-plans/{plan}/symposiums", symposium(people=" ", content=""))
    assert set(missing.json["errors"]) == {"people", "content"}
    again = {"estate_id": str(office.desk.estates["LX"].id), "year": YEAR}
    assert office.api("lead", "visits/symposium-plans", again).status_code == 409
    other = {"estate_id": str(office.desk.estates["CH"].id), "year": YEAR}
    assert office.api("lead", "visits/symposium-plans", other).status_code == 422


def test_what_was_said_becomes_a_ticket_and_its_number_returns(office: Office) -> None:
    _plan, held = office.approved()
    record = {"held_at": clock.now().isoformat(), "present": "张伟\n\n王芳 ", "minutes": "讨论电梯更新"}
    later = {**record, "held_at": (clock.now() + timedelta(days=1)).isoformat()}
    opinion = {"kind": "suggestion", "said_by": "张伟 1栋", "words": "电梯厅加装扶手\n方便老人"}
    assert office.api("lead", f"visits/symposiums/{held}/opinions", opinion).status_code == 409
    assert list(office.api("lead", f"visits/symposiums/{held}/record", later).json["errors"]) == ["held_at"]
    recorded = office.api("lead", f"visits/symposiums/{held}/record", record).json
    assert (recorded["state"], recorded["present"]) == ("held", "张伟\n王芳")
    assert office.duties("A2.2-held") == ["kept"]
    assert office.api("lead", f"visits/symposiums/{held}/opinions", opinion).status_code == 201
    office.settle()
    office.settle()
    page = office.caller("lead", "visits").get(f"/visits/symposiums/{held}").text
    number = page.split("/ticketing/tickets/")[1].split('">')[1].split("<")[0]
    ticket = office.caller("officer").get("/ticketing/api/v1/tickets", text=number).json["items"][0]
    assert (ticket["title"], ticket["channel"], ticket["kind"]) == ("电梯厅加装扶手", "symposium", "suggestion")


def test_it_is_moved_or_called_off_for_a_reason(office: Office) -> None:
    _plan, held = office.approved()
    moved = {"starts_at": f"{YEAR}-04-20T14:00:00+08:00", "place": "架空层", "reason": "会所装修"}
    assert office.api("lead", f"visits/symposiums/{held}/move", moved).json["place"] == "架空层"
    assert office.api("lead", f"visits/symposiums/{held}/call-off", {"reason": " "}).status_code == 422
    assert office.api("lead", f"visits/symposiums/{held}/call-off", {"reason": "台风"}).json["state"] == "called_off"
    assert office.duties("A2.2-held") == ["lapsed"]


def test_pages_and_papers_open_in_both_languages(office: Office) -> None:
    plan, held = office.approved()
    record = {"held_at": clock.now().isoformat(), "present": "张伟", "minutes": "讨论电梯更新"}
    paths = ("", f"/plans/{plan}", f"/plans/{plan}/print", f"/{held}", *(f"/{held}/{paper}" for paper in PAPERS))
    for path in paths[:-1]:
        assert office.caller("lead", "visits").get(f"/visits/symposiums{path}").status_code == 200, path
    assert office.api("lead", f"visits/symposiums/{held}/record", record).status_code == 200
    for path in paths:
        for language in ("zh", "en"):
            page = office.caller("lead", "visits", language).get(f"/visits/symposiums{path}")
            assert page.status_code == 200, path
    assert "会所二楼" in office.approves().get(f"/visits/symposiums/plans/{plan}/print").text
    stranger = signed_in(office.apps["visits"], office.desk.stranger)
    assert stranger.get(f"/visits/symposiums/plans/{plan}").status_code == 404
    assert stranger.get(f"/visits/symposiums/{held}").status_code == 404
