"""张贴: every place that a notice concerns gets its paper, proven by a photo; what is late is told upward (A1.2)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from services.notify import handlers, queries
from services.notify.handlers import NothingToPost, PlaceClosed
from services.notify.models import PlaceKind, Posting, PostingPlace, PostingState
from shared import clock
from shared.errors import Invalid, NotFound
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_desk import Desk


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def place(board: Board, name: str, building: str | None = None, **facts: Any) -> PostingPlace:
    building_id = next(row.id for row in board.premises() if row.path == building) if building else None
    kind = PlaceKind.LOBBY if building else PlaceKind.BOARD
    told = {"estate_id": board.desk.estates["LX"].id, "kind": kind, "name": name, "building_id": building_id, **facts}
    added: PostingPlace = board.do("supervisor", handlers.add_place, **told)
    return added


def postings(board: Board, **wanted: Any) -> list[Posting]:
    with board.database.read() as session:
        return list(reversed(queries.postings(session, **wanted).items))


def post(board: Board, posting: Posting, **facts: Any) -> Posting:
    told = {"posting_id": posting.id, "photo": photo(), **facts}
    done: Posting = board.do("plumber", handlers.record_posted, **told)
    return done


def test_the_places_that_it_concerns_are_asked_for(board: Board) -> None:
    place(board, "大门公告栏"), place(board, "大堂", "2栋")
    closed = place(board, "旧公告栏")
    board.do("supervisor", handlers.close_place, place_id=closed.id)
    with pytest.raises(PlaceClosed):
        board.do("supervisor", handlers.close_place, place_id=closed.id)
    unit = next(row for row in board.premises() if row.path == "2栋 5层 0502")
    for notice in (board.published(), board.published(place_ids=[unit.id])):
        asked = postings(board, notice_id=notice.id)
        assert [row.place.name for row in asked] == ["大门公告栏", "大堂"]
        assert {row.state for row in asked} == {PostingState.TO_POST}
    assert postings(board, notice_id=board.published(on_paper=False).id) == []


def test_it_is_ticked_off_with_a_photo(board: Board) -> None:
    place(board, "大堂", "2栋")
    notice = board.published()
    (asked,) = postings(board)
    with pytest.raises(Invalid):
        post(board, asked, photo=b"")
    with pytest.raises(Invalid):
        post(board, asked, posted_at=clock.now() + timedelta(hours=1))
    with pytest.raises(Invalid):
        post(board, asked, posted_at=clock.now() - timedelta(days=1))
    done = post(board, asked)
    assert (done.state, done.posted_by) == (PostingState.POSTED, "王强")
    with pytest.raises(NothingToPost):
        post(board, asked)
    told = dict(board.events())["notice_posted"]
    assert told == told | {"place": "2栋 大堂", "place_kind": "lobby", "number": notice.number, "state": "posted"}
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert board.fire_due() == 0


def test_a_late_one_is_told_upward_step_by_step(board: Board) -> None:
    place(board, "大堂", "2栋")
    board.published()
    with time_machine.travel(clock.now() + timedelta(hours=24)):
        board.fire_due()
        assert board.items("supervisor") == ["尚未张贴：消防演练通知"]
        assert "尚未张贴：消防演练通知" not in board.items("lead")
    with time_machine.travel(clock.now() + timedelta(hours=28)):
        board.fire_due()
        assert board.items("lead")[-1] == "尚未张贴：消防演练通知"
        assert len(board.items("supervisor")) == 1
        assert board.fire_due() == 0
    assert board.told("posting_") == ["posting_late", "posting_late"]


def test_what_ended_is_taken_down_or_need_not_be_posted(board: Board) -> None:
    place(board, "大门公告栏"), place(board, "大堂", "2栋")
    notice = board.published()
    hanging, missing = postings(board)
    post(board, hanging)
    board.do("lead", handlers.withdraw_notice, notice_id=notice.id, reason="改期")
    assert [row.state for row in postings(board)] == [PostingState.TO_REMOVE, PostingState.NEEDLESS]
    with pytest.raises(NothingToPost):
        post(board, missing)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        board.fire_due()
        assert board.items("supervisor")[-1] == "尚未取下：消防演练通知"
        removed = board.do("plumber", handlers.record_removed, posting_id=hanging.id)
    assert (removed.state, removed.removed_by) == (PostingState.REMOVED, "王强")
    with time_machine.travel(clock.now() + timedelta(hours=40)):
        board.fire_due()
    assert "尚未取下：消防演练通知" not in board.items("lead")


def test_other_estates_neither_register_nor_tick_off(board: Board) -> None:
    lobby = place(board, "大堂", "2栋")
    board.published()
    (asked,) = postings(board)
    with pytest.raises(NotFound):
        board.do("stranger", handlers.record_posted, posting_id=asked.id, photo=photo())
    with pytest.raises(Invalid):
        board.do("stranger", handlers.add_place, estate_id=lobby.estate_id, kind=PlaceKind.BOARD, name="x")
    with pytest.raises(Invalid):
        place(board, "大堂", kind=PlaceKind.LOBBY)
