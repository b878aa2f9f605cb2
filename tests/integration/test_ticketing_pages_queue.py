"""Today and the queue: what is due, late, mine, and nobody's."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers
from services.ticketing.models import AnswerChannel, Ticket, TicketKind, Tier
from shared import clock
from tests.integration.ticketing_desk import counted_queries
from tests.integration.ticketing_site import SiteDesk, Visitor, words

_NUMBER = re.compile(r"\b[A-Z]{2}-\d{8}-\d{4}\b")


def listed(visitor: Visitor, **query: Any) -> list[str]:
    """The ticket numbers in the queue, in order."""
    return list(dict.fromkeys(_NUMBER.findall(visitor.reads("/tickets", **query))))


@pytest.fixture
def some_tickets(site: SiteDesk) -> dict[str, Ticket]:
    """One ticket for each thing that can be looked for."""
    late = site.open(title="水管爆裂")
    handed = site.open(title="插座没电", tier=Tier.URGENT)
    site.do("officer", handlers.assign, ticket_id=handed.id, assignee_id=site.staff["electrician"].id)
    noise = site.open(title="装修噪音", kind=TicketKind.SUGGESTION, tier=Tier.NORMAL)
    solved = site.open(title="门锁故障", tier=Tier.NORMAL)
    site.do("officer", handlers.assign, ticket_id=solved.id, assignee_id=site.staff["plumber"].id)
    site.do("plumber", handlers.resolve, ticket_id=solved.id, resolution="换了锁芯")
    return {"late": late, "handed": handed, "noise": noise, "solved": solved}


def test_the_queue_lists_open_tickets_in_the_order_in_which_they_come_due(
    site: SiteDesk, some_tickets: dict[str, Ticket]
) -> None:
    numbers = [some_tickets[name].number for name in ("late", "handed", "noise", "solved")]
    assert listed(site.visitor("officer")) == numbers


def test_filters_stand_in_the_address(site: SiteDesk, some_tickets: dict[str, Ticket]) -> None:
    officer = site.visitor("officer")
    with time_machine.travel(clock.now() + timedelta(minutes=12)):
        assert listed(officer, due="late") == [some_tickets["late"].number]
        assert listed(officer, due="soon") == [some_tickets["handed"].number]
    assert listed(officer, whose="nobody", state="todo") == [some_tickets["late"].number, some_tickets["noise"].number]
    assert listed(site.visitor("electrician"), whose="mine") == [some_tickets["handed"].number]
    assert listed(officer, kind="suggestion") == [some_tickets["noise"].number]
    assert listed(officer, tier="urgent") == [some_tickets["handed"].number]
    assert listed(officer, whose="engineering", state="resolved") == [some_tickets["solved"].number]
    assert listed(officer, text="噪音") == [some_tickets["noise"].number]
    assert listed(officer, text=some_tickets["late"].number) == [some_tickets["late"].number]


def test_closed_tickets_show_when_they_are_asked_for(site: SiteDesk) -> None:
    ticket = site.open()
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    site.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已修好")
    site.do("officer", handlers.answer, ticket_id=ticket.id, answer="已修好", channel=AnswerChannel.PHONE)
    site.do("officer", handlers.close, ticket_id=ticket.id)
    officer = site.visitor("officer")
    assert listed(officer) == []
    assert listed(officer, state="closed") == listed(officer, state="all") == [ticket.number]


def test_a_filter_that_is_impossible_is_told_and_filters_nothing(site: SiteDesk) -> None:
    ticket = site.open()
    page = site.visitor("officer").get("/tickets", tier="tomorrow")
    assert page.status_code == 200
    assert "请从以下各项中选择" in page.text
    assert ticket.number in page.text


def test_the_live_part_brings_the_rows_alone_with_the_filters_of_the_page(
    site: SiteDesk, some_tickets: dict[str, Ticket]
) -> None:
    officer = site.visitor("officer")
    assert 'data-live="/ticketing/tickets?kind=suggestion"' in officer.get("/tickets", kind="suggestion").text
    fragment = officer.get("/tickets", fragment=True, kind="suggestion").text
    assert "<html" not in fragment
    assert _NUMBER.findall(fragment) == [some_tickets["noise"].number]


def test_each_running_clock_counts_down_in_its_row(site: SiteDesk) -> None:
    ticket = site.open()
    assert f'data-countdown="{ticket.due_at.isoformat()}"' in site.visitor("officer").get("/tickets").text  # type: ignore[union-attr] # an emergency has a clock


def test_long_lists_go_on_by_key(site: SiteDesk) -> None:
    for number in range(52):
        site.open(title=f"第 {number} 单")
    officer = site.visitor("officer")
    first = officer.get("/tickets")
    following = re.search(r'href="/ticketing(/tickets\?after=[^"]+)" rel="next"', first.text)
    assert following
    second = officer.get(following[1])
    assert re.findall(r"第 \d+ 单", words(second.text)) == ["第 50 单", "第 51 单"]


def test_empty_queues_say_what_to_do_next(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    assert "工单已全部办结" in officer.reads("/tickets")
    assert "没有符合条件的工单" in officer.reads("/tickets", tier="urgent")


def test_tickets_of_other_estates_are_not_there(site: SiteDesk, some_tickets: dict[str, Ticket]) -> None:
    stranger = site.visitor("stranger")
    assert listed(stranger) == []
    assert not _NUMBER.search(stranger.reads("/today"))
    for path in ("", "?part=state", "/status-link.svg"):
        assert stranger.get(f"/tickets/{some_tickets['late'].id}{path}").status_code == 404


@pytest.mark.usefixtures("some_tickets")
def test_today_counts_what_needs_somebody_and_each_number_leads_to_its_list(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    with time_machine.travel(clock.now() + timedelta(minutes=12)):
        page = officer.get("/today").text
        tiles = re.findall(r'<a class="tile[^"]*" href="/ticketing([^"]+)">\s*<span class="tile-number">(\d+)', page)
        assert [int(number) for _href, number in tiles] == [1, 1, 2, 1, 0]
        for href, number in tiles:
            assert len(set(_NUMBER.findall(officer.get(href.replace("&amp;", "&")).text))) == int(number)


def test_today_lists_what_a_person_does_next(site: SiteDesk, some_tickets: dict[str, Ticket]) -> None:
    assert _NUMBER.findall(site.visitor("officer").reads("/today"))[0] == some_tickets["late"].number
    assert _NUMBER.findall(site.visitor("electrician").reads("/today")) == [some_tickets["handed"].number]
    assert "目前没有待办" in site.visitor("gardener").reads("/today")


def test_today_brings_the_parts_of_other_services_by_role(site: SiteDesk) -> None:
    site.employ_every_role()
    assert "/survey/today/fragment" in site.visitor("officer").get("/today").text
    member = site.visitor("team_member").get("/today").text
    assert "/survey/today/fragment" not in member
    assert "/visits/today/fragment" in member


@pytest.mark.parametrize("path", ["/tickets", "/today", "/work"])
def test_lists_take_a_fixed_number_of_queries(site: SiteDesk, path: str) -> None:
    plumber = site.visitor("plumber")

    def queries() -> int:
        with counted_queries(site.database) as statements:
            plumber.reads(path)
        return len(statements)

    def hand_to_plumber() -> None:
        site.do("officer", handlers.assign, ticket_id=site.open().id, assignee_id=site.staff["plumber"].id)

    hand_to_plumber()
    few = queries()
    for _more in range(6):
        hand_to_plumber()
    assert queries() == few <= 7
