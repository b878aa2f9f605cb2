"""The household's page: all contact with it, wherever it began."""

from typing import Any

from services.ticketing import handlers, queries
from services.ticketing.models import AnswerChannel, Channel, Ticket, Tier
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import SiteDesk


def closed(desk: Desk, **facts: Any) -> Ticket:
    ticket = desk.open(tier=Tier.NORMAL, **facts)
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="换了水管")
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="水已恢复", channel=AnswerChannel.PHONE)
    done: Ticket = desk.do("officer", handlers.close, ticket_id=ticket.id)
    return done


def test_what_was_filed_told_too_answered_and_rated_stands_on_the_page(site: SiteDesk) -> None:
    mine = closed(site, title="水管爆裂", channel=Channel.MAILBOX)
    site.do("officer", handlers.rate, ticket_id=mine.id, score=4, words="来得很快")
    other = site.open(title="全楼停水", customer_id=site.customers["王芳"].id)
    told = {"channel": Channel.COUNTER, "words": "我家也没水"}
    site.do("officer", handlers.add_reporter, ticket_id=other.id, customer_id=site.customers["张伟"].id, **told)
    site.open(title="别家的事", customer_id=site.customers["曾华"].id)
    page = site.visitor("officer").reads(f"/customers/{site.customers['张伟'].id}")
    assert page.index("全楼停水") < page.index("水管爆裂")
    assert "也反映过（前台）" in page
    assert "我家也没水" in page
    assert "负责人信箱" in page[page.index("水管爆裂") :]
    assert "已回复（电话）" in page
    assert "水已恢复" in page
    assert "评分 4（满分 5）" in page
    assert "别家的事" not in page


def test_messages_to_the_household_are_one_click_away_for_who_may_see_them(site: SiteDesk) -> None:
    customer = site.customers["张伟"].id
    link = f'href="/notify/messages?recipient_id={customer}"'
    assert link in site.visitor("officer").get(f"/customers/{customer}").text


def test_a_household_without_contact_says_so(site: SiteDesk) -> None:
    assert "这户还没有登记过工单" in site.visitor("officer").reads(f"/customers/{site.customers['张伟'].id}")


def test_a_long_history_goes_on_and_takes_three_queries(desk: Desk) -> None:
    customer = desk.customers["张伟"].id
    numbers = [desk.open(title=f"第 {number} 单").number for number in range(5)]
    other = desk.open(title="邻居", customer_id=desk.customers["王芳"].id)
    desk.do("officer", handlers.add_reporter, ticket_id=other.id, customer_id=customer, channel=Channel.PHONE)
    with desk.database.read(desk.actor("officer")) as session:
        with counted_queries(desk.database) as statements:
            first = queries.contacts(session, customer, limit=4)
        second = queries.contacts(session, customer, after=first.next, limit=4)
    assert sum(statement.startswith("SELECT") for statement in statements) == 3
    found = [contact.ticket.number for contact in (*first.items, *second.items)]
    assert found == [other.number, *reversed(numbers)]
    assert [contact.told is not None for contact in first.items] == [True, False, False, False]
