"""Quiet hours and the limit for each household: what is not urgent waits, and the ledger says why."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from services.notify import handlers
from services.notify.models import Delivery, Reason, SendingRules
from services.ticketing import handlers as desk_handlers
from services.ticketing.models import Tier
from shared.errors import Invalid
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_receivers import mail_host
from tests.integration.ticketing_desk import Desk

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT: dict[str, Any] = {"quiet_from": time(22), "quiet_until": time(7)}
MAIL = {"email": "mailto://127.0.0.1:9?from=desk@linli.example&mode=insecure"}


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    board = open_board(desk, make_database, tmp_path)
    board.use(MAIL)
    return board.open_app(tmp_path)


def rules(**told: Any) -> SendingRules:
    return SendingRules(**{"quiet_from": None, "quiet_until": None, "most_per_hour": None} | told)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (local(1, 21, 59), local(1, 21, 59)),
        (local(1, 22), local(2, 7)),
        (local(2, 0), local(2, 7)),
        (local(2, 6, 59), local(2, 7)),
        (local(2, 7), local(2, 7)),
        (local(2, 12), local(2, 12)),
    ],
)
def test_quiet_hours_over_midnight(at: datetime, leaves: datetime) -> None:
    until, reason = rules(**NIGHT).held_until(at.astimezone(UTC), SHANGHAI)
    assert until == leaves
    assert reason == (Reason.QUIET_HOURS if leaves > at else None)


@pytest.mark.parametrize(("hour", "leaves"), [(11, 11), (12, 14), (13, 14), (14, 14)])
def test_quiet_hours_at_noon(hour: int, leaves: int) -> None:
    noon = rules(quiet_from=time(12), quiet_until=time(14))
    assert noon.held_until(local(1, hour), SHANGHAI)[0] == local(1, leaves)


def test_what_is_too_much_waits_for_the_next_hour_and_for_the_morning() -> None:
    few = rules(most_per_hour=2, **NIGHT)
    at = local(1, 12)
    assert few.held_until(at, SHANGHAI, 1) == (at, None)
    assert few.held_until(at, SHANGHAI, 2) == (at + timedelta(hours=1), Reason.TOO_MANY)
    assert few.held_until(at, SHANGHAI, 4) == (at + timedelta(hours=2), Reason.TOO_MANY)
    assert few.held_until(local(1, 21, 30), SHANGHAI, 2) == (local(2, 7), Reason.QUIET_HOURS)


def set_rules(board: Board, username: str = "lead", **told: Any) -> SendingRules:
    estate_id = board.desk.estates["LX"].id
    row: SendingRules = board.do(username, handlers.set_sending_rules, estate_id=estate_id, **told)
    return row


def deliveries(board: Board) -> list[Delivery]:
    return [row for message in board.messages(recipient_kind="customer") for row in message.deliveries]


def test_at_night_an_emergency_leaves_and_the_rest_waits_for_the_morning(board: Board) -> None:
    set_rules(board, **NIGHT)
    with time_machine.travel(local(1, 23), tick=False):
        board.open(tier=Tier.EMERGENCY)
        board.open(tier=Tier.NORMAL, title="灯泡坏了", customer_id=board.desk.customers["王芳"].id)
        notice = board.published()
        board.tell()
    pressing, usual, *many = sorted(deliveries(board), key=lambda row: row.priority)
    assert (pressing.reason, pressing.next_attempt_at) == (None, local(1, 23))
    assert (usual.reason, usual.next_attempt_at) == (Reason.QUIET_HOURS, local(2, 7))
    assert {(row.reason, row.next_attempt_at) for row in many} == {(Reason.QUIET_HOURS, local(2, 7))}
    assert board.notice(notice).published_at == local(1, 23)


def test_more_than_a_household_gets_in_an_hour_waits(board: Board) -> None:
    set_rules(board, most_per_hour=1)
    board.open(tier=Tier.NORMAL)
    board.published()
    board.tell()
    first, *others = deliveries(board)
    assert first.reason is None
    held = [row for row in others if row.reason is not None]
    assert [(row.reason, row.address) for row in held] == [(Reason.TOO_MANY, first.address)]
    assert len(others) == 8


def test_what_failed_in_the_evening_is_not_tried_at_night(board: Board) -> None:
    set_rules(board, quiet_from=time(21), quiet_until=time(7))
    with time_machine.travel(
        local(
            1,
            20,
            59,
        )
        + timedelta(seconds=50),
        tick=False,
    ):
        board.open(tier=Tier.NORMAL)
        assert board.send() == 1
    (row,) = deliveries(board)
    assert (row.state, row.reason, row.next_attempt_at) == ("queued", Reason.QUIET_HOURS, local(2, 7))


@pytest.mark.parametrize("told", [{"quiet_from": time(22)}, {"quiet_from": time(7), "quiet_until": time(7)}])
def test_quiet_hours_that_are_none_are_refused(board: Board, told: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        set_rules(board, **told)


def test_by_page_they_are_set_shown_and_taken_back(board: Board) -> None:
    lead, estate = board.visitor("lead"), str(board.desk.estates["LX"].id)
    told = {"estate_id": estate, "quiet_from": "22:00", "quiet_until": "07:00", "most_per_hour": "3"}
    assert lead.post("/channels/rules", **told).status_code == 303
    page = lead.get("/channels").get_data(as_text=True)
    assert 'value="22:00"' in page
    assert 'value="3"' in page
    wrong = lead.post("/channels/rules", **told | {"quiet_until": ""})
    assert wrong.status_code == 422
    assert "免打扰时段须有开始和结束。" in wrong.get_data(as_text=True)
    empty = {"quiet_from": "", "quiet_until": "", "most_per_hour": ""}
    assert lead.post("/channels/rules", **told | empty).status_code == 303
    assert 'value="22:00"' not in lead.get("/channels").get_data(as_text=True)
    assert board.visitor("officer").post("/channels/rules", **told).status_code == 403


def test_by_api_they_are_set_and_read(board: Board) -> None:
    lead, estate = board.caller("lead"), str(board.desk.estates["LX"].id)
    told = {"estate_id": estate, "quiet_from": "22:00", "quiet_until": "07:00", "most_per_hour": 3}
    assert lead.send("PUT", "sending-rules", json=told).json == told
    assert lead.get(f"sending-rules/{estate}").json == told
    other = str(board.desk.estates["CH"].id)
    assert lead.get(f"sending-rules/{other}").status_code == 404
    assert lead.send("PUT", "sending-rules", json=told | {"estate_id": other}).status_code == 422


def test_what_waited_for_a_household_leaves_together(board: Board) -> None:
    set_rules(board, **NIGHT)
    with mail_host() as mail:
        board.use({"email": mail.url})
        with time_machine.travel(local(1, 23)):
            ticket = board.open(tier=Tier.NORMAL, title="灯泡坏了")
            board.desk.do("officer", desk_handlers.acknowledge, ticket_id=ticket.id)
            board.hear()
            board.open(tier=Tier.NORMAL, title="门锁松了", customer_id=board.desk.customers["王芳"].id)
            assert board.send() == 0
        with time_machine.travel(local(2, 7, 1)):
            board.send()
    assert set(mail.titles) == {"您有 2 条消息", "已收到您的报修：门锁松了"}
    assert sorted(mail.recipients) == ["home0@example.com", "home1@example.com"]
    assert {(row.state, row.reason, row.attempts) for row in deliveries(board)} == {("sent", None, 1)}
    assert [name for name, _data in board.events()].count("message_sent") == 3


def test_a_sender_killed_with_what_left_together_repeats_each_once(board: Board) -> None:
    set_rules(board, **NIGHT)
    with mail_host() as mail:
        board.use({"email": mail.url})
        with time_machine.travel(local(1, 23)):
            ticket = board.open(tier=Tier.NORMAL, title="灯泡坏了")
            board.desk.do("officer", desk_handlers.acknowledge, ticket_id=ticket.id)
            board.hear()
        with time_machine.travel(local(2, 7, 1)):
            (claim,) = board.claims(8)
            assert len(claim.others) == 1
            board.channels.send(claim.channel, claim.address, title=claim.title, body=claim.body)
        with time_machine.travel(local(2, 7, 3)):
            assert board.send() == 2
    assert len(mail.messages) == 3
    tries = [[(made.outcome, made.repeat) for made in row.tries] for row in deliveries(board)]
    assert tries == [[("unknown", False), ("sent", True)]] * 2
