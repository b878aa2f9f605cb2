"""Lists of tickets: order, filters, the own estates, and a fixed number of queries however many rows there are."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.models import AnswerChannel, Area, Status, Team, Ticket, TicketKind, Tier
from services.ticketing.queries import QueueFilter
from shared import clock
from shared.errors import Invalid
from tests.integration.ticketing_desk import NAMES, Desk, counted_queries


def listed(desk: Desk, by: str = "officer", **chosen: Any) -> list[str]:
    """Titles, in the order of the list."""
    with desk.database.read(desk.actor(by)) as session:
        return [row.title for row in queries.queue(session, QueueFilter(**chosen)).items]


def closed(desk: Desk, ticket: Ticket) -> None:
    desk.do("officer", handlers.acknowledge, ticket_id=ticket.id)
    desk.do("officer", handlers.resolve, ticket_id=ticket.id, resolution="好了")
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="好了", channel=AnswerChannel.PHONE)
    desk.do("officer", handlers.close, ticket_id=ticket.id)


def statements(desk: Desk, read: Callable[[Any], Any]) -> list[str]:
    with desk.database.read(desk.actor("officer")) as session, counted_queries(desk.database) as sent:
        read(session)
    return [statement for statement in sent if statement.startswith("SELECT")]


def test_open_tickets_come_in_the_order_in_which_their_clocks_run_out(desk: Desk) -> None:
    with time_machine.travel(clock.now().replace(hour=4)):
        for title, tier in (("一般", Tier.NORMAL), ("急", Tier.URGENT), ("特急", Tier.EMERGENCY)):
            desk.open(title=title, tier=tier)
        desk.open(title="无时限", kind=TicketKind.ENQUIRY, tier=Tier.NORMAL)
    assert listed(desk, statuses=queries.OPEN) == ["特急", "急", "一般", "无时限"]
    assert listed(desk) == ["无时限", "特急", "急", "一般"]


def test_a_met_clock_no_longer_presses(desk: Desk) -> None:
    first, _second = desk.open(title="先到"), desk.open(title="后到", tier=Tier.NORMAL)
    desk.do("officer", handlers.acknowledge, ticket_id=first.id)
    desk.do("officer", handlers.arrive, ticket_id=first.id)
    assert listed(desk, statuses=queries.OPEN) == ["后到", "先到"]


def test_each_filter_shows_what_it_says(desk: Desk) -> None:
    leak = desk.open(title="漏水")
    desk.do("officer", handlers.assign, ticket_id=leak.id, assignee_id=desk.staff["plumber"].id)
    lamp = desk.open(title="楼道灯", area=Area.PUBLIC, tier=Tier.NORMAL, customer_id=desk.customers["王芳"].id)
    noise = desk.open(title="噪音", kind=TicketKind.COMPLAINT, tier=Tier.URGENT, reporter_name="王太太")
    closed(desk, desk.open(title="已结束"))
    assert listed(desk, kind=TicketKind.COMPLAINT) == ["噪音"]
    assert listed(desk, tier=Tier.NORMAL) == ["楼道灯"]
    assert listed(desk, team=Team.ENGINEERING) == ["漏水"]
    assert listed(desk, assignee_id=desk.staff["plumber"].id) == ["漏水"]
    assert listed(desk, unassigned=True, statuses=queries.OPEN) == ["噪音", "楼道灯"]
    assert listed(desk, customer_id=lamp.customer_id) == ["楼道灯"]
    assert listed(desk, statuses=frozenset({Status.CLOSED})) == ["已结束"]
    assert listed(desk, text=noise.number.lower()) == ["噪音"]
    assert listed(desk, text="灯") == ["楼道灯"]
    assert listed(desk, text="王太") == ["噪音"]
    assert listed(desk, text="王芳 楼道") == ["楼道灯"]
    for odd in ("%", "_", "\\", "100%"):
        assert listed(desk, text=odd) == [], odd


def test_late_and_soon_follow_the_clock(desk: Desk) -> None:
    with time_machine.travel(clock.now().replace(hour=4), tick=False) as moment:
        desk.open(title="特急")
        desk.open(title="一般", tier=Tier.NORMAL)
        assert (listed(desk, late=True), listed(desk, soon=True)) == ([], ["特急"])
        moment.shift(timedelta(minutes=11))
        assert (listed(desk, late=True), listed(desk, soon=True)) == (["特急"], [])


@pytest.mark.parametrize("chosen", [{}, {"statuses": queries.OPEN}])
def test_a_long_list_goes_on_by_key_and_shows_each_ticket_once(desk: Desk, chosen: dict[str, Any]) -> None:
    opened = {desk.open(title=f"{number}", tier=list(Tier)[number % 3]).id for number in range(11)}
    seen, after = list[Any](), None
    with desk.database.read(desk.actor("officer")) as session:
        while True:
            page = queries.queue(session, QueueFilter(**chosen), after=after, limit=4)
            seen += [row.id for row in page.items]
            after = page.next
            if after is None:
                break
        with pytest.raises(Invalid):
            queries.queue(session, QueueFilter(**chosen), after="made up")
    assert len(seen) == len(set(seen)) == 11
    assert set(seen) == opened


def test_a_page_of_the_queue_and_of_a_ticket_take_the_same_queries_whatever_they_show(desk: Desk) -> None:
    def queue(session: Any) -> Sequence[Any]:
        rows = queries.queue(session, QueueFilter(statuses=queries.OPEN)).items
        return [(row.customer and row.customer.name, row.assignee and row.assignee.name, row.clocks) for row in rows]

    def one(session: Any) -> Any:
        found = queries.ticket(session, ticket.id)
        parts = found.customer, found.assignee, found.clocks, found.pauses, found.attachments, found.referrals
        return *parts, queries.timeline(session, ticket.id)

    ticket = desk.open()
    few = (len(statements(desk, queue)), len(statements(desk, one)))
    photos = [handlers.Photo(f"{number:064}.jpg", "image/jpeg", 1) for number in range(5)]
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    desk.do("officer", handlers.resolve, ticket_id=ticket.id, resolution="好了", photos=photos)
    for number in range(30):
        other = desk.open(customer_id=desk.customers[NAMES[number % 8]].id)
        member = ("plumber", "gardener", "electrician")[number % 3]
        desk.do("officer", handlers.assign, ticket_id=other.id, assignee_id=desk.staff[member].id)
    many = (len(statements(desk, queue)), len(statements(desk, one)))
    assert few == many
    assert few[0] <= 2
    assert few[1] <= 6


def test_candidates_are_those_who_can_be_sent_the_least_busy_first(desk: Desk) -> None:
    for _ticket in range(2):
        ticket = desk.open()
        desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    with desk.database.write() as session:
        handlers.deactivate_staff(session, staff_id=desk.staff["gardener"].id)
    with desk.database.read(desk.actor("officer")) as session:
        found = [(member.username, busy) for member, busy, _away in queries.candidates(session, desk.estates["LX"].id)]
    assert found[-1] == ("plumber", 2)
    names = {username for username, _busy in found}
    assert {"electrician", "officer", "supervisor"} <= names
    assert not {"gardener", "stranger"} & names


def test_the_residents_view_tells_no_names_of_staff_and_no_phone(desk: Desk) -> None:
    ticket = desk.open(reporter_phone="13800138000")
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    with desk.database.read() as session:
        view = queries.status_view(session, ticket.id)
    assert (view.number, view.status, view.due_at) == (ticket.number, Status.ACKNOWLEDGED, ticket.due_at)
    assert not {"王强", "李敏", "13800138000"} & {str(getattr(view, name)) for name in type(view).__slots__}


def test_the_days_numbers_count_the_own_estates_only(desk: Desk) -> None:
    with time_machine.travel(clock.now().replace(hour=4), tick=False) as moment:
        mine = desk.open()
        desk.do("officer", handlers.assign, ticket_id=mine.id, assignee_id=desk.staff["plumber"].id)
        desk.open(tier=Tier.URGENT)
        moment.shift(timedelta(minutes=11))
        with desk.database.read(desk.actor("plumber")) as session:
            found = queries.counts(session, desk.staff["plumber"].id)
        with desk.database.read(desk.actor("stranger")) as session:
            elsewhere = queries.counts(session, desk.stranger.id)
    assert (found.late, found.soon, found.unassigned, found.unanswered, found.mine) == (1, 1, 1, 0, 1)
    assert (elsewhere.late, elsewhere.soon, elsewhere.unassigned, elsewhere.mine) == (0, 0, 0, 0)
