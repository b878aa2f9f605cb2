"""Statements as staff and residents meet them: the form, the password typed again, the signature, the public page."""

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from shared import clock, tokens
from shared.web.identity import SESSION_COOKIE
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_statements import categories, drafted, file_of, published, signed
from tests.integration.ticketing_api import SIGNING_KEY, Caller, token_of
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import Visitor, words

pytestmark = pytest.mark.one_database


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def proven_token(board: Board, username: str = "lead", minutes: int = 1) -> str:
    """Of somebody who typed the password again so many minutes ago."""
    staff = board.desk.staff[username]
    proven_at = clock.now() - timedelta(minutes=minutes)
    return tokens.issue(
        SIGNING_KEY,
        subject=staff.id,
        name=staff.name,
        roles=staff.roles,
        estates=staff.estates,
        language=None,
        proven_at=proven_at,
    )[0]


def proven(board: Board, username: str = "lead", minutes: int = 1) -> Visitor:
    visitor = board.visitor(username)
    visitor.client.set_cookie(SESSION_COOKIE, proven_token(board, username, minutes))
    return visitor


def typed(board: Board, **changes: Any) -> dict[str, Any]:
    known = categories(board)
    return {
        "estate_id": str(board.desk.estates["LX"].id),
        "begins_on": "2026-07-01",
        "ends_on": "2026-09-30",
        "opening": "100",
        "closing": "1,100.50",
        "lines.0.category_id": str(known["物业服务费"].id),
        "lines.0.amount": "2000.50",
        "lines.1.category_id": str(known["绿化养护"].id),
        "lines.1.item": "修剪",
        "lines.1.amount": "1000",
        "lines.2.category_id": str(known["清洁卫生"].id),
        "lines.2.amount": "",
    } | changes


def test_it_is_written_signed_published_and_read(board: Board) -> None:
    supervisor = board.visitor("supervisor")
    page = supervisor.follow(supervisor.post("/statements/new", **typed(board)))
    assert "收支平衡" in words(page.text)
    here = str(page.request.path).removeprefix("/notify")
    assert f'href="/notify{here}/sign"' not in page.text
    lead = proven(board)
    assert "向全体住户担保" in lead.reads(f"{here}/sign")
    version = re.search(r'name="version" value="(\d+)"', lead.get(f"{here}/sign").text)
    assert version
    after = lead.follow(lead.post(f"{here}/sign", version=version[1]))
    assert "签名有效" in words(after.text)
    assert "已发布" in words(lead.follow(lead.post(f"{here}/publish", seen_on=here)).text)
    resident = board.visitor()
    shown = resident.reads(here.replace("/statements", "/board/LX/statements"))
    assert "签名有效：签署后一字未改" in shown
    assert "修剪 ¥1,000.00" in shown
    assert "2026年第3季度" in resident.reads("/board/LX/statements")
    assert "2026年第3季度物业服务费收支情况" in resident.reads("/board/LX")
    assert "2026年第3季度" in supervisor.reads("/statements", state="published")
    assert "签署人 郑华" in supervisor.reads(f"{here}/print")


@pytest.mark.parametrize("minutes", [None, 6])
def test_to_sign_the_password_is_typed_again(board: Board, minutes: int | None) -> None:
    row = drafted(board)
    lead = board.visitor("lead") if minutes is None else proven(board, minutes=minutes)
    for answer in (lead.get(f"/statements/{row.id}/sign"), lead.post(f"/statements/{row.id}/sign", seen_on="/inbox")):
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/ticketing/sign-in/again?next=%2Fnotify%2Fstatements%2F")
    api = Caller(board.app, token_of(board.desk.staff["lead"]), api="/notify/api/v1")
    assert api.post(f"statements/{row.id}/sign", {"version": row.version}).status_code == 403
    fresh = Caller(board.app, proven_token(board), api="/notify/api/v1")
    assert fresh.post(f"statements/{row.id}/sign", {"version": row.version}).json["state"] == "signed"


def test_programs_write_sign_and_publish_it(board: Board) -> None:
    lead, known = Caller(board.app, proven_token(board), api="/notify/api/v1"), categories(board)
    lines = [{"category_id": str(known["物业服务费"].id), "amount": "12.50"}]
    period = {"begins_on": "2026-07-01", "ends_on": "2026-09-30", "opening": "-2.50", "closing": "10.00"}
    row = lead.post("statements", {"estate_id": str(board.desk.estates["LX"].id), "lines": lines, **period}).json
    assert (row["version"], row["difference"], row["document"]) == (1, "0.00", None)
    row = lead.send("PUT", f"statements/{row['id']}", json={"lines": lines, "note": "已审计", **period}).json
    row = lead.post(f"statements/{row['id']}/sign", {"version": row["version"]}).json
    assert (row["state"], row["opening"], "已审计" in row["document"]) == ("signed", "-2.50", True)
    assert lead.post(f"statements/{row['id']}/publish").json["state"] == "published"
    assert [each["id"] for each in lead.get("statements", state="published").json["items"]] == [row["id"]]


