"""After a message has left: opened by its household, arrived, or come back to go on over the next channel."""

from pathlib import Path

import pytest

from services.notify import handlers
from services.notify.handlers import NotUnderWay
from services.notify.models import Delivery, Message
from services.ticketing.models import Tier
from shared.ids import new_id
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_receivers import WebHost, mail_host, web_host
from tests.integration.ticketing_desk import Desk


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def told(board: Board, name: str) -> Message:
    board.use({"email": "mailto://127.0.0.1:9?from=desk@linli.example&mode=insecure"})
    board.published()
    board.tell()
    return next(row for row in board.messages(recipient_kind="customer") if row.recipient_name == name)


def test_the_link_of_a_message_says_that_it_was_read_and_leads_on(board: Board) -> None:
    message = told(board, "张伟")
    assert message.read_at is None
    went = board.visitor().get(f"/m/{message.id}")
    assert (went.status_code, went.location) == (303, message.link)
    first = next(row.read_at for row in board.messages(recipient_id=message.recipient_id))
    assert first is not None
    board.visitor().get(f"/m/{message.id}")
    assert [row.read_at for row in board.messages(recipient_id=message.recipient_id)] == [first]
    page = board.visitor("officer").get(f"/messages/{message.id}").get_data(as_text=True)
    assert "已读" in page


def test_nobody_elses_link_is_one(board: Board) -> None:
    told(board, "张伟")
    assert board.visitor().get(f"/m/{new_id()}").status_code == 404
    item = board.messages(recipient_kind="staff")[0]
    assert board.visitor().get(f"/m/{item.id}").status_code == 404


def sent(board: Board, gateway: WebHost) -> Delivery:
    """By e-mail, with a gateway for text messages behind it."""
    with mail_host() as mail:
        board.use({"email": mail.url, "sms": f"smsgate://t@127.0.0.1:{gateway.port}/?to={{phone}}"})
        board.open(tier=Tier.NORMAL)
        assert board.send() == 1
    return board.delivery()


def test_what_has_arrived_stands_in_the_ledger(board: Board) -> None:
    with web_host() as gateway:
        delivery = sent(board, gateway)
        board.do("lead", handlers.record_receipt, delivery_id=delivery.id, arrived=True)
        assert board.delivery().delivered_at is not None
        assert board.standing() == [[("email", "sent", None)]]


def test_what_came_back_goes_on_over_the_next_channel(board: Board) -> None:
    with web_host() as gateway:
        delivery = sent(board, gateway)
        for _twice in range(2):
            told_by = {"delivery_id": delivery.id, "arrived": False, "detail": "mailbox full"}
            board.do("lead", handlers.record_receipt, **told_by)
        assert board.send() == 1
        assert board.standing() == [[("email", "failed", "refused"), ("sms", "sent", None)]]
        assert len(gateway.received) == 1
    assert [data.get("detail") for name, data in board.events() if name == "message_failed"] == ["mailbox full"]


def test_what_was_never_sent_has_no_receipt(board: Board) -> None:
    board.use({"email": "mailto://127.0.0.1:9?from=desk@linli.example&mode=insecure"})
    board.open(tier=Tier.NORMAL)
    with pytest.raises(NotUnderWay):
        board.do("lead", handlers.record_receipt, delivery_id=board.delivery().id, arrived=True)


def test_by_api_only_who_may_tells_it(board: Board) -> None:
    with web_host() as gateway:
        path = f"deliveries/{sent(board, gateway).id}/receipt"
    assert board.caller("officer").post(path, {"arrived": True}).status_code == 403
    done = board.caller("lead").post(path, {"arrived": True})
    assert done.status_code == 200
    assert done.json["delivered_at"] is not None
