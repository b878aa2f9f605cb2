"""数据看板: each number of the page leads to exactly the tickets that it counts, however fresh they are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
import time_machine

from services.ticketing import handlers
from services.ticketing.app import SERVICE
from services.ticketing.models import AnswerChannel, Channel, Ticket, TicketKind, Tier
from services.ticketing.worker import figures as worker
from shared import clock, deadlines
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import SiteDesk

YEAR = clock.now().year + 1  # later than the accounts of the desk, which are made now
BEGIN = datetime(YEAR, 11, 2, 1, 30, tzinfo=UTC)  # half past nine in Shanghai
DAYS = f"since={YEAR}-11-01&until={YEAR}-11-20"
SHOWN = f"/figures?{DAYS}"
_COUNTED = re.compile(r'<a(?: class="tile[^"]*")? href="/ticketing/tickets\?([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
_NUMBER = re.compile(r"^\s*(\d+)(?: 次)?\s*$|<title>[^<]*: (\d+)</title>|tile-number\">(\d+)<")


@pytest.fixture
def noon() -> Iterator[Any]:
    with time_machine.travel(BEGIN, tick=False) as moment:
        yield moment


def fill(desk: Desk, moment: Any) -> list[Ticket]:
    """Three weeks: of every kind and fate, two reported again, one in the middle of the night."""
    category = desk.do("lead", handlers.add_category, kind=TicketKind.REPAIR, name="渗漏")
    leak = {"category_id": category.id, "tier": Tier.URGENT}
    told: list[dict[str, Any]] = [
        leak,
        {"kind": TicketKind.COMPLAINT, "tier": Tier.NORMAL, "channel": Channel.COUNTER},
        {"customer_id": desk.customers["王芳"].id},
        {"customer_id": None, "estate_id": desk.estates["LX"].id, "reporter_name": "路人", "kind": TicketKind.PRAISE},
        leak,
    ]
    opened = []
    for number, facts in enumerate(told):
        moment.move_to(BEGIN + timedelta(days=4 * number, hours=3 * number))
        opened.append(desk.open(**facts))
        if number == 1:
            finish(desk, opened[1])
    moment.move_to(BEGIN + timedelta(days=18, hours=6))
    while deadlines.fire_due(desk.database, SERVICE):
        pass
    finish(desk, opened[2])
    return opened


def finish(desk: Desk, ticket: Ticket) -> None:
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="好了")
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="好了", channel=AnswerChannel.PHONE)
    desk.do("officer", handlers.close, ticket_id=ticket.id)


def numbers(html: str) -> Iterator[tuple[str, int]]:
    """What stands on the page with where it leads."""
    for query, _more, inner in _COUNTED.findall(html):
        if found := _NUMBER.search(inner):
            yield unescape(query), int(next(filter(None, found.groups())))


def listed(site: SiteDesk, query: str) -> int:
    page = site.visitor("lead").get(f"/tickets?{query}")
    assert page.status_code == 200
    assert "alert-danger" not in page.text, query
    return len(re.findall(r'<tr data-href="/ticketing/tickets/', page.text))


def test_each_number_leads_to_exactly_the_tickets_that_it_counts(site: SiteDesk, noon: Any) -> None:
    opened, lead = fill(site, noon), site.visitor("lead")
    with counted_queries(site.database) as statements:
        fresh = lead.get(SHOWN).text
    assert len(statements) <= 12
    assert worker.count(site.database)
    assert not worker.count(site.database)
    with counted_queries(site.database) as statements:
        kept = list(numbers(lead.get(SHOWN).text))
    assert len(statements) <= 12
    assert list(numbers(fresh)) == [pair for pair in kept if "unit_id" not in pair[0]]
    assert list(numbers(lead.get(f"/figures/print?{DAYS}").text)) == kept
    assert {count for _query, count in kept} > {1, 2, 5}
    names = {name for query, _count in kept for name in parse_qs(query)}
    assert names >= {"kind", "tier", "channel", "category_id", "building_id", "unit_id", "weekday", "outcome", "age"}
    for query in dict(kept):
        assert {count for other, count in kept if other == query} == {listed(site, query)}, query
    finish(site, opened[0])
    assert dict(numbers(lead.get(SHOWN).text))[f"state=open&{DAYS}"] == 2


def test_whole_months_come_to_the_same_as_their_days(api_desk: ApiDesk, noon: Any) -> None:
    fill(api_desk, noon)
    worker.count(api_desk.database)
    lead = api_desk.caller("lead")
    assert api_desk.caller("stranger").get("figures").json["received"] == 0
    days = lead.get("figures", since=f"{YEAR}-11-01", until=f"{YEAR}-11-29").json
    month = lead.get("figures", since=f"{YEAR}-11-01", until=f"{YEAR}-11-30").json
    assert (days["received"], days["still_open"]) == (5, 3)
    assert [row for row in days["promises"] if row["clock"] == "any"] == [
        {"clock": "any", "kept": 1, "missed": 3, "running": 0}
    ]
    assert [(row["unit_path"], row["times"]) for row in days["repeated"]] == [("2栋 1层 0101", 2)]
    differing = {"until", "by_day", "before", "since"}
    assert {key: value for key, value in days.items() if key not in differing} == {
        key: value for key, value in month.items() if key not in differing
    }
    december = lead.get("figures", since=f"{YEAR}-12-01", until=f"{YEAR}-12-30").json
    assert (december["received"], december["before"]) == (0, 5)


def test_other_estates_are_not_counted(sqlite_site: SiteDesk, noon: Any) -> None:
    site = sqlite_site
    fill(site, noon)
    for _each in range(2):
        assert {count for _query, count in numbers(site.visitor("stranger").get(SHOWN).text)} == {0}
        estate = site.estates["LX"].id
        assert "受理量" in site.visitor("stranger").reads(f"{SHOWN}&estate_id={estate}")
        worker.count(site.database)


def test_impossible_days_are_told(sqlite_site: SiteDesk) -> None:
    lead = sqlite_site.visitor("lead")
    assert "截止日早于开始日" in lead.reads("/figures", since="2026-11-20", until="2026-11-01")
    assert "一次最多查看一年" in lead.reads("/figures", since="2024-11-20", until="2026-11-01")
    assert "请同时给出起止日期" in lead.reads("/tickets", weekday="3")
    assert sqlite_site.caller("lead").get("figures", since="2026-02-31").status_code == 422
    assert lead.get("/figures", since="2026-13-01", by="hour").status_code == 200


def test_a_list_tells_what_narrows_it(sqlite_site: SiteDesk, noon: Any) -> None:
    site = sqlite_site
    opened = fill(site, noon)
    category = opened[0].category_id
    lead = site.visitor("lead")
    page = lead.get(f"/tickets?state=all&category_id={category}&{DAYS}&weekday=0")
    chips = re.findall(r'<li><a href="([^"]+)" title="去掉此筛选">([^<]+)', page.text)
    assert [text for _href, text in chips] == [f"{YEAR}年11月1日 – {YEAR}年11月20日", "星期一", "渗漏"]
    without_days = unescape(chips[0][0])
    assert without_days.endswith(f"?state=all&category_id={category}")
    assert 'name="category_id" value=' in page.text
    elsewhere = site.visitor("stranger").reads(f"/tickets?state=all&unit_id={opened[0].unit_id}")
    assert "您无权查看的内容" in elsewhere
    assert "0101" not in elsewhere
