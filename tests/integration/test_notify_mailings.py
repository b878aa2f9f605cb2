"""A notice reaches each household that it concerns; the same people hear of changes and of the all-clear (C2.1)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from services.notify import handlers, queries
from services.notify.handlers import mailings
from services.notify.handlers.mailing_scope import HomesUnknown
from services.notify.models import (
    Audience,
    Customer,
    Delivery,
    DeliveryState,
    Mailing,
    Message,
    MessageState,
    Notice,
    NoticeKind,
)
from services.ticketing import handlers as desk_handlers
from services.ticketing.models import CustomerKind
from shared import clock
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_desk import Desk, counted_queries

EMERGENCY: dict[str, Any] = {"kind": NoticeKind.POWER_OUTAGE, "emergency_reason": "变压器故障"}
LEFT_TO_SEND = {"email": "mailto://127.0.0.1:9?from=desk@linli.example&mode=insecure"}


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    board = open_board(desk, make_database, tmp_path)
    board.use(LEFT_TO_SEND)
    return board.open_app(tmp_path)


def told(board: Board, notice: Notice) -> list[str]:
    """Whom it was told, by name."""
    with board.database.read() as session:
        mine = select(Mailing.event_id).where(Mailing.notice_id == notice.id)
        found = select(Message.recipient_name).where(Message.event_id.in_(mine), Message.recipient_kind == "customer")
        return sorted(session.scalars(found))


def households(board: Board, **wanted: Any) -> list[str]:
    with board.database.read() as session:
        found = select(Customer).filter_by(estate_id=board.desk.estates["LX"].id, **wanted)
        return sorted(row.name for row in session.scalars(found))


def place(board: Board, path: str) -> Any:
    return next(row.id for row in board.premises() if row.path == path)


def test_each_household_of_the_estate_is_told_once(board: Board) -> None:
    notice = board.published(title_en="Fire drill", body_en="Saturday, **9:00**.")
    board.tell()
    assert told(board, notice) == households(board)
    message = next(row for row in board.messages() if row.recipient_name == "张伟")
    assert message.title == "消防演练通知"
    assert "张伟" in message.body.splitlines()[0]
    assert "本周六 9:00 举行消防演练。" in message.body
    assert f"/notify/m/{message.id}" in message.body
    assert message.link.endswith(f"/notify/board/LX/notices/{notice.id}")
    assert (message.place, message.reference) == ("2栋 1层 0101", notice.number)
    assert {delivery.priority for row in board.messages(recipient_kind="customer") for delivery in row.deliveries} == {
        2
    }


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("2栋", 8),
        ("2栋 5层", 4),
        ("2栋 5层 0502", 1),
    ],
)
def test_places_say_who_is_told(board: Board, path: str, names: int) -> None:
    notice = board.published(place_ids=[place(board, path)])
    board.tell()
    with board.database.read() as session:
        inside = [row.name for row in session.scalars(select(Customer)) if (row.unit_path or "").startswith(path)]
    assert len(told(board, notice)) == names
    assert set(told(board, notice)) <= set(inside)


def test_only_the_audience_is_told(board: Board) -> None:
    assert told_after(board, audience=Audience.TENANTS) == []
    customer = board.desk.customers["王芳"]
    board.desk.do("officer", desk_handlers.change_customer, customer_id=customer.id, kind=CustomerKind.TENANT)
    board.hear()
    assert told_after(board, audience=Audience.TENANTS) == ["王芳"]
    assert "王芳" not in told_after(board, audience=Audience.OWNERS)


def told_after(board: Board, **facts: Any) -> list[str]:
    notice = board.published(**facts)
    board.tell()
    return told(board, notice)


def test_who_has_moved_out_is_not_told(board: Board) -> None:
    gone = board.desk.customers["王芳"]
    today = clock.today(board.settings.site_zone)
    board.desk.do("officer", desk_handlers.move_out, customer_id=gone.id, on=today - timedelta(days=1))
    board.hear()
    assert "王芳" not in told_after(board)


def test_a_wish_to_hear_nothing_holds_back_notices_but_no_outage(board: Board) -> None:
    customer = board.desk.customers["王芳"]
    wish = {"preferences": {"notices": "none"}}
    board.desk.do("officer", desk_handlers.change_customer, customer_id=customer.id, **wish)
    board.hear()
    told_after(board)
    told_after(board, **EMERGENCY, starts_at=clock.now())
    drill, outage = board.messages(recipient_id=customer.id)
    assert (drill.state, drill.deliveries[0].reason) == (MessageState.SUPPRESSED, "unwanted")
    assert (outage.state, outage.urgent, outage.deliveries[0].priority) == (MessageState.QUEUED, True, 0)


def test_a_new_version_reaches_those_told_before_and_those_it_concerns_now(board: Board) -> None:
    first = board.published(place_ids=[place(board, "2栋 1层")])
    board.tell()
    for name in told(board, first):
        sent_to(board, name)
    second = revised(board, first, place_ids=[place(board, "2栋 5层")])
    board.tell()
    assert told(board, second) == households(board)
    titles = {row.title for row in board.messages(recipient_kind="customer") if row.reference == second.number}
    assert titles == {"有更改：消防演练通知"}


def revised(board: Board, first: Notice, **changes: Any) -> Notice:
    draft = board.do("officer", handlers.revise_notice, notice_id=first.id)
    content = handlers.NoticeContent(**{"kind": first.kind, "title": first.title, "body": first.body, **changes})
    board.do("officer", handlers.edit_notice, notice_id=draft.id, content=content)
    board.do("officer", handlers.submit_notice, notice_id=draft.id)
    published: Notice = board.do("lead", handlers.approve_notice, notice_id=draft.id)
    return published


def test_what_still_waits_is_not_sent_once_there_is_a_newer_version(board: Board) -> None:
    first = board.published()
    board.tell()
    revised(board, first)
    board.tell()
    for row in board.messages(recipient_kind="customer"):
        newer = row.title.startswith("有更改")
        assert [way.reason for way in row.deliveries] == ([None] if newer else ["outdated"])
    assert [name for name, _data in board.events()].count("message_failed") == len(households(board))


def test_a_withdrawal_is_told_to_those_who_were_reached(board: Board) -> None:
    notice = board.published()
    board.tell()
    sent_to(board, "张伟")
    board.do("lead", handlers.withdraw_notice, notice_id=notice.id, reason="改期")
    board.tell()
    (message,) = [row for row in board.messages(recipient_kind="customer") if row.title.startswith("已取消")]
    assert message.recipient_name == "张伟"
    assert "改期" in message.body


def sent_to(board: Board, name: str) -> None:
    """As if the sender had got through to this household alone."""
    with board.database.write() as session:
        mine = select(Delivery).join(Delivery.message).where(Message.recipient_name == name)
        for delivery in session.scalars(mine.options(joinedload(Delivery.message))).unique():
            delivery.state, delivery.next_attempt_at = DeliveryState.SENT, None
            delivery.message.state = MessageState.SENT


def test_the_all_clear_reaches_the_same_people(board: Board) -> None:
    building = place(board, "2栋 1层")
    facts = {**EMERGENCY, "starts_at": clock.now(), "place_ids": [building]}
    outage = board.published(**facts)
    board.tell()
    before = told(board, outage)
    board.do("officer", handlers.give_all_clear, notice_id=outage.id)
    board.tell()
    assert sorted(told(board, outage)) == sorted(before * 2)
    assert board.messages(recipient_kind="customer")[-1].title == "已恢复：消防演练通知"


def test_killed_before_a_chunk_is_kept_nobody_is_missed_or_told_twice(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailings, "CHUNK", 3)
    notice = board.published()
    mailing = only_mailing(board)
    with board.database.write() as session:
        handlers.tell_next_chunk(session, mailing_id=mailing.id)
        session.rollback()
    assert told(board, notice) == []
    board.tell()
    assert told(board, notice) == households(board)
    assert only_mailing(board).households == len(households(board))
    assert only_mailing(board).finished_at is not None


def only_mailing(board: Board) -> Mailing:
    with board.database.read() as session:
        return session.scalars(select(Mailing)).one()


def test_a_notice_taken_off_meanwhile_is_told_to_nobody_else(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailings, "CHUNK", 3)
    notice = board.published()
    with board.database.write() as session:
        handlers.tell_next_chunk(session, mailing_id=only_mailing(board).id)
    board.do("lead", handlers.withdraw_notice, notice_id=notice.id, reason="改期")
    board.tell()
    assert len(told(board, notice)) == 3


def test_homes_that_are_not_known_yet_are_waited_for(board: Board) -> None:
    with board.database.write() as session:
        for row in session.scalars(select(Customer)):
            row.kind = None
    board.published(place_ids=[place(board, "2栋")])
    with pytest.raises(HomesUnknown), board.database.write() as session:
        handlers.tell_next_chunk(session, mailing_id=only_mailing(board).id)


def test_the_page_counts_how_they_stand_and_leads_to_them(board: Board) -> None:
    board.desk.do(
        "officer", desk_handlers.change_customer, customer_id=board.desk.customers["王芳"].id, channels=["fax"]
    )
    board.hear()
    notice = board.published()
    board.tell()
    sent_to(board, "张伟")
    with board.database.read() as session, counted_queries(board.database) as statements:
        (row,) = queries.mailing_counts(session, notice.id)
    assert len(statements) <= 4  # one of them begins the transaction
    assert row.states == {MessageState.QUEUED: 6, MessageState.SENT: 1, MessageState.SUPPRESSED: 1}
    assert row.reasons == {"not_configured": 1}
    page = board.visitor("officer").get(f"/notices/{notice.id}/told").get_data(as_text=True)
    assert "已写给 8 户" in page
    assert "data-live-ended" not in page
    listed = (
        board.visitor("officer").get(f"/messages?event_id={row.mailing.event_id}&state=sent").get_data(as_text=True)
    )
    assert "张伟" in listed
    assert "李娜" not in listed
