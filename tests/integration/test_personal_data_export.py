"""What is kept about a household, handed out to it: by each of the four services, in its language, recorded."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from services.ticketing import handlers
from services.ticketing.models import Language
from tests.integration.four_services import SERVICES, deliver
from tests.integration.known_household import VISITED, Company, company_on
from tests.integration.ticketing_desk import counted_queries


def parts(company: Company, service: str) -> Any:
    answer = company.caller("lead", service).post(f"/{service}/api/v1/personal-data/{company.household.id}")
    assert answer.status_code == 200, answer.json
    return answer.json["parts"]


def downloaded(company: Company, service: str) -> ZipFile:
    caller, path = company.caller("lead", service), f"/{service}/personal-data/{company.household.id}"
    token = caller.get(path).text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = caller.send("POST", f"{path}/download", data={"csrf_token": token})
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    return ZipFile(BytesIO(answer.data))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One for all tests: none of them changes what another sees."""
    with company_on(request.getfixturevalue(f"{request.param}_databases"), tmp_path_factory.mktemp("data")) as opened:
        yield opened


def test_each_service_hands_out_all_that_it_keeps(company: Company) -> None:
    told = parts(company, "ticketing")
    assert (told["household"][0]["name"], told["members"][0]["phone"]) == ("尉迟芳", "+8613900139777")
    assert (told["tickets"][1]["answer"], told["tickets"][1]["lead_visit_words"]) == (
        "已告知尉迟女士",
        VISITED["words"],
    )
    assert [row["title"] for row in told["letters"]] == ["多种树"]
    assert [row["decided_by"] for row in told["quotes"]] == ["尉迟老太"]
    assert [row["words"] for row in told["told_too"]] == ["我是尉迟芳，我家也是"]
    assert [row["score"] for row in told["ratings"]] == [2]
    assert [row["link"] for row in told["links"]] == ["status", "rating"] * 2 + ["status"]
    assert {"member.add", "ticket.answer", "rating.give"} <= {row["action"] for row in told["changes"]}
    assert {row["term"] for row in told["search_words"]} >= {"尉迟芳", "陈强"}
    notified = parts(company, "notify")
    assert "尉迟芳" in notified["messages"][-1]["body"]
    assert len(notified["deliveries"]) >= len(notified["messages"])
    visited = parts(company, "visits")
    assert [(row["met"], row["promised"]) for row in visited["visits"]] == [(VISITED["met"], VISITED["promised"])]
    assert visited["major_problems"][0]["reason"] == "尉迟芳多次报修"
    assert parts(company, "survey")["household"][0]["name"] == "尉迟芳"


def test_the_copy_is_a_workbook_in_the_language_of_the_household_with_its_photos(company: Company) -> None:
    packed = downloaded(company, "ticketing")
    photos = [name for name in packed.namelist() if name.startswith("photos/")]
    assert len(photos) == 2
    assert packed.read(photos[0]).startswith(b"\xff\xd8")
    assert "尉迟芳" in packed.read("README.txt").decode()
    told = json.loads(packed.read("personal-data.json"))
    assert told["tickets"][1]["title"] == "=厨房漏水"
    book = load_workbook(BytesIO(packed.read("personal-data.xlsx")))
    assert book.sheetnames[:3] == ["住户", "家庭成员", "工单"]
    cells = {str(cell.value) for row in book["工单"].iter_rows() for cell in row}
    assert {"=厨房漏水", "报修", "电话"} <= cells
    for service in ("notify", "survey", "visits"):
        assert load_workbook(BytesIO(downloaded(company, service).read("personal-data.xlsx"))).sheetnames[0] == "住户"


def test_an_english_household_reads_english(company: Company) -> None:
    change = {"customer_id": company.household.id}
    company.desk.do("officer", handlers.change_customer, **change, language=Language.EN)
    deliver(company.databases)
    book = load_workbook(BytesIO(downloaded(company, "visits").read("personal-data.xlsx")))
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
        parts(company, "ticketing")
    assert len(statements) <= 20