def test_what_does_not_balance_says_so_and_is_not_signed(board: Board) -> None:
    row, lead = drafted(board, closing_fen=1), proven(board)
    assert "收支尚未平衡：按明细应结余¥230,000.00，账面为¥0.01" in lead.reads(f"/statements/{row.id}")
    answer = lead.post(f"/statements/{row.id}/sign", version=str(row.version))
    assert (answer.status_code, "相差 229,999.99 元" in answer.text) == (422, True)


def test_what_is_typed_wrong_stays_beside_its_row(board: Board) -> None:
    supervisor = board.visitor("supervisor")
    wrong = {"lines.1.amount": "十元", "lines.0.amount": ""}
    answer = supervisor.post("/statements/new", **typed(board, **wrong))
    assert answer.status_code == 422
    assert 'id="field-lines.1.amount-error"' in answer.text
    assert 'value="十元"' in answer.text
    known = categories(board)
    more = supervisor.post("/statements/new", **typed(board), more=str(known["绿化养护"].id))
    assert more.text.count('name="lines.') == 3 * 4
    less = supervisor.post("/statements/new", **typed(board), less="1")
    assert "修剪" not in less.text


def test_a_file_is_taken_whole_or_told_cell_by_cell(board: Board) -> None:
    row, supervisor = drafted(board), board.visitor("supervisor")
    here = f"/statements/{row.id}"
    example = supervisor.get(f"{here}/lines.xlsx")
    assert example.data.startswith(b"PK")
    faulty = (BytesIO(file_of(("收入", "物业服务费", "", "=1+1")).getvalue()), "x.xlsx")
    answer = supervisor.post(f"{here}/lines", seen_on=here, file=faulty)
    assert answer.status_code == 422
    assert "Sheet 2 D · 金额（元） 单元格中是公式" in words(answer.text)
    good = (BytesIO(file_of(("收入", "物业服务费", "", 8)).getvalue()), "x.xlsx")
    assert "¥8.00" in words(supervisor.follow(supervisor.post(f"{here}/lines", seen_on=here, file=good)).text)
    assert supervisor.post(f"{here}/lines", seen_on=here).status_code == 422


def test_everybody_can_verify_it(board: Board) -> None:
    row, resident = published(board), board.visitor()
    page = f"/board/LX/statements/{row.id}"
    document, key = resident.get(f"{page}/document.json"), resident.get(f"{page}/key.pem")
    assert document.data == row.document()
    assert len(resident.get(f"{page}/signature.bin").data) == 64
    assert key.text.startswith("-----BEGIN PUBLIC KEY-----")
    keys: Any = resident.get("/api/v1/statement-keys").json
    assert [each["kid"] for each in keys["keys"]] == [row.key_id]
    object.__setattr__(board.settings, "statement_keys", "")
    assert "签名无效" in resident.reads(page)
    assert resident.get(f"{page}/key.pem").status_code == 404


def test_what_is_not_published_is_nobodys(board: Board) -> None:
    row, resident = signed(board), board.visitor()
    for path in ("", "/document.json", "/signature.bin", "/key.pem"):
        assert resident.get(f"/board/LX/statements/{row.id}{path}").status_code == 404
    assert board.visitor("stranger").get(f"/statements/{row.id}").status_code == 404
    assert "尚未公示" in resident.reads("/board/LX/statements")


@pytest.mark.parametrize(
    ("username", "expected"), [("lead", 200), ("supervisor", 403), ("manager", 403), ("officer", 403), ("plumber", 403)]
)
def test_only_the_project_lead_signs(board: Board, username: str, expected: int) -> None:
    row = drafted(board)
    assert proven(board, username).get(f"/statements/{row.id}/sign").status_code == expected


def test_categories_are_kept_by_who_writes_statements(board: Board) -> None:
    supervisor, estate = board.visitor("supervisor"), str(board.desk.estates["LX"].id)
    assert board.visitor("officer").get("/fee-categories").status_code == 403
    assert "采用程序规定的类别" in supervisor.reads("/fee-categories")
    supervisor.post(f"/fee-categories/begin/{estate}", seen_on="/fee-categories")
    supervisor.post("/fee-categories", estate_id=estate, flow="expense", name="电梯维保")
    key = categories(board)["电梯维保"].id
    supervisor.post(f"/fee-categories/{key}", seen_on="/fee-categories", estate=estate, name="电梯维护")
    assert "支出 · 电梯维护" in supervisor.reads("/fee-categories")
    supervisor.post(f"/fee-categories/{key}/retire", seen_on="/fee-categories", estate=estate)
    assert "电梯维护" not in supervisor.reads("/fee-categories").replace("已", "")


def test_the_pages_ask_little_of_the_database(board: Board) -> None:
    published(board, begins_on=date(2026, 4, 1), ends_on=date(2026, 6, 30))
    row, lead, resident = published(board), board.visitor("lead"), board.visitor()
    for visitor, path, most in (
        (lead, "/statements", 7),
        (lead, f"/statements/{row.id}", 9),
        (resident, f"/board/LX/statements/{row.id}", 7),
    ):
        with counted_queries(board.database) as queries:
            assert visitor.get(path).status_code == 200
        assert len(queries) <= most, path
