"""Each estate sends over its own accounts; the SMS gateway, a local stand-in here, takes or refuses each message."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.notify import handlers
from services.notify.channels import Channels, usable, without_secrets
from services.notify.models import EstateChannel, Outcome
from services.ticketing.handlers import change_customer
from services.ticketing.models import Tier
from shared.audit import AuditRow
from shared.errors import Invalid
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_receivers import WebHost, web_host
from tests.integration.ticketing_desk import Desk

PHONE = "+8613800130000"
TOKEN = "a-token-of-ours"


@pytest.fixture
def gateway() -> Iterator[WebHost]:
    with web_host() as host:
        yield host


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def url_of(host: WebHost) -> str:
    return f"smsgate://{TOKEN}@127.0.0.1:{host.port}/send?to={{phone}}&delivery={{delivery}}"


def send(host: WebHost, address: str = PHONE) -> Any:
    return Channels({"sms": url_of(host)}).send(
        "sms", address, title="停水通知", body="明天 9:00 停水", key="a-delivery"
    )


def test_the_gateway_gets_number_text_and_token(gateway: WebHost) -> None:
    assert send(gateway).outcome is Outcome.SENT
    ((path, body),) = gateway.received
    assert (path, body) == ("/send", {"phone": PHONE, "text": "停水通知\n明天 9:00 停水", "delivery": "a-delivery"})
    assert gateway.headers[-1]["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (202, Outcome.SENT),
        (400, Outcome.PERMANENT),
        (404, Outcome.PERMANENT),
        (401, Outcome.TEMPORARY),
        (429, Outcome.TEMPORARY),
        (503, Outcome.TEMPORARY),
    ],
)
def test_its_answer_says_whether_another_try_makes_sense(gateway: WebHost, status: int, outcome: Outcome) -> None:
    gateway.status = status
    assert send(gateway).outcome is outcome


def test_a_gateway_that_is_not_there_is_tried_again() -> None:
    nowhere = WebHost(port=9)
    assert send(nowhere).outcome is Outcome.TEMPORARY


def test_a_number_that_is_none_is_refused(gateway: WebHost) -> None:
    assert send(gateway, "abc").outcome is Outcome.PERMANENT
    assert gateway.received == []


def test_what_may_be_shown_of_an_address_has_no_secret(gateway: WebHost) -> None:
    shown = without_secrets(url_of(gateway))
    assert "127.0.0.1" in shown
    assert TOKEN not in shown
    assert "geheim" not in without_secrets("mailtos://user:geheim@mail.example?from=desk@linli.example")


def test_an_address_must_be_one_that_can_be_used() -> None:
    assert usable("wecom", "wecombot://abcdef")
    assert not usable("email", "json://127.0.0.1/")
    assert not usable("sms", "smsgate://127.0.0.1/")


def set_channel(board: Board, username: str, channel: str, url: str, estate: str = "LX") -> EstateChannel:
    facts = {"estate_id": board.desk.estates[estate].id, "channel": channel, "url": url}
    row: EstateChannel = board.do(username, handlers.set_channel, **facts)
    return row


def test_an_estate_sends_over_its_own_account_and_the_others_over_the_common_one(
    board: Board, gateway: WebHost
) -> None:
    with web_host() as common:
        board.use({"sms": url_of(common)})
        own = set_channel(board, "lead", "sms", url_of(gateway))
        board.desk.do("officer", change_customer, customer_id=board.desk.customers["张伟"].id, email=None)
        board.open(tier=Tier.NORMAL)
        assert board.send() == 1
        assert [len(gateway.received), len(common.received)] == [1, 0]
        board.do("lead", handlers.remove_channel, channel_id=own.id)
        board.open(tier=Tier.NORMAL, title="灯泡坏了")
        assert board.send() == 1
        assert [len(gateway.received), len(common.received)] == [1, 1]


def test_its_address_stands_in_no_audit_row(board: Board) -> None:
    row = set_channel(board, "lead", "email", "mailtos://user:geheim@mail.example?from=desk@linli.example")
    with board.database.read() as session:
        (kept,) = session.scalars(select(AuditRow).where(AuditRow.subject == row.id))
    assert (kept.action, kept.note, kept.before, kept.after) == ("estate_channel.set", "email", {}, {})


@pytest.mark.parametrize(("channel", "url"), [("sms", "syslog://"), ("email", "json://host/x"), ("fax", "json://h")])
def test_an_address_of_another_kind_is_refused(board: Board, channel: str, url: str) -> None:
    with pytest.raises(Invalid):
        set_channel(board, "lead", channel, url)


def test_another_estates_channels_are_neither_seen_nor_set(board: Board) -> None:
    with pytest.raises(Invalid):
        set_channel(board, "stranger", "email", "mailto://mail.example?from=a@linli.example")


def test_by_page_it_is_set_tested_and_removed(board: Board, gateway: WebHost) -> None:
    lead, estate = board.visitor("lead"), str(board.desk.estates["LX"].id)
    page = lead.post("/channels", estate_id=estate, channel="sms", url=url_of(gateway))
    assert page.status_code == 303
    shown = lead.get("/channels").get_data(as_text=True)
    assert "127.0.0.1" in shown
    assert TOKEN not in shown
    tested = lead.post("/channels/test", estate_id=estate, channel="sms", address=PHONE)
    assert tested.status_code == 303
    assert gateway.received[0][1]["text"].startswith("邻香苑的测试")
    gateway.status = 404
    refused = lead.post("/channels/test", estate_id=estate, channel="sms", address=PHONE)
    assert refused.status_code == 422
    assert "HTTP 404" in refused.get_data(as_text=True)
    with board.database.read() as session:
        row = session.scalars(select(EstateChannel)).one()
    assert lead.post(f"/channels/{row.id}/remove").status_code == 303
    assert "smsgate" not in lead.get("/channels").get_data(as_text=True).replace("smsgates://token", "")


def test_only_who_may_set_channels_up_sees_them(board: Board) -> None:
    assert board.visitor("officer").get("/channels").status_code == 403
    assert board.visitor("lead").get("/channels").status_code == 200


def test_by_api_the_address_goes_in_and_never_out(board: Board, gateway: WebHost) -> None:
    lead = board.caller("lead")
    facts = {"estate_id": str(board.desk.estates["LX"].id), "channel": "sms", "url": url_of(gateway)}
    assert lead.send("PUT", "channels", json=facts).status_code == 200
    listed = lead.get("channels").json
    assert [row["channel"] for row in listed] == ["sms"]
    assert TOKEN not in str(listed)
    assert lead.send("PUT", "channels", json=facts | {"url": "smsgate://nothing"}).status_code == 422
    assert lead.send("DELETE", f"channels/{listed[0]['id']}").status_code == 204
    assert lead.get("channels").json == []
