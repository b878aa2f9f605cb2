"""Pages and API of outside parties, in both languages, for those who may (B4.1)."""

from io import BytesIO
from typing import Any

import pytest

from services.visits.handlers import PARTIES
from shared.workbooks import workbook
from tests.conftest import MakeDatabase
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import VisitsOffice

pytestmark = pytest.mark.one_database
API = "/visits/api/v1"


@pytest.fixture
def office(make_database: MakeDatabase) -> VisitsOffice:
    return VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))


def registered(office: VisitsOffice, **facts: Any) -> dict[str, Any]:
    told = {"estate_id": str(office.estate_id), "kind": "contractor", "name": "洁净保洁", **facts}
    told["persons"] = [{"name": "钱经理", "phone": "13800138000"}]
    answer = office.caller("lead").post(f"{API}/parties", told)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def test_the_api_keeps_the_register(office: VisitsOffice) -> None:
    party = registered(office)
    assert (party["standing"], party["persons"][0]["name"]) == ("goes_on", "钱经理")
    path, lead = f"{API}/parties/{party['id']}", office.caller("lead")
    assert lead.patch(path, {"name": "洁净", "notes": "一级"}).json["name"] == "洁净"
    assert lead.post(f"{path}/persons", {"name": "周", "email": "nowhere"}).status_code == 422
    person = lead.post(f"{path}/persons", {"name": "周领班"}).json
    dropped = lead.post(f"{API}/party-persons/{person['id']}/drop", {}).json
    assert [row["name"] for row in dropped["persons"]] == ["钱经理"]
    assert lead.post(f"{path}/end", {"on": "2026-12-31", "reason": "到期"}).json["standing"] == "ended"
    assert lead.get(f"{API}/parties").json["items"] == []
    assert lead.post(f"{path}/resume", {}).json["ended_on"] is None
    assert office.caller("officer").post(f"{path}/end", {"on": "2026-12-31", "reason": "x"}).status_code == 403
    stranger = signed_in(office.app, office.desk.stranger)
    assert stranger.get(path).status_code == 404


def test_pages_open_in_both_languages(office: VisitsOffice) -> None:
    assert "尚未登记外联单位" in office.caller("lead").get("/visits/parties").text
    party = registered(office)
    for path in ("", "/new", "/import", f"/{party['id']}", f"/{party['id']}/change"):
        for language in ("zh", "en"):
            assert office.caller("lead", language).get(f"/visits/parties{path}").status_code == 200, path
    assert "没有符合条件的单位" in office.caller("lead").get("/visits/parties", text="没有").text
    assert office.caller("officer").get("/visits/parties/new").status_code == 403


def test_forms_say_what_is_wrong_and_keep_what_was_typed(office: VisitsOffice) -> None:
    visitor = office.visitor("lead")
    told = {"estate_id": str(office.estate_id), "kind": "supplier", "name": "五金", "contract_from": "2026-02-01"}
    wrong = visitor.post("/parties/new", **told, contract_until="2026-01-01")
    assert wrong.status_code == 422
    assert "早于开始日期" in wrong.text
    assert 'value="五金"' in wrong.text
    made = visitor.post("/parties/new", **told, person_name="孙", person_position="店长")
    assert made.status_code == 303
    page = visitor.get(made.headers["Location"].removeprefix("/visits"))
    assert "店长" in page.text
    file = BytesIO(workbook([("x", [column.names[0] for column in PARTIES.columns], [["别的", "甲", *[""] * 8]])]))
    facts: dict[str, Any] = {"estate_id": str(office.estate_id), "file": (file, "parties.xlsx")}
    refused = visitor.post("/parties/import", **facts)
    assert refused.status_code == 422
    assert "A2" in refused.text or "别的" in refused.text
    assert visitor.get("/parties/import/example.xlsx").status_code == 200


def test_what_the_list_shows_leaves_as_a_file(office: VisitsOffice) -> None:
    registered(office)
    visitor = office.visitor("lead")
    text = visitor.post("/parties/export", seen_on="/parties", format="csv").text
    assert "钱经理" in text
    assert "外包单位,洁净保洁" in text
