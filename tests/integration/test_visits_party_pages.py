"""Pages and API of outside parties, in both languages, for those who may (B4.1)."""

from io import BytesIO
from typing import Any

import pytest

from services.visits.handlers import PARTIES
from shared import clock
from shared.workbooks import workbook
from tests.conftest import MakeDatabase
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_desk import counted_queries, furnish
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
    changed = lead.patch(path, {"purpose": "保洁"}).json
    assert (changed["name"], changed["notes"], changed["purpose"]) == ("洁净", "一级", "保洁")
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


def test_contacts_talks_and_tasks_by_api(office: VisitsOffice) -> None:
    path, lead = f"{API}/parties/{registered(office)['id']}", office.caller("lead")
    now, today = clock.now().isoformat(), str(office.today())
    contact = {"contacted_at": now, "way": "by_phone", "about": "增派人手", "next_step": "回电", "next_step_on": today}
    assert office.caller("officer").post(f"{path}/contacts", contact).status_code == 201
    better = [{"title": "每日两次", "owner": "周", "due_on": today}]
    talk = {"held_at": now, "person": "钱经理", "summary": "清洁", "improvements": better}
    assert office.caller("officer").post(f"{path}/talks", talk).status_code == 403
    held = lead.post(f"{path}/talks", talk).json
    assert lead.get(f"{API}/party-talks/{held['id']}").json["summary"] == "清洁"
    assert [row["about"] for row in lead.get(f"{API}/party-contacts", kind="contractor").json["items"]] == ["增派人手"]
    task = lead.get(f"{API}/party-tasks", source_id=held["id"]).json["items"][0]
    step = f"{API}/party-tasks/{task['id']}"
    assert lead.post(f"{step}/verify", {}).status_code == 409
    assert lead.post(f"{step}/finish", {"outcome": "好"}).json["state"] == "finished"
    assert lead.post(f"{step}/verify", {}).json["checked_by"] == "郑华"
    assert len(lead.get(f"{API}/party-tasks", state="open").json["items"]) == 1


def test_a_talk_is_recorded_on_the_page_and_printed(office: VisitsOffice) -> None:
    party, visitor = registered(office), office.visitor("lead")
    new = f"/parties/{party['id']}/talks/new"
    told = {"held_at": "2026-11-30T10:00", "person": "钱经理", "summary": "大堂清洁"}
    wrong = visitor.post(new, **told, title_1="每日两次")
    assert wrong.status_code == 422
    assert 'value="每日两次"' in wrong.text
    made = visitor.post(new, **told, title_1="每日两次", owner_1="周领班", due_on_1=str(office.today()))
    page = visitor.follow(made).text
    assert "每日两次" in page
    talk = made.headers["Location"].removeprefix("/visits")
    assert "周领班" in visitor.reads(f"{talk}/print")
    task = page.split("/visits/parties/tasks/")[1].split('"')[0]
    done = visitor.post(f"/parties/tasks/{task}/finish", seen_on=f"/parties/tasks/{task}", outcome="已做到")
    assert "验证" in visitor.follow(done).text
    visitor.post(f"/parties/tasks/{task}/verify", seen_on=f"/parties/tasks/{task}")
    assert "已验证" in visitor.reads(f"/parties/tasks/{task}")


def test_a_contact_is_noted_on_the_partys_page(office: VisitsOffice) -> None:
    visitor, path = office.visitor("officer"), f"/parties/{registered(office)['id']}"
    told = {"contacted_at": "2026-11-30T10:00", "way": "on_site", "about": "换人"}
    refused = visitor.post(f"{path}/contacts", seen_on=path, **told)
    assert refused.status_code == 422
    made = visitor.post(
        f"{path}/contacts",
        seen_on=path,
        **told | {"way": "call_on", "next_step": "x", "next_step_on": str(office.today())},
    )
    assert "换人" in visitor.follow(made).text
    for page in ("/parties/contacts", "/parties/tasks", "/parties/talks"):
        assert "洁净保洁" in visitor.reads(page)
    for name in ("contacts", "tasks"):
        file = visitor.post(f"/parties/{name}/export", seen_on=f"/parties/{name}", format="csv")
        assert "洁净保洁" in file.text


def test_lists_take_as_many_queries_however_long_they_are(office: VisitsOffice) -> None:
    for name in ("甲", "乙", "丙"):
        party = registered(office, name=name)
        told = {"contacted_at": clock.now().isoformat(), "way": "meeting", "about": "x", "next_step": "y"}
        office.caller("lead").post(
            f"{API}/parties/{party['id']}/contacts", told | {"next_step_on": str(office.today())}
        )
    for path in ("parties", "parties/contacts", "parties/tasks", "parties/talks"):
        with counted_queries(office.database) as queries:
            assert office.caller("lead").get(f"/visits/{path}").status_code == 200
        assert len(queries) <= 7, (path, queries)


def test_a_promotional_event_on_its_pages_and_by_api(office: VisitsOffice) -> None:
    developer = registered(office, kind="developer", name="置业公司")
    visitor, today = office.visitor("lead"), str(office.today())
    assert "尚无推广活动" in visitor.reads("/parties/events")
    told = {"party_id": developer["id"], "title": "开放日", "starts_at": f"{today}T15:00", "place": "售楼处"}
    made = visitor.post("/parties/events", **told)
    path = made.headers["Location"].removeprefix("/visits")
    visitor.post(f"{path}/requirements", seen_on=path, title="指示牌", owner="秩序班", due_on=today)
    ask = {"what": "改到下午", "reason": "场地占用", "staff_id": str(office.staff("officer").id)}
    assert visitor.post(f"{path}/changes", seen_on=path, **ask | {"what": ""}).status_code == 422
    visitor.post(f"{path}/changes", seen_on=path, **ask)
    page = office.visitor("officer").get(path).text
    change = page.split("/parties/events/changes/")[1].split("/")[0]
    answer = {"agreed": "false", "person": "刘总"}
    office.visitor("officer").post(f"/parties/events/changes/{change}/acknowledge", seen_on=path, **answer)
    for language in ("zh", "en"):
        for paper in ("", "/print"):
            text = office.visitor("lead", language).reads(f"{path}{paper}")
            assert "指示牌" in text
            assert "刘总" in text
    found = office.caller("lead").get(f"{API}/promotions").json["items"][0]
    assert (found["count"], found["done"], found["changes"][0]["agreed"]) == (1, 0, False)
    assert "开放日" in visitor.post("/parties/events/export", seen_on="/parties/events", format="csv").text
    body = {**told, "starts_at": clock.now().isoformat(), "requirements": [{"title": "茶歇", "due_on": today}]}
    event = office.caller("lead").post(f"{API}/promotions", body).json
    assert office.caller("lead").post(f"{API}/promotions/{event['id']}/hold", {}).json["state"] == "took_place"
