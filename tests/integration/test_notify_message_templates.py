"""The company's own texts around what households are told: checked when they are saved, and never a way for markup."""

from pathlib import Path
from typing import Any

import pytest

from services.notify import handlers
from services.notify.models import MessageTemplate
from services.ticketing import handlers as desk_handlers
from services.ticketing.models import Tier
from shared.errors import Invalid
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.notify_receivers import mail_host
from tests.integration.ticketing_desk import Desk

OPENED = "ticketing.ticket_opened.v1"
PUBLISHED = "notify.notice_published.v1"
OWN = {"title": "【{estate}】{headline}", "body": "尊敬的{name}：\n\n{text}\n\n查看：{link}\n\n单号 {number}"}


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def set_text(board: Board, event: str = OPENED, language: str = "zh", **changes: Any) -> MessageTemplate:
    facts = OWN | {"event": event, "language": language, **changes}
    row: MessageTemplate = board.do("lead", handlers.set_message_template, **facts)
    return row


def test_a_household_reads_the_companys_own_text(board: Board) -> None:
    set_text(board)
    ticket = board.open(tier=Tier.NORMAL)
    message = board.message(recipient_kind="customer")
    assert message.title == "【邻香苑】已收到您的报修：厨房水管爆裂"
    assert message.body.startswith("尊敬的张伟：\n\n")
    assert message.body.endswith(f"单号 {ticket.number}")
    assert message.link in message.body


def test_a_notice_is_told_in_it_and_other_languages_keep_the_standard(board: Board) -> None:
    english = board.desk.customers["John Smith"]
    board.desk.do("officer", desk_handlers.change_customer, customer_id=english.id, language="en")
    board.hear()
    set_text(board, PUBLISHED)
    board.published()
    board.tell()
    titles = {row.recipient_name: row.title for row in board.messages(recipient_kind="customer")}
    assert titles["张伟"] == "【邻香苑】消防演练通知"
    assert titles["John Smith"] == "消防演练通知"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"body": "{text}"}, "body"),
        ({"body": "{link}"}, "body"),
        ({"body": "{text} {link} {phone}"}, "body"),
        ({"title": "{text}"}, "title"),
        ({"title": "{headline"}, "title"),
        ({"body": "{text} {link} }"}, "body"),
        ({"body": "{text} {link} {}"}, "body"),
        ({"language": "fr"}, "event"),
        ({"event": "ticketing.clock_warned.v1"}, "event"),
    ],
)
def test_a_text_that_could_not_be_filled_is_refused_at_save(board: Board, changes: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_text(board, **changes)
    assert list(refused.value.errors) == [where]


def test_what_a_resident_wrote_is_neither_a_field_nor_markup(board: Board) -> None:
    with mail_host() as mail:
        board.use({"email": mail.url})
        set_text(board)
        board.open(tier=Tier.NORMAL, title="<b>{name}</b><script>alert(1)</script>")
        assert board.send() == 1
    (letter,) = mail.messages
    assert "<b>{name}</b>" in board.message(recipient_kind="customer").title
    html = letter.get_body(("html",))
    assert html is None or "<script>" not in html.get_content()
    shown = board.visitor("officer").get(f"/messages/{board.message(recipient_kind='customer').id}")
    assert "<script>alert" not in shown.get_data(as_text=True)


def test_the_standard_text_comes_back(board: Board) -> None:
    set_text(board)
    board.do("lead", handlers.reset_message_template, event=OPENED, language="zh")
    board.open(tier=Tier.NORMAL)
    assert board.message(recipient_kind="customer").title == "已收到您的报修：厨房水管爆裂"


def test_by_page_it_is_read_changed_and_reset(board: Board) -> None:
    lead, path = board.visitor("lead"), f"/message-templates/{OPENED}/zh"
    listed = lead.get("/message-templates").get_data(as_text=True)
    assert "标准文本" in listed
    assert "{text}" in lead.get(path).get_data(as_text=True)
    wrong = lead.post(path, **OWN | {"body": "{text}"})
    assert wrong.status_code == 422
    assert "缺少字段 {link}。" in wrong.get_data(as_text=True)
    assert lead.post(path, **OWN).status_code == 303
    page = lead.get(path).get_data(as_text=True)
    assert "尊敬的张伟：" in page
    assert lead.post(f"{path}/reset").status_code == 303
    assert lead.get("/message-templates/nothing/zh").status_code == 404
    assert board.visitor("officer").get("/message-templates").status_code == 403


def test_by_api_it_is_set_listed_and_reset(board: Board) -> None:
    lead, path = board.caller("lead"), f"message-templates/{OPENED}/zh"
    told = OWN | {"event": OPENED, "language": "zh"}
    assert lead.send("PUT", path, json=OWN).json == told
    assert lead.get("message-templates").json == [told]
    assert lead.send("PUT", path, json=OWN | {"body": "{nothing}"}).status_code == 422
    assert lead.send("DELETE", path).status_code == 204
    assert lead.get("message-templates").json == []
