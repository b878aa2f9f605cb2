"""告示: nothing reaches a board that nobody approved; what was published is never altered (A1.2)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from services.notify import handlers
from services.notify.handlers import AlreadyRevised, NoticeContent, OwnNotice
from services.notify.models import Audience, IllegalNoticeStep, NoticeState
from shared import clock
from shared.errors import Invalid, NotFound, StaleVersion
from tests.conftest import MakeDatabase
from tests.integration.notify_board import TEXT, Board, open_board
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_desk import Desk


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def in_days(days: int) -> Any:
    return clock.now() + timedelta(days=days)


def test_a_notice_goes_from_the_draft_to_the_board(board: Board) -> None:
    notice = board.submitted()
    assert board.items("lead") == ["待审批：消防演练通知"]
    assert board.items("officer") == []
    published = board.do("lead", handlers.approve_notice, notice_id=notice.id)
    year = clock.today(board.settings.site_zone).year
    assert (published.state, published.number) == (NoticeState.PUBLISHED, f"LX-{year}-001")
    assert (published.drafted_by, published.approved_by) == ("李敏", "郑华")
    assert board.items("officer") == ["已上栏：消防演练通知"]
    assert board.told() == ["notice_submitted", "notice_approved", "notice_published"]
    told = dict(board.events())["notice_published"]
    assert told == told | {"state": "published", "title": "消防演练通知", "places": [], "by": "郑华"}
    assert told["url"] == f"https://linli.example/notify/board/LX/notices/{notice.id}"
    actions = [row.action for row in board.trail(notice)]
    assert actions == ["notice.draft", "notice.submit", "notice.approve", "notice.publish"]
    assert board.published().number == f"LX-{year}-002"


def test_nobody_approves_what_they_submitted(board: Board) -> None:
    notice = board.draft("lead")
    board.do("lead", handlers.submit_notice, notice_id=notice.id)
    with pytest.raises(OwnNotice):
        board.do("lead", handlers.approve_notice, notice_id=notice.id)
    assert board.items("lead") == []
    assert board.do("manager", handlers.approve_notice, notice_id=notice.id).state is NoticeState.PUBLISHED


def test_what_is_sent_back_can_be_changed_and_submitted_again(board: Board) -> None:
    notice = board.submitted()
    changed = NoticeContent(**TEXT | {"title": "消防演练"})
    with pytest.raises(IllegalNoticeStep):
        board.do("officer", handlers.edit_notice, notice_id=notice.id, content=changed)
    board.do("lead", handlers.return_notice, notice_id=notice.id, reason="请写明集合地点")
    assert board.items("officer") == ["退回给您：消防演练通知"]
    with pytest.raises(StaleVersion):
        board.do("officer", handlers.edit_notice, notice_id=notice.id, content=changed, version=1)
    board.do("officer", handlers.edit_notice, notice_id=notice.id, content=changed)
    again = board.do("officer", handlers.submit_notice, notice_id=notice.id)
    assert (again.state, again.title, again.returned_reason) == (NoticeState.SUBMITTED, "消防演练", None)


def test_what_is_planned_is_published_and_taken_off_by_itself(board: Board) -> None:
    notice = board.published(publish_at=in_days(1), expires_at=in_days(3))
    assert notice.state is NoticeState.SCHEDULED
    assert board.fire_due() == 0
    with time_machine.travel(in_days(1)):
        board.fire_due()
        assert board.notice(notice).state is NoticeState.PUBLISHED
    with time_machine.travel(in_days(3)):
        board.fire_due()
        ended = board.notice(notice)
    assert (ended.state, ended.ended_at is not None) == (NoticeState.EXPIRED, True)
    assert board.told()[-2:] == ["notice_published", "notice_expired"]


def test_what_was_scheduled_and_taken_back_stays_off_the_board(board: Board) -> None:
    notice = board.published(publish_at=in_days(1))
    board.do("officer", handlers.take_back_notice, notice_id=notice.id)
    with time_machine.travel(in_days(2)):
        board.fire_due()
    taken_back = board.notice(notice)
    assert (taken_back.state, taken_back.approved_by) == (NoticeState.DRAFT, None)


def test_an_approved_notice_may_wait_for_a_hand(board: Board) -> None:
    notice = board.submitted()
    waiting = board.do("lead", handlers.approve_notice, notice_id=notice.id, release=False)
    assert (waiting.state, board.items("officer")) == (NoticeState.APPROVED, ["已批准：消防演练通知"])
    with pytest.raises(Invalid):
        board.do("lead", handlers.schedule_notice, notice_id=notice.id, publish_at=in_days(-1))
    board.do("lead", handlers.schedule_notice, notice_id=notice.id, publish_at=in_days(1))
    board.do("lead", handlers.publish_notice, notice_id=notice.id)
    with time_machine.travel(in_days(2)):
        assert board.fire_due() == 0
    assert board.told().count("notice_published") == 1


def test_what_was_published_is_only_corrected_by_a_version_that_replaces_it(board: Board) -> None:
    old = board.published(expires_at=in_days(9))
    with pytest.raises(IllegalNoticeStep):
        board.do("officer", handlers.edit_notice, notice_id=old.id, content=NoticeContent(**TEXT))
    new = board.do("officer", handlers.revise_notice, notice_id=old.id)
    assert (new.state, new.body, new.replaces_id, new.number) == (NoticeState.DRAFT, old.body, old.id, None)
    with pytest.raises(AlreadyRevised):
        board.do("officer", handlers.revise_notice, notice_id=old.id)
    board.do("officer", handlers.submit_notice, notice_id=new.id)
    assert board.notice(old).state is NoticeState.PUBLISHED
    board.do("lead", handlers.approve_notice, notice_id=new.id)
    assert (board.notice(old).state, board.notice(new).state) == (NoticeState.REPLACED, NoticeState.PUBLISHED)
    assert board.told()[-2:] == ["notice_replaced", "notice_published"]
    with time_machine.travel(in_days(10)):
        board.fire_due()
    assert (board.notice(old).state, board.notice(new).state) == (NoticeState.REPLACED, NoticeState.EXPIRED)


def test_a_discarded_new_version_makes_room_for_another(board: Board) -> None:
    old = board.published()
    first = board.do("officer", handlers.revise_notice, notice_id=old.id)
    board.do("officer", handlers.discard_notice, notice_id=first.id)
    assert board.do("officer", handlers.revise_notice, notice_id=old.id).state is NoticeState.DRAFT


def test_what_is_withdrawn_says_why(board: Board) -> None:
    notice = board.published(expires_at=in_days(2))
    withdrawn = board.do("lead", handlers.withdraw_notice, notice_id=notice.id, reason="日期有误")
    assert (withdrawn.state, withdrawn.withdrawn_reason) == (NoticeState.WITHDRAWN, "日期有误")
    assert board.items("officer")[-1] == "已撤下：消防演练通知"
    with pytest.raises(IllegalNoticeStep):
        board.do("officer", handlers.revise_notice, notice_id=notice.id)


def test_it_concerns_places_of_its_own_estate(board: Board) -> None:
    places = {row.path: row for row in board.premises()}
    floor = places["2栋 5层"]
    notice = board.draft(place_ids=[floor.id, floor.id], audience=Audience.OWNERS)
    assert (notice.places, notice.place_paths) == ([str(floor.id)], ["2栋 5层"])
    elsewhere = board.premises("CH")[0]
    with pytest.raises(Invalid):
        board.draft(place_ids=[elsewhere.id])


def test_it_does_not_end_before_it_begins(board: Board) -> None:
    for dates in ({"expires_at": in_days(-1)}, {"publish_at": in_days(3), "expires_at": in_days(2)}):
        with pytest.raises(Invalid):
            board.draft(**dates)
    notice = board.submitted(expires_at=in_days(1))
    with time_machine.travel(in_days(2)), pytest.raises(Invalid):
        board.do("lead", handlers.approve_notice, notice_id=notice.id)


def test_other_estates_neither_write_nor_see_it(board: Board) -> None:
    notice = board.submitted()
    with pytest.raises(Invalid):
        board.draft("officer", estate="CH")
    with pytest.raises(NotFound):
        board.do("stranger", handlers.take_back_notice, notice_id=notice.id)


def test_files_are_checked_and_stay_with_the_draft(board: Board) -> None:
    notice = board.draft()
    for name, data in (("平面图.png", photo(kind="PNG")), ("公示.pdf", b"%PDF-1.7 x")):
        board.do("officer", handlers.attach_to_notice, notice_id=notice.id, name=name, data=data)
    with pytest.raises(Invalid):
        board.do("officer", handlers.attach_to_notice, notice_id=notice.id, name="x.pdf", data=b"<script>")
    board.do("officer", handlers.submit_notice, notice_id=notice.id)
    with pytest.raises(IllegalNoticeStep):
        board.do("officer", handlers.attach_to_notice, notice_id=notice.id, name="y.png", data=photo())
    board.do("lead", handlers.approve_notice, notice_id=notice.id)
    new = board.do("officer", handlers.revise_notice, notice_id=notice.id)
    assert [(file.name, file.content_type) for file in new.files] == [
        ("平面图.png", "image/jpeg"),
        ("公示.pdf", "application/pdf"),
    ]
    board.do("officer", handlers.detach_from_notice, notice_id=new.id, file_id=new.files[0].id)
    with board.database.read() as session:
        assert len(handlers.notices.notice_of(session, new.id).files) == 1
