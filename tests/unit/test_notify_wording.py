"""What residents and staff read: their language, their own words, times as they say them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.notify import contracts
from services.notify.handlers.wording import Voice, standard, to_household, to_staff
from services.notify.handlers.wording.household import KINDS, TITLES
from shared.i18n import LANGUAGES
from shared.ids import new_id

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)  # 14:00 in Shanghai
LINK = "https://linli.example/ticketing/status/token"
TICKET: dict[str, Any] = {
    "ticket_id": new_id(),
    "estate_id": new_id(),
    "number": "BX-20261124-0007",
    "kind": "repair",
    "area": "indoor",
    "tier": "emergency",
    "title": "厨房水管爆裂",
    "customer_id": new_id(),
    "unit_path": "2栋 5层 0502",
    "status_url": LINK,
    "at": NOW,
}
EXTRA: dict[type[contracts.TicketEvent], dict[str, Any]] = {
    contracts.ReporterAdded: {"reporter_id": new_id(), "reporter_url": LINK},
    contracts.TicketMerged: {"into_number": "BX-20261124-0003"},
    contracts.TicketOpened: {"due_at": NOW + timedelta(minutes=10)},
    contracts.TicketAssigned: {"assignee_id": new_id(), "assignee_name": "王强", "due_at": NOW + timedelta(minutes=10)},
    contracts.TicketResolved: {"resolution": "更换角阀"},
    contracts.TicketDeclined: {"reason": "邻居装修归城管管理"},
    contracts.TicketAnswered: {"answer": "已更换角阀，三个月内如再漏水免费处理。"},
    contracts.TicketReferred: {"by": "王强", "question": "是否全额赔偿？", "staff_ids": []},
    contracts.RatingReminded: {"rating_url": "https://linli.example/ticketing/rating/token"},
    contracts.QuoteOffered: {
        "revision": 1,
        "total_fen": 13_000,
        "valid_until": NOW.date(),
        "quote_url": "https://linli.example/ticketing/quote/token",
    },
    contracts.QuoteConfirmed: {"total_fen": 13_000, "by": "张伟", "words": "", "staff_ids": []},
    contracts.QuoteSettled: {"agreed_fen": 13_000, "total_fen": 11_000},
    contracts.QuoteWithdrawn: {"reason": "按保修免费处理"},
    contracts.TicketTimeAgreed: {"agreed_at": NOW + timedelta(days=1)},
    contracts.TicketPaused: {"reason": "waiting_for_parts", "until": NOW + timedelta(days=1)},
    contracts.TicketResumed: {"due_at": NOW + timedelta(days=1)},
}
CLOCK = {"due_at": NOW + timedelta(minutes=5), "staff_ids": [], "assignee_name": None}


def voice(language: str) -> Voice:
    return Voice(language, ZoneInfo("Asia/Shanghai"), NOW, "邻香苑")


def ticket_event(contract: type[contracts.TicketEvent], **changes: Any) -> Any:
    return contract(**TICKET | EXTRA.get(contract, {}) | changes)


def to_household_in(language: str, contract: type[contracts.TicketEvent], **changes: Any) -> Any:
    event, reader = ticket_event(contract, **changes), voice(language)
    told = to_household(event, reader)
    return standard(event.key, reader).around(told, reader, name="张伟", link=LINK, number=event.number)


def clock_event(contract: type[contracts.ClockEvent], **changes: Any) -> Any:
    return contract(**TICKET | CLOCK | changes)


def test_a_household_reads_whole_chinese() -> None:
    words = to_household_in("zh", contracts.TicketOpened)
    assert words.title == "已收到您的报修：厨房水管爆裂"
    assert words.body == (
        "张伟，您好！\n\n"
        "感谢您的告知。您的报修“厨房水管爆裂”已登记，编号 BX-20261124-0007。\n\n"
        "我们会在今天 14:10 前到场或处理完毕。\n\n"
        f"可随时查看进度：{LINK}\n\n"
        "邻香苑客户服务中心"
    )


def test_a_household_reads_english() -> None:
    words = to_household_in("en", contracts.TicketAssigned, title="Burst pipe", assignee_name="Wang Qiang")
    assert words.title == "Wang Qiang will take care of it: Burst pipe"
    assert 'Wang Qiang will come to you about your repair request "Burst pipe" (BX-20261124-0007).' in words.body
    assert "Expected by 14:10 today." in words.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "a kind of tomorrow"])
@pytest.mark.parametrize("contract", TITLES, ids=lambda contract: contract.key)
def test_every_message_names_the_request_and_leads_to_its_state(
    contract: type[contracts.TicketEvent], kind: str, language: str
) -> None:
    words = to_household_in(language, contract, kind=kind, area=None)
    assert "厨房水管爆裂" in words.title
    assert "BX-20261124-0007" in words.body
    assert LINK in words.body
    assert "%" not in words.title + words.body


def test_words_of_praise_are_thanked_for_not_promised_anything() -> None:
    body = to_household_in("zh", contracts.TicketOpened, kind="praise").body
    assert "感谢您的表扬" in body
    assert "到场" not in body


def test_a_complaint_is_followed_up_not_visited() -> None:
    assert "已由王强负责跟进" in to_household_in("zh", contracts.TicketAssigned, kind="complaint", area=None).body


def test_text_with_percent_signs_stays_as_typed() -> None:
    assert "水压只有 50%(s)" in to_household_in("zh", contracts.TicketOpened, title="水压只有 50%(s)").title


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (10, "今天 14:10", "14:10 today"),
        (10 * 60, "今天 24:00", "24:00 today"),
        (20 * 60, "11月25日 10:00", "10:00 on 25 Nov"),
        (34 * 60, "11月25日 24:00", "24:00 on 25 Nov"),
    ],
)
def test_times_are_said_as_people_say_them(minutes: int, zh: str, en: str) -> None:
    moment = NOW + timedelta(minutes=minutes)
    assert (voice("zh").moment(moment), voice("en").moment(moment)) == (zh, en)


def test_staff_read_how_much_time_is_left_and_that_nobody_is_there() -> None:
    words = to_staff(clock_event(contracts.ClockWarned), voice("zh"))
    assert words.title == "【特急】还剩 5 分钟：厨房水管爆裂"
    assert words.body == "2栋 5层 0502 · BX-20261124-0007\n承诺时限：今天 14:05\n尚未派人"


@pytest.mark.parametrize(
    ("late", "title"),
    [
        (timedelta(), "【急】已到时限：厨房水管爆裂"),
        (timedelta(seconds=59), "【急】已到时限：厨房水管爆裂"),
        (timedelta(minutes=3), "【急】已超时 3 分钟：厨房水管爆裂"),
        (timedelta(hours=2, minutes=5), "【急】已超时 2 小时 5 分钟：厨房水管爆裂"),
        (timedelta(hours=24), "【急】已超时 24 小时：厨房水管爆裂"),
    ],
)
def test_staff_read_how_late_it_is_and_who_is_on_it(late: timedelta, title: str) -> None:
    event = clock_event(contracts.ClockBreached, tier="urgent", due_at=NOW - late, assignee_name="王强")
    words = to_staff(event, voice("zh"))
    assert words.title == title
    assert words.body.endswith("处理人：王强")


def test_an_assignee_reads_what_where_and_by_when() -> None:
    words = to_staff(ticket_event(contracts.TicketAssigned, tier="normal", unit_path=""), voice("en"))
    assert words.title == "For you: 厨房水管爆裂"
    assert words.body == "邻香苑 · BX-20261124-0007\nBe there, or have it solved, by 14:10 today."
