"""Signs as staff meet them: the register, the inspection on a phone, the labels (A1.3)."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from shared.testing.databases import Databases, SQLiteDatabases
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import Visitor


@pytest.fixture
def databases(sqlite_databases: SQLiteDatabases) -> Databases:
    """What is asked of the database is tested on both kinds elsewhere."""
    return sqlite_databases


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def registered(board: Board, visitor: Visitor, **typed: Any) -> str:
    """The page of the sign."""
    told = {"kind": "warning", "words": "小心地滑", "spot": "大堂门口", "interval_days": "30"}
    answer = visitor.post("/signs/new", estate_id=str(board.desk.estates["LX"].id), **told | typed)
    return str(visitor.follow(answer).request.path).removeprefix("/notify")


def test_it_is_registered_inspected_and_changed(board: Board) -> None:
    supervisor, plumber = board.visitor("supervisor"), board.visitor("plumber")
    page = registered(board, supervisor, photo=(BytesIO(photo()), "x.jpg"))
    assert supervisor.get(f"{page}/photo").content_type == "image/jpeg"
    assert "完好" in plumber.reads("/signs")
    refused = plumber.post(f"{page}/inspect", seen_on=page, sound="false")
    assert (refused.status_code, "请说明损坏情况" in refused.text) == (422, True)
    answer = plumber.post(
        f"{page}/inspect", seen_on=page, sound="false", note="脱落", photo=(BytesIO(photo()), "y.jpg")
    )
    shown = plumber.follow(answer)
    assert "客服受理将生成报修工单" in shown.text
    assert "小心地滑 损坏" in plumber.reads("/signs", condition="defective")
    assert f'href="/notify{page}/edit"' not in shown.text
    supervisor.post(f"{page}/edit", kind="directional", words="出口", spot="车库", interval_days="10")
    assert "指示标识" in supervisor.reads(page)
    supervisor.post(f"{page}/remove", seen_on=page, reason="改造")
    assert "已拆除" in supervisor.reads(page)


def test_labels_lead_to_the_sign(board: Board) -> None:
    supervisor, estate = board.visitor("supervisor"), board.desk.estates["LX"].id
    registered(board, supervisor)
    shown = supervisor.get(f"/signs/labels/{estate}").text
    assert "LX-S0001" in shown
    assert 'src="data:image/svg+xml' in shown
    assert supervisor.get(f"/signs/labels/{board.desk.estates['CH'].id}").status_code == 404


def test_what_is_typed_wrong_stays_and_is_explained(board: Board) -> None:
    supervisor = board.visitor("supervisor")
    told = {"kind": "warning", "words": "小心地滑", "spot": "大堂", "interval_days": "0"}
    answer = supervisor.post("/signs/new", estate_id=str(board.desk.estates["LX"].id), **told)
    assert (answer.status_code, 'value="小心地滑"' in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("username", "sees", "plans"), [("officer", 200, 403), ("plumber", 200, 403), ("supervisor", 200, 200)]
)
def test_each_sees_what_is_theirs(board: Board, username: str, sees: int, plans: int) -> None:
    visitor = board.visitor(username)
    assert visitor.get("/signs").status_code == sees
    assert visitor.get("/signs/new").status_code == plans
    page = registered(board, board.visitor("supervisor"))
    assert board.visitor("stranger").get(page).status_code == 404
    assert board.visitor().get(page).status_code == 303


def test_programs_keep_the_register_too(board: Board) -> None:
    lead, estate = board.caller("lead"), str(board.desk.estates["LX"].id)
    told = {"estate_id": estate, "kind": "warning", "words": "当心触电", "spot": "配电房", "interval_days": 90}
    row = lead.post("signs", told).json
    seen = {"sound": "false", "note": "缺失", "photo": (BytesIO(photo()), "x.jpg")}
    answer = lead.send("POST", f"signs/{row['id']}/inspections", data=seen)
    assert (answer.status_code, answer.json["sound"]) == (201, False)
    assert [each["description"] for each in lead.get(f"signs/{row['id']}").json["defects"]] == ["缺失"]
    assert lead.get("signs", condition="defective").json["items"][0]["number"] == "LX-S0001"
    assert board.caller("officer").post("signs", told).status_code == 403


def test_the_list_asks_little_of_the_database(board: Board) -> None:
    supervisor = board.visitor("supervisor")
    for _each in range(3):
        registered(board, supervisor)
    with counted_queries(board.database) as queries:
        assert supervisor.get("/signs").status_code == 200
    assert len(queries) <= 7
