"""停电停水: a planned outage hangs in every lobby at least 24 hours before it starts (C2.1)."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from services.notify import handlers, queries
from services.notify.handlers import AnnouncedTooLate, LobbyMissing, NoOutage
from services.notify.models import Notice, NoticeKind, NoticeState, PlaceKind, Posting, announced_in_time
from shared import clock
from shared.errors import Invalid
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_desk import Desk

DAY = timedelta(hours=24)
POWER: dict[str, Any] = {"kind": NoticeKind.POWER_OUTAGE, "title": "计划停电", "on_paper": False}


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def lobby(board: Board, name: str = "大堂") -> Any:
    building = next(row for row in board.premises() if row.path == "2栋")
    told = {"estate_id": building.estate_id, "kind": PlaceKind.LOBBY, "name": name, "building_id": building.id}
    return board.do("supervisor", handlers.add_place, **told)


def outage(board: Board, starts_at: datetime, **facts: Any) -> Notice:
    return board.published(**POWER | {"starts_at": starts_at, **facts})


def postings(board: Board, notice: Notice) -> list[Posting]:
    with board.database.read() as session:
        return list(reversed(queries.postings(session, notice_id=notice.id).items))


def tick_off(board: Board, posting: Posting) -> None:
    board.do("plumber", handlers.record_posted, posting_id=posting.id, photo=photo())


def announced(board: Board, notice: Notice) -> bool:
    return announced_in_time(board.notice(notice), postings(board, notice))


def test_24_hours_ahead_is_early_enough_and_a_second_less_is_not(board: Board) -> None:
    lobby(board)
    with time_machine.travel(clock.now(), tick=False):
        now = clock.now()
        assert outage(board, now + DAY).state is NoticeState.PUBLISHED
        with pytest.raises(AnnouncedTooLate):
            outage(board, now + DAY - timedelta(seconds=1))


def test_every_building_that_it_concerns_needs_a_lobby(board: Board) -> None:
    starts_at = clock.now() + 2 * DAY
    with pytest.raises(LobbyMissing):
        outage(board, starts_at)
    lobby(board)
    notice = outage(board, starts_at)
    (posting,) = postings(board, notice)
    assert (posting.due_at, board.notice(notice).on_paper) == (starts_at - DAY, True)


def test_it_counts_as_announced_once_every_lobby_is_ticked_off_in_time(board: Board) -> None:
    lobby(board, "东大堂"), lobby(board, "西大堂")
    notice = outage(board, clock.now() + 2 * DAY)
    east, west = postings(board, notice)
    tick_off(board, east)
    assert not announced(board, notice)
    tick_off(board, west)
    assert announced(board, notice)
    assert board.told("outage_") == ["outage_announced"]


def test_a_late_lobby_alarms_the_lead_and_it_never_counts_as_announced(board: Board) -> None:
    lobby(board)
    notice = outage(board, clock.now() + 2 * DAY)
    (posting,) = postings(board, notice)
    with time_machine.travel(clock.now() + DAY + timedelta(seconds=2)):
        board.fire_due()
        assert board.items("lead")[-1] == "尚未张贴：计划停电"
        tick_off(board, posting)
        assert not announced(board, notice)
    assert board.told("outage_") == []


def test_a_lobby_that_is_added_late_must_announce_it_too(board: Board) -> None:
    lobby(board, "东大堂")
    notice = outage(board, clock.now() + 2 * DAY)
    tick_off(board, postings(board, notice)[0])
    assert announced(board, notice)
    lobby(board, "西大堂")
    assert [row.place.name for row in postings(board, notice)] == ["东大堂", "西大堂"]
    assert not announced(board, notice)


def test_what_is_scheduled_too_late_is_refused_or_held_back(board: Board) -> None:
    place, starts_at = lobby(board), clock.now() + 3 * DAY
    with pytest.raises(AnnouncedTooLate):
        outage(board, starts_at, publish_at=starts_at - timedelta(hours=23))
    scheduled = outage(board, starts_at, publish_at=starts_at - DAY)
    assert scheduled.state is NoticeState.SCHEDULED
    board.do("supervisor", handlers.close_place, place_id=place.id)
    with time_machine.travel(starts_at - DAY + timedelta(seconds=1)):
        board.fire_due()
    assert board.notice(scheduled).state is NoticeState.APPROVED
    assert board.items("officer")[-1] == "未发布，已来不及提前告知：计划停电"


def test_a_start_that_is_moved_is_a_new_version_with_the_same_rule(board: Board) -> None:
    lobby(board)
    old = outage(board, clock.now() + 2 * DAY)
    new = board.do("officer", handlers.revise_notice, notice_id=old.id)
    told: dict[str, Any] = {**POWER, "body": "改期", "starts_at": clock.now() + timedelta(hours=5)}
    board.do("officer", handlers.edit_notice, notice_id=new.id, content=handlers.NoticeContent(**told))
    board.do("officer", handlers.submit_notice, notice_id=new.id)
    with pytest.raises(AnnouncedTooLate):
        board.do("lead", handlers.approve_notice, notice_id=new.id)
    assert board.notice(old).state is NoticeState.PUBLISHED


def test_an_emergency_needs_a_reason_and_no_time(board: Board) -> None:
    notice = outage(board, clock.now(), emergency_reason="配电房进水")
    told = dict(board.events())["notice_published"]
    assert (notice.state, told["emergency_reason"]) == (NoticeState.PUBLISHED, "配电房进水")
    with pytest.raises(Invalid):
        board.draft(kind=NoticeKind.WATER_OUTAGE)


def test_the_all_clear_is_on_the_board_at_once(board: Board) -> None:
    notice = outage(board, clock.now(), emergency_reason="配电房进水")
    before = board.visitor().get("/board/LX").headers["ETag"]
    board.do("officer", handlers.give_all_clear, notice_id=notice.id)
    page = board.visitor().get("/board/LX")
    assert page.headers["ETag"] != before
    assert "已恢复" in page.text
    assert board.told("outage_") == ["outage_over"]
    with pytest.raises(NoOutage):
        board.do("officer", handlers.give_all_clear, notice_id=notice.id)
    with pytest.raises(NoOutage):
        board.do("officer", handlers.give_all_clear, notice_id=board.published().id)
