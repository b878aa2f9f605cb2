"""Fee standards and reminders as staff and residents meet them (C3, C3.1)."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from shared import clock
from shared.testing.databases import Databases, SQLiteDatabases
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.test_notify_fees import PDF, file_of
from tests.integration.ticketing_desk import Desk, counted_queries

TYPED = {"name": "住宅物业服务费", "price": "2.85", "unit": "平方米·月", "basis": "深发改〔2026〕12号"}


@pytest.fixture
def databases(sqlite_databases: SQLiteDatabases) -> Databases:
    """What is asked of the database is tested on both kinds elsewhere."""
    return sqlite_databases


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def test_a_standard_is_approved_and_everybody_reads_it_with_its_basis(board: Board) -> None:
    lead, resident, estate = board.visitor("lead"), board.visitor(), str(board.desk.estates["LX"].id)
    document = (BytesIO(PDF), "批复.pdf")
    answer = lead.post("/fee-standards/new", estate_id=estate, document=document, **TYPED)
    assert "住宅物业服务费" in lead.follow(answer).text
    shown = resident.get("/board/LX/fees")
    assert "¥2.85" in shown.text
    assert "深发改〔2026〕12号" in shown.text
    link = re.search(r'href="/notify([^"]+/document)"', shown.text)
    assert link
    file = resident.get(link[1])
    assert (file.data, file.headers["Content-Disposition"].startswith("attachment;")) == (PDF, True)
    with counted_queries(board.database) as queries:
        page = lead.get("/fee-standards")
    assert len(queries) <= 7
    row = page.text.split('data-href="/notify')[1].split('"')[0]
    assert "深发改〔2026〕12号" in lead.reads(row)
    lead.post(row, **TYPED | {"price": "3"})
    assert "¥3.00" in resident.reads("/board/LX/fees")
    assert "历次标准" in lead.reads(row)
    refused = lead.post("/fee-standards/new", estate_id=estate, **TYPED | {"price": "viel"})
    assert (refused.status_code, 'value="viel"' in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("username", "reads", "edits", "reminds"),
    [("officer", 200, 403, 403), ("plumber", 403, 403, 403), ("supervisor", 200, 403, 200), ("lead", 200, 200, 200)],
)
def test_each_sees_what_is_theirs(board: Board, username: str, reads: int, edits: int, reminds: int) -> None:
    visitor = board.visitor(username)
    paths = ("/fee-standards", "/fee-standards/new", "/fee-reminders")
    assert [visitor.get(path).status_code for path in paths] == [reads, edits, reminds]


def test_households_are_reminded_or_every_fault_is_told(board: Board) -> None:
    supervisor, wei = board.visitor("supervisor"), board.desk.customers["张伟"]
    typed: dict[str, Any] = {
        "estate_id": str(board.desk.estates["LX"].id),
        "period": "2026年第四季度",
        "pay_by": (clock.today(board.settings.site_zone) + timedelta(days=9)).isoformat(),
    }
    wrong = (BytesIO(file_of(("9栋", "", 1)).getvalue()), "x.xlsx")
    answer = supervisor.post("/fee-reminders", **typed, file=wrong)
    assert (answer.status_code, "该房号没有住户" in answer.text, "2026年第四季度" in answer.text) == (422, True, True)
    right = (BytesIO(file_of((wei.unit_path, "", "12.5")).getvalue()), "x.xlsx")
    assert "已通知 1 户" in supervisor.follow(supervisor.post("/fee-reminders", **typed, file=right)).text
    assert "¥12.50" in supervisor.reads("/fee-reminders")
    assert supervisor.get("/fee-reminders/example.xlsx").data.startswith(b"PK")
    assert supervisor.post("/fee-reminders", **typed).status_code == 422


def test_programs_do_the_same(board: Board) -> None:
    lead, estate = board.caller("lead"), str(board.desk.estates["LX"].id)
    row = lead.post("fee-standards", {"estate_id": estate, **TYPED}).json
    new = lead.post(f"fee-standards/{row['id']}/replace", TYPED | {"price": "3.10"})
    assert (new.status_code, new.json["price"]) == (201, "3.10")
    assert [each["price"] for each in lead.get("fee-standards", estate_id=estate).json["items"]] == ["3.10"]
    assert lead.post(f"fee-standards/{new.json['id']}/end").json["valid_until"] is not None
    file = (BytesIO(file_of(("9栋", "", 1)).getvalue()), "x.xlsx")
    told = {"estate_id": estate, "period": "Q4", "pay_by": "2099-01-01", "file": file}
    answer = lead.send("POST", "fee-reminders", data=told)
    assert (answer.status_code, "A2" in answer.text) == (422, True)
    assert lead.get("fee-reminders").json["items"] == []
