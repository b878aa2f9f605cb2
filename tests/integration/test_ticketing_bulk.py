"""Several tickets at once: told before, done one by one, refused one by one."""

from typing import Any
from uuid import UUID

import pytest

from services.ticketing import handlers
from services.ticketing.models import AnswerChannel, Channel, Status, Step, Ticket, Tier
from shared.permissions import ROLES, allowed
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import SiteDesk, words

WORDS = "已修好，请放心使用"


def solved(desk: Desk, **facts: Any) -> Ticket:
    ticket = desk.open(tier=Tier.NORMAL, **facts)
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    solution: Ticket = desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="换了水管")
    return solution


def state(desk: Desk, ticket_id: UUID) -> Status:
    with desk.database.read() as session:
        return session.get_one(Ticket, ticket_id).status


def test_each_ticket_that_allows_it_is_answered_with_its_own_event_and_record(desk: Desk) -> None:
    first, new, second = solved(desk, title="一"), desk.open(title="二"), solved(desk, title="三")
    chosen = [first.id, new.id, second.id]
    facts = {"answer": WORDS, "channel": AnswerChannel.MESSAGE}
    outcomes = desk.do("officer", handlers.do_to_each, step=Step.ANSWER, ticket_ids=chosen, **facts)
    assert [row.refusal is None for row in outcomes] == [True, False, True]
    assert "resolved or declined" in str(outcomes[1].refusal)
    assert [state(desk, key) for key in chosen] == [Status.ANSWERED, Status.RECEIVED, Status.ANSWERED]
    told = [data["ticket_id"] for name, data in desk.events() if name == "ticket_answered"]
    assert told == [str(first.id), str(second.id)]
    assert [desk.audit(key)[-1].action for key in chosen] == ["ticket.answer", "ticket.open", "ticket.answer"]


def test_what_is_foreseen_is_what_happens_and_changes_nothing(desk: Desk) -> None:
    plumber, electrician = desk.staff["plumber"].id, desk.staff["electrician"].id
    mine, new, done = desk.open(), desk.open(), solved(desk)
    desk.do("officer", handlers.assign, ticket_id=mine.id, assignee_id=plumber)
    merged = desk.open()
    desk.do("officer", handlers.merge, ticket_id=merged.id, into_id=new.id)
    major = solved(desk)
    desk.do("officer", handlers.answer, ticket_id=major.id, answer=WORDS, channel=AnswerChannel.PHONE)
    desk.do("officer", handlers.flag_major, ticket_id=major.id, reason="全楼停水")
    chosen = [mine.id, new.id, done.id, merged.id, major.id]
    before = desk.counts()
    for step, facts in (
        (Step.ASSIGN, {"assignee_id": plumber}),
        (Step.ASSIGN, {"assignee_id": electrician}),
        (Step.ANSWER, {}),
        (Step.CLOSE, {}),
    ):
        foreseen = desk.do("officer", handlers.foresee, step=step, ticket_ids=chosen, **facts)
        assert desk.counts() == before
        said = {"answer": WORDS, "channel": AnswerChannel.PHONE} if step is Step.ANSWER else {}
        for row in foreseen:
            with desk.database.session(desk.actor("officer"), writing=True) as session:  # undone: never committed
                [happened] = handlers.do_to_each(session, step, [row.ticket_id], **facts, **said)
            assert str(happened.refusal) == str(row.refusal)


def test_many_take_as_many_queries_to_foresee_as_one(desk: Desk) -> None:
    tickets = [solved(desk) for _number in range(4)]

    def queries(chosen: list[UUID]) -> int:
        with counted_queries(desk.database) as statements:
            desk.do("officer", handlers.foresee, step=Step.CLOSE, ticket_ids=chosen)
        return len(statements)

    assert queries([tickets[0].id]) == queries([ticket.id for ticket in tickets])


def test_the_page_tells_what_will_happen_and_why_some_are_left_out(site: SiteDesk) -> None:
    ready, new = solved(site, title="水管爆裂"), site.open(title="插座没电")
    neighbour = site.customers["王芳"].id
    site.do("officer", handlers.add_reporter, ticket_id=ready.id, channel=Channel.PHONE, customer_id=neighbour)
    passer_by = {"name": "路人甲", "phone": "13900139000", "channel": Channel.PHONE}
    site.do("officer", handlers.add_reporter, ticket_id=ready.id, **passer_by)
    officer = site.visitor("officer")
    address = f"/tickets/bulk/answer?selected={ready.id}&selected={new.id}&next=/ticketing/tickets?state=todo"
    page = words(officer.get(address).text)
    assert "将通知 2 户" in page
    assert "请您告知：路人甲 · 139 0013 9000" in page
    assert "不处理 工单处理完毕或不予受理后方可回复住户" in page
    assert "1 张工单不处理" in page
    html = officer.get(address).text
    assert f'name="selected" value="{ready.id}"' in html
    assert f'name="selected" value="{new.id}"' not in html
    assert 'href="/ticketing/tickets?state=todo"' in html


