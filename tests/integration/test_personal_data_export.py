"""What is kept about a household, handed out to it: by each of the four services, in its language, recorded."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from services.ticketing import handlers
from services.ticketing.models import Language, Relation, TicketKind
from shared import clock
from shared.db import Database
from shared.testing.databases import Databases
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_api import Caller, photo
from tests.integration.ticketing_desk import Desk, counted_queries, furnish

VISITED = {"met": "王芳夫妇", "words": "要求换管", "promised": "周五前"}


class Company:
    """Four services that know of 王芳's household: her request with a photo, a letter, a rating, a visit."""

    def __init__(self, databases: dict[str, Database], data_dir: Path) -> None:
        self.databases, self.desk = databases, Desk(databases["ticketing"])
        self.apps = create_apps(databases, data_dir)
        self.household = self.desk.customers["王芳"]
        self.ticket = self.desk.open(title="=厨房漏水", customer_id=self.household.id)
        self._request()
        self._others()
        deliver(databases)

    def _request(self) -> None:
        desk, key = self.desk, {"ticket_id": self.ticket.id}
        with self.databases["ticketing"].write(desk.actor("officer")) as session:
            kept = handlers.keep_photo(session, photo())
        desk.do("officer", handlers.flag_major, **key, reason="多次报修")
        desk.do("officer", handlers.assign, **key, assignee_id=desk.staff["plumber"].id)
        desk.do("plumber", handlers.resolve, **key, resolution="已换阀门", photos=[kept])
        deliver(self.databases)
        seen = {"visited_at": (clock.now() - timedelta(minutes=1)).isoformat(), **VISITED}
        answer = self.caller("lead", "visits").post(f"/visits/api/v1/major-problems/{self.ticket.id}/visit", seen)
        assert answer.status_code == 201
        deliver(self.databases)
        desk.do("officer", handlers.answer, **key, answer="修好了", channel="phone")
        desk.do("officer", handlers.close, **key)
        desk.do("officer", handlers.rate, **key, score=5, words="很满意")

    def _others(self) -> None:
        desk, own = self.desk, {"customer_id": self.household.id}
        desk.do("officer", handlers.add_member, **own, name="陈强", phone="13900139777", relation=Relation.SPOUSE)
        told = {"estate_id": self.household.estate_id, "kind": TicketKind.SUGGESTION, "title": "多种树"}
        desk.do("officer", handlers.send_letter, **told, reporter_name="陈强", reporter_phone="13900139777")
        shared_fault = desk.open(title="电梯停了")
        desk.do("officer", handlers.add_reporter, ticket_id=shared_fault.id, **own, words="我家也是")

    def caller(self, username: str, service: str, language: str = "zh") -> Caller:
        return signed_in(self.apps[service], self.desk.staff[username], language)

    def parts(self, service: str, username: str = "lead") -> Any:
        answer = self.caller(username, service).post(f"/{service}/api/v1/personal-data/{self.household.id}")
        assert answer.status_code == 200, answer.json
        return answer.json["parts"]

    def downloaded(self, service: str) -> ZipFile:
        caller, path = self.caller("lead", service), f"/{service}/personal-data/{self.household.id}"
        token = caller.get(path).text.split('name="csrf_token" value="')[1].split('"')[0]
        answer = caller.send("POST", f"{path}/download", data={"csrf_token": token})
        assert (answer.status_code, answer.content_type) == (200, "application/zip")
        return ZipFile(BytesIO(answer.data))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One for all tests: none of them changes what another sees."""
    kind: Databases = request.getfixturevalue(f"{request.param}_databases")
    urls = {name: kind.create(name, furnish if name == "ticketing" else None) for name in SERVICES}
    opened = {name: Database(url) for name, url in urls.items()}
    yield Company(opened, tmp_path_factory.mktemp("data"))
    for name, database in opened.items():
        database.close()
        kind.drop(urls[name])


def test_each_service_hands_out_all_that_it_keeps(company: Company) -> None:
    told = company.parts("ticketing")
    assert (told["household"][0]["name"], told["members"][0]["phone"]) == ("王芳", "+8613900139777")
    assert (told["tickets"][0]["answer"], told["tickets"][0]["lead_visit_words"]) == ("修好了", "要求换管")
    assert [row["title"] for row in told["letters"]] == ["多种树"]
    assert [row["words"] for row in told["told_too"]] == ["我家也是"]
    assert [row["score"] for row in told["ratings"]] == [5]
    assert [row["link"] for row in told["links"]] == ["status", "rating"]
    assert {"member.add", "ticket.answer", "rating.give"} <= {row["action"] for row in told["changes"]}
    assert {row["term"] for row in told["search_words"]} >= {"王芳", "陈强"}
    notified = company.parts("notify")
    assert "王芳" in notified["messages"][0]["body"]
    assert len(notified["deliveries"]) >= len(notified["messages"])
    visited = company.parts("visits")
    assert [(row["met"], row["promised"]) for row in visited["visits"]] == [("王芳夫妇", "周五前")]
    assert visited["major_problems"][0]["reason"] == "多次报修"
    assert company.parts("survey")["household"][0]["name"] == "王芳"


def test_the_copy_is_a_workbook_in_the_language_of_the_household_with_its_photos(company: Company) -> None:
    packed = company.downloaded("ticketing")
    photos = [name for name in packed.namelist() if name.startswith("photos/")]
    assert len(photos) == 1
    assert packed.read(photos[0]).startswith(b"\xff\xd8")
    assert "王芳" in packed.read("README.txt").decode()
    told = json.loads(packed.read("personal-data.json"))
    assert told["tickets"][0]["title"] == "=厨房漏水"
    book = load_workbook(BytesIO(packed.read("personal-data.xlsx")))
    assert book.sheetnames[:3] == ["住户", "家庭成员", "工单"]
    cells = {str(cell.value) for row in book["工单"].iter_rows() for cell in row}
    assert {"=厨房漏水", "报修", "电话"} <= cells
    for service in ("notify", "survey", "visits"):
        assert load_workbook(BytesIO(company.downloaded(service).read("personal-data.xlsx"))).sheetnames[0] == "住户"


def test_an_english_household_reads_english(company: Company) -> None:
    change = {"customer_id": company.household.id}
    company.desk.do("officer", handlers.change_customer, **change, language=Language.EN)
    deliver(company.databases)
    book = load_workbook(BytesIO(company.downloaded("visits").read("personal-data.xlsx")))
    company.desk.do("officer", handlers.change_customer, **change, language=Language.ZH)
    deliver(company.databases)
    assert book.sheetnames[:3] == ["Household", "Major problems", "Visits"]


def test_who_may_and_what_is_recorded(company: Company) -> None:
    path = f"personal-data/{company.household.id}"
    for service in SERVICES:
        assert company.caller("officer", service).post(f"/{service}/api/v1/{path}").status_code == 403
        assert company.caller("manager", service).post(f"/{service}/api/v1/{path}").status_code == 200
        assert company.caller("officer", service).get(f"/{service}/{path}").status_code == 403
        page = company.caller("lead", service).get(f"/{service}/{path}").text
        assert all(f'href="/{other}/{path}"' in page for other in SERVICES)
        trail = company.caller("lead", service).get(f"/{service}/audit", subject=str(company.household.id)).text
        assert "个人信息已提供" in trail
    assert "提供给住户" in company.caller("lead", "ticketing").get(f"/ticketing/customers/{company.household.id}").text


def test_it_takes_a_fixed_number_of_queries(company: Company) -> None:
    with counted_queries(company.databases["ticketing"]) as statements:
        company.parts("ticketing")
    assert len(statements) <= 20
