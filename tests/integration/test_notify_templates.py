"""Templates of notices: texts with fields, each filled in by whoever uses one (A1.2)."""

import re
from pathlib import Path
from typing import Any

import pytest

from services.notify import handlers, queries
from services.notify.handlers import TemplateRetired
from services.notify.models import NoticeKind, NoticeState, NoticeTemplate
from shared import clock
from shared.errors import Invalid
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_desk import Desk

DRILL: dict[str, Any] = {
    "kind": NoticeKind.ACTIVITY,
    "name": "消防演练",
    "title": "{时间}消防演练",
    "body": "集合：{地点}，{时间}",
}


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def used(board: Board, template: NoticeTemplate, values: dict[str, str], **facts: Any) -> Any:
    told = {"template_id": template.id, "estate_id": board.desk.estates["LX"].id, "values": values, **facts}
    return board.do("officer", handlers.draft_from_template, **told)


def test_each_use_fills_in_every_field(board: Board) -> None:
    template = board.do("lead", handlers.add_template, **DRILL, title_en="Fire drill: {时间}")
    assert template.fields == ["时间", "地点"]
    draft = used(board, template, {"时间": "周六", "地点": " 大门 "})
    assert (draft.state, draft.title, draft.body) == (NoticeState.DRAFT, "周六消防演练", "集合：大门，周六")
    assert draft.title_en == "Fire drill: 周六"
    with pytest.raises(Invalid) as refused:
        used(board, template, {"时间": "周六", "地点": "  "})
    assert list(refused.value.errors) == ["field.地点"]
    board.do("lead", handlers.retire_template, template_id=template.id)
    with pytest.raises(TemplateRetired):
        used(board, template, {"时间": "周六", "地点": "大门"})


@pytest.mark.parametrize(
    "wrong",
    [{"title": "{时间"}, {"body": "时间}"}, {"body": "{}"}, {"body_en": "{time}"}, {"body": "{" + "长" * 31 + "}"}],
)
def test_a_template_that_could_never_be_filled_is_refused(board: Board, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        board.do("lead", handlers.add_template, **DRILL | wrong)


def test_outages_have_templates_from_the_start(board: Board) -> None:
    with board.database.read() as session:
        rows = {row.kind: row for row in queries.notice_templates(session)}
    assert set(rows) == {NoticeKind.POWER_OUTAGE, NoticeKind.WATER_OUTAGE, NoticeKind.LIFT_OUTAGE}
    values = dict.fromkeys(rows[NoticeKind.LIFT_OUTAGE].fields, "x")
    assert used(board, rows[NoticeKind.LIFT_OUTAGE], values, starts_at=clock.now()).kind is NoticeKind.LIFT_OUTAGE


def test_templates_by_page_and_api(board: Board) -> None:
    lead, officer = board.visitor("lead"), board.visitor("officer")
    typed = {"kind": "activity", "name": "演练", "title": "{时间}演练", "body": "集合：{地点}"}
    assert "花括号" in lead.post("/notice-templates/new", **typed | {"title": "{时间"}).text
    assert "演练" in lead.follow(lead.post("/notice-templates/new", **typed)).text
    here = re.search(r'href="/notify(/notice-templates/[0-9a-f-]{36})">演练', officer.get("/notice-templates").text)
    assert here
    assert officer.get("/notice-templates/new").status_code == 403
    estate = str(board.desk.estates["LX"].id)
    refused = officer.post(here[1], estate_id=estate, **{"field.时间": "周六", "field.地点": ""})
    assert (refused.status_code, "field-field.地点-error" in refused.text, 'value="周六"' in refused.text) == (
        422,
        True,
        True,
    )
    assert officer.post(here[1], estate_id=estate, **{"field.时间": "a\0", "field.地点": "b"}).status_code == 422
    draft = officer.follow(officer.post(here[1], estate_id=estate, **{"field.时间": "周六", "field.地点": "大门"}))
    assert "集合：大门</textarea>" in draft.text
    caller = board.caller("officer")
    row = next(row for row in caller.get("notice-templates").json["items"] if row["name"] == "演练")
    assert row["field_names"] == ["时间", "地点"]
    made = caller.post(
        f"notice-templates/{row['id']}/use", {"estate_id": estate, "values": {"时间": "五", "地点": "门"}}
    )
    assert (made.status_code, made.json["title"]) == (201, "五演练")
    assert caller.post(f"notice-templates/{row['id']}/retire").status_code == 403
    assert board.caller("lead").post(f"notice-templates/{row['id']}/retire").status_code == 200