def test_one_answer_tells_every_household_and_names_whom_to_call(sqlite_site: SiteDesk) -> None:
    site, ticket = sqlite_site, solved(sqlite_site)
    for name in ("王芳", "曾华"):
        household = site.customers[name].id
        site.do("officer", handlers.add_reporter, ticket_id=ticket.id, channel=Channel.PHONE, customer_id=household)
    passer_by = {"name": "路人甲", "phone": "13900139000", "channel": Channel.PHONE}
    site.do("officer", handlers.add_reporter, ticket_id=ticket.id, **passer_by)
    page = site.visitor("officer").reads(f"/tickets/{ticket.id}")
    assert "系统将自动通知 3 户。" in page
    assert "请您告知：路人甲 · 139 0013 9000" in page


def test_the_page_says_afterwards_what_was_done_and_what_was_not(site: SiteDesk) -> None:
    first, second = solved(site), solved(site)
    site.do("officer", handlers.answer, ticket_id=second.id, answer="已电话回复", channel=AnswerChannel.PHONE)
    officer = site.visitor("officer")
    facts = {"selected": [first.id, second.id], "answer": WORDS, "channel": "message"}
    page = words(officer.post("/tickets/bulk/answer", seen_on="/account", **facts).text)
    assert "已完成 1 张，未通过 1 张" in page
    again = words(officer.post("/tickets/bulk/answer", seen_on="/account", **facts).text)
    assert "已完成 0 张，未通过 2 张" in again
    closing = {"selected": [first.id, second.id]}
    assert "已完成 2 张" in words(officer.post("/tickets/bulk/close", seen_on="/account", **closing).text)


def test_who_goes_is_chosen_while_it_is_confirmed(site: SiteDesk) -> None:
    first, second = site.open(title="一"), site.open(title="二")
    plumber = site.staff["plumber"].id
    officer = site.visitor("officer")
    chosen = f"/tickets/bulk/assign?selected={first.id}&selected={second.id}"
    assert 'action="/ticketing/tickets/bulk/assign"' not in officer.get(chosen).text
    assert "派单 2 张" in words(officer.get(f"{chosen}&assignee_id={plumber}").text)
    facts = {"selected": [first.id, second.id], "assignee_id": plumber}
    assert "已完成 2 张" in words(officer.post("/tickets/bulk/assign", seen_on="/account", **facts).text)
    assert state(site, second.id) is Status.ACKNOWLEDGED


@pytest.mark.parametrize("query", ["", "selected=none", "selected=&assignee_id=x"])
def test_a_choice_of_nothing_is_refused(site: SiteDesk, query: str) -> None:
    assert site.visitor("officer").get(f"/tickets/bulk/assign?{query}").status_code == 422


def test_missing_words_are_asked_for_and_the_choice_stays(site: SiteDesk) -> None:
    ticket = solved(site)
    officer = site.visitor("officer")
    answer = officer.post("/tickets/bulk/answer", seen_on="/account", selected=[ticket.id], channel="phone")
    assert answer.status_code == 422
    assert f'name="selected" value="{ticket.id}"' in answer.text
    assert state(site, ticket.id) is Status.RESOLVED


def test_tickets_of_other_estates_cannot_be_chosen(site: SiteDesk) -> None:
    ticket, stranger = solved(site), site.visitor("stranger")
    assert stranger.get(f"/tickets/bulk/close?selected={ticket.id}").status_code == 404
    assert stranger.post("/tickets/bulk/close", seen_on="/account", selected=[ticket.id]).status_code == 404


def test_the_queue_offers_it_to_who_may(sqlite_site: SiteDesk) -> None:
    ticket = sqlite_site.open()
    sqlite_site.employ_every_role()
    for role in ROLES:
        visitor = sqlite_site.visitor(role)
        may = allowed([role], "tickets.dispatch")
        assert ('formaction="/ticketing/tickets/bulk/close"' in visitor.get("/tickets").text) is may, role
        for step, permission in (
            ("assign", "tickets.dispatch"),
            ("answer", "tickets.answer"),
            ("close", "tickets.close"),
        ):
            expected = 200 if allowed([role], permission) else 403
            assert visitor.get(f"/tickets/bulk/{step}?selected={ticket.id}").status_code == expected, role
