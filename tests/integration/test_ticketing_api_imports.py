"""Imports over the API: a workbook starts a job, which is found again with what it did or what is wrong."""

import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from services.ticketing.worker.imports import Pulse, take_up
from shared.leader import Leader
from tests.integration.ticketing_api import ApiDesk, Caller

SAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "samples" / "linxiangyuan.xlsx"


def send(caller: Caller, content: bytes, name: str = "邻香苑.xlsx", **headers: str) -> Any:
    return caller.send("POST", "imports", data={"file": (BytesIO(content), name)}, headers=headers)


def work(desk: ApiDesk) -> None:
    """What the worker does with the jobs that wait."""
    leader = Leader(desk.database, "imports")
    assert take_up(desk.database, desk.settings, Pulse(leader, threading.Event(), lambda: None))
    leader.resign()


def workbook_without_sheets() -> bytes:
    buffer = BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def test_a_workbook_starts_an_import_and_shows_what_it_did(api_desk: ApiDesk) -> None:
    administrator = api_desk.caller("administrator")
    started = send(administrator, SAMPLE.read_bytes())
    assert started.status_code == 201, started.json
    assert (started.json["state"], started.json["file_name"]) == ("queued", "邻香苑.xlsx")
    work(api_desk)
    found = administrator.get(f"imports/{started.json['id']}").json
    assert found["problems"] == []
    assert found["job"]["state"] == "done"
    assert found["job"]["customers_created"] >= 240
    assert administrator.get("imports").json["items"] == [found["job"]]


def test_what_is_wrong_with_a_file_is_told_in_the_readers_language(api_desk: ApiDesk) -> None:
    started = send(api_desk.caller("administrator"), workbook_without_sheets())
    work(api_desk)
    path = f"imports/{started.json['id']}"
    in_english = api_desk.caller("administrator", "en").get(path).json
    in_chinese = api_desk.caller("administrator").get(path).json
    assert in_english["job"]["state"] == "refused"
    assert in_english["job"]["problem_count"] == len(in_english["problems"]) > 0
    assert in_english["problems"][0]["text"] == "The sheet “房产” is missing."
    assert in_english["problems"][0]["text"] != in_chinese["problems"][0]["text"]


def test_another_system_may_import_when_its_scopes_say_so(api_desk: ApiDesk) -> None:
    body = {"name": "主数据", "scopes": ["people.import"]}
    system = Caller(api_desk.app, api_desk.caller("administrator").post("api-clients", body).json["token"])
    started = send(system, SAMPLE.read_bytes())
    work(api_desk)
    assert system.get(f"imports/{started.json['id']}").json["job"]["state"] == "done"


def test_an_import_is_for_who_started_it_and_for_the_company(api_desk: ApiDesk) -> None:
    started = send(api_desk.caller("lead"), SAMPLE.read_bytes())
    states = {
        name: api_desk.caller(name).get(f"imports/{started.json['id']}").status_code
        for name in ("lead", "administrator", "manager", "officer")
    }
    assert states == {"lead": 200, "administrator": 200, "manager": 404, "officer": 403}


@pytest.mark.parametrize(
    ("content", "name", "field"),
    [
        (b"", "a.xlsx", "file"),
        (b"PK\x03\x04 but no workbook", "a.xlsx", "file"),
        (b"a,b,c", "a.csv", "file"),
        (bytes(11 * 1024 * 1024), "a.xlsx", "file"),
        (b"", "", "file"),
    ],
    ids=["empty", "zip", "csv", "large", "no file"],
)
def test_what_is_no_workbook_is_refused(common_desk: ApiDesk, content: bytes, name: str, field: str) -> None:
    answer = send(common_desk.caller("administrator"), content, name)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_a_body_without_a_form_is_not_taken(common_desk: ApiDesk) -> None:
    assert common_desk.caller("administrator").post("imports", {"file": "a.xlsx"}).status_code == 415


def test_a_file_name_that_nobody_can_read_is_made_readable(common_desk: ApiDesk) -> None:
    started = send(common_desk.caller("administrator"), SAMPLE.read_bytes(), "a\u202eb" + "c" * 300)
    assert started.json["file_name"] == "ab" + "c" * 198


def test_the_same_file_sent_again_with_its_key_starts_one_import(api_desk: ApiDesk) -> None:
    administrator = api_desk.caller("administrator")
    first, second = (send(administrator, SAMPLE.read_bytes(), **{"Idempotency-Key": "file-1"}) for _ in range(2))
    assert first.json == second.json
    assert len(administrator.get("imports").json["items"]) == 1
