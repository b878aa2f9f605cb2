"""毛利: what paid services bring in and cost, by item and month, with the tickets behind each figure (C2.2)."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from openpyxl import load_workbook

from services.ticketing import handlers, queries
from services.ticketing.models import LineFacts, LineKind, Quote, UsedFacts
from services.ticketing.queries import Margin, Month
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_quotes import decided, given, offered, priced, service
from tests.integration.ticketing_site import SiteDesk

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOVEMBER = Month(date(2031, 11, 1))


@pytest.fixture(autouse=True)
def in_november(request: pytest.FixtureRequest) -> Iterator[None]:
    """The desk is furnished before: others take copies of it."""
    request.getfixturevalue(next(name for name in ("site", "desk") if name in request.fixturenames))
    with time_machine.travel(datetime(2031, 11, 20, 12, tzinfo=SHANGHAI), tick=False):
        yield


def charged(desk: Desk, *lines: LineFacts) -> Quote:
    """A work that was quoted, agreed to, done and charged as quoted."""
    quote = decided(desk, offered(desk, given(desk), *lines))
    used = [UsedFacts(line_id=line.id, hundredths=line.hundredths) for line in quote.quoted]
    return desk.do("plumber", handlers.settle_quote, quote_id=quote.id, lines=used)  # type: ignore[no-any-return]


def part(price_fen: int, cost_fen: int | None, kind: LineKind = LineKind.PARTS) -> LineFacts:
    return LineFacts(kind=kind, name="角阀", unit="个", price_fen=price_fen, cost_fen=cost_fen)


def report(desk: Desk, month: Month = NOVEMBER) -> dict[str, Margin]:
    with desk.database.read() as session:
        found = queries.margin_report(session, desk.estates["LX"].id, month)
    return {row.name: row for row in found.items} | {"all": found.total}


def test_parts_and_labour_count_with_the_service_that_needed_them(desk: Desk) -> None:
    tap, drain = priced(desk), priced(desk, name="疏通下水", price_fen=8_000, cost_fen=9_000)
    charged(desk, part(5_000, 4_000), service(tap), part(2_000, 1_500, LineKind.LABOUR))
    charged(desk, service(tap, 200))
    charged(desk, service(drain), service(tap))
    charged(desk, part(1_000, None))
    found = report(desk)
    assert (found["更换水龙头"].jobs, found["更换水龙头"].income_fen) == (3, 19_000)
    assert (found["更换水龙头"].parts_fen, found["更换水龙头"].labour_fen) == (4_000, 5_500)
    assert (found["更换水龙头"].margin_fen, found["更换水龙头"].percent) == (9_500, 50.0)
    assert found["更换水龙头"].is_above(20)
    assert (found["疏通下水"].percent, found["疏通下水"].is_loss()) == (-12.5, True)
    assert (found[""].untold, found[""].is_above(20)) == (1, False)  # nobody knows what it cost
    assert (found["all"].jobs, found["all"].income_fen) == (4, 28_000)


def test_a_work_counts_in_the_month_in_which_it_was_charged_by_the_clock_of_the_site(desk: Desk) -> None:
    quote = decided(desk, offered(desk, given(desk), part(3_000, 2_000)))
    used = [UsedFacts(line_id=quote.quoted[0].id, hundredths=100)]
    for hour in (datetime(2031, 12, 1, 0, 30, tzinfo=SHANGHAI), datetime(2032, 1, 2, 9, tzinfo=SHANGHAI)):
        with time_machine.travel(hour):  # the second corrects the first
            desk.do("plumber", handlers.settle_quote, quote_id=quote.id, lines=used)
    assert report(desk)["all"].income_fen == 0
    assert report(desk, Month(date(2031, 12, 1)))["all"].income_fen == 3_000
    with desk.database.read() as session:
        months = queries.margin_months(session, desk.estates["LX"].id, Month(date(2032, 1, 1)))
    assert [(month.key, sums.income_fen) for month, sums in months][-3:] == [
        *(("2031-11", 0), ("2031-12", 3_000), ("2032-01", 0))
    ]
    assert (len(months), months[0][0].key) == (12, "2031-02")


def test_what_was_only_quoted_or_is_of_another_estate_is_not_counted(desk: Desk) -> None:
    decided(desk, offered(desk, given(desk), part(3_000, 2_000)))
    assert report(desk)["all"].income_fen == 0
    charged(desk, part(3_000, 2_000))
    with desk.database.read(desk.actor("stranger")) as session:
        found = queries.margin_report(session, desk.estates["LX"].id, NOVEMBER)
    assert found.items == []


def test_the_report_marks_a_loss_and_too_much_and_leads_to_the_tickets(site: SiteDesk) -> None:
    tap, drain = priced(site), priced(site, name="疏通下水", price_fen=8_000, cost_fen=9_000)
    quote = charged(site, service(tap), part(1_000, None))
    charged(site, service(drain))
    lead = site.visitor("lead")
    page = lead.reads("/margins")
    assert "疏通下水 1 ¥80.00 ¥0.00 ¥90.00 −¥10.00 -12.5% 亏损" in page
    assert "1 项成本未填" in page
    assert "高于 20%" not in page.split("疏通下水")[1]
    lines = lead.get(f"/margins/{tap.item_id}?month=2031-11").text
    assert f"/ticketing/tickets/{quote.ticket_id}" in lines
    assert "更换水龙头" in lines
    assert "未填" in lines
    assert "本月没有收费" in lead.reads("/margins?month=2031-10")
    assert "本月没有收费" in lead.reads("/margins/none?month=2031-11")
    assert lead.get("/margins/nonsense").status_code == 404
    assert lead.get("/margins?month=nonsense").status_code == 200
    paper = lead.reads("/margins/print?month=2031-11")
    assert "邻香苑 有偿服务毛利报表" in paper
    assert "合计 2 ¥120.00" in paper
    assert "Margins" in site.visitor("lead", "en").reads("/margins")


def test_who_only_works_does_not_see_margins(site: SiteDesk) -> None:
    assert site.visitor("officer").get("/margins").status_code == 403
    assert site.visitor("plumber").get("/margins").status_code == 403
    assert site.visitor("manager").get("/margins").status_code == 200


def test_the_report_takes_a_fixed_number_of_queries(site: SiteDesk) -> None:
    tap, lead = priced(site), site.visitor("lead")

    def count(path: str) -> int:
        with counted_queries(site.database) as statements:
            lead.reads(path)
        return len(statements)

    charged(site, service(tap))
    few = [count(path) for path in ("/margins", f"/margins/{tap.item_id}")]
    for number in range(3):
        charged(site, service(priced(site, name=f"项目{number}")), service(tap))
    assert [count(path) for path in ("/margins", f"/margins/{tap.item_id}")] == few
    assert max(few) <= 7


def test_the_api_tells_the_margins(api_desk: ApiDesk) -> None:
    charged(api_desk, service(priced(api_desk)), part(1_000, 800))
    args: dict[str, Any] = {"estate_id": str(api_desk.estates["LX"].id), "month": "2031-11-30"}
    row = api_desk.caller("lead").get("margins", **args).json["items"][0]
    assert (row["name"], row["income"], row["cost_of_parts"], row["cost_of_labour"]) == (
        *("更换水龙头", "40.00", "8.00", "10.00"),
    )
    assert row["percent"] == 55.0
    elsewhere = args | {"estate_id": str(api_desk.estates["CH"].id)}
    assert api_desk.caller("lead").get("margins", **elsewhere).status_code == 404


def test_the_report_and_the_lines_behind_it_can_be_taken_home(site: SiteDesk) -> None:
    tap, lead = priced(site), site.visitor("lead")
    charged(site, service(tap), part(1_000, None))
    estate = site.estates["LX"].id
    item = lead.post("/margins/export?month=2031-11", seen_on="/account", format="xlsx")
    sheet = load_workbook(BytesIO(item.data)).active
    assert sheet is not None
    assert list(sheet.iter_rows(values_only=True, min_row=2)) == [("更换水龙头", 1, 40, 0, 10, 30, 75, 1)]
    lines = lead.post(f"/margins/{tap.item_id}/export/{estate}?month=2031-11", seen_on="/account", format="csv")
    assert "更换水龙头,价目表项目,1,次,30,30,10" in lines.text
    assert site.visitor("officer").post("/margins/export", seen_on="/account").status_code == 403
