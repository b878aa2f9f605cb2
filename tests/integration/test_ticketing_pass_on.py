"""What somebody has still to solve goes to others: by choice, in turn, or back to the team."""

from datetime import timedelta
from typing import Any

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers.absences import Away
from services.ticketing.handlers.pass_on import NothingToHandOver
from services.ticketing.handlers.staff import StillToSolve
from services.ticketing.models import AbsenceReason, AnswerChannel, Post, Takeover, Ticket
from services.ticketing.queries import QueueFilter
from shared import clock
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import SETTINGS, Desk, counted_queries
from tests.integration.ticketing_site import SiteDesk


def given(desk: Desk, count: int = 2, to: str = "plumber") -> list[Ticket]:
    tickets = [desk.open(title=f"水管 {number}") for number in range(count)]
    for ticket in tickets:
        desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff[to].id)
    return tickets


def seen(desk: Desk, ticket: Ticket) -> Ticket:
    with desk.database.read() as session:
        return queries.ticket(session, ticket.id)


def pass_on(desk: Desk, way: Takeover, to: str | None = None, by: str = "supervisor") -> int:
    to_id = desk.staff[to].id if to else None
    told = {"staff_id": desk.staff["plumber"].id, "way": way, "to_id": to_id}
    count: int = desk.do(by, handlers.pass_on, **told)
    return count


def send_away(desk: Desk, who: str) -> None:
    today = clock.today(SETTINGS.site_zone)
    told = {"first_day": today, "last_day": today, "reason": AbsenceReason.SICK}
    desk.do("lead", handlers.enter_absence, staff_id=desk.staff[who].id, **told)


def test_a_colleague_takes_over_all_that_is_to_be_solved(desk: Desk) -> None:
    tickets = given(desk, 3)
    desk.do("plumber", handlers.resolve, ticket_id=tickets[0].id, resolution="已修好")
    before = len(desk.events())
    assert pass_on(desk, Takeover.COLLEAGUE, "electrician") == 2
    assert [name for name, _data in desk.events()[before:]] == ["ticket_assigned", "ticket_assigned"]
    assert [seen(desk, ticket).assignee_id for ticket in tickets] == [
        desk.staff["plumber"].id,
        *[desk.staff["electrician"].id] * 2,
    ]
    assert [desk.audit(ticket.id)[-1].action for ticket in tickets[1:]] == ["ticket.assign"] * 2


def test_the_team_has_back_what_nobody_takes_over(desk: Desk) -> None:
    (ticket,) = given(desk, 1)
    assert pass_on(desk, Takeover.POOL) == 1
    back = seen(desk, ticket)
    assert (back.assignee, back.team, back.status) == (None, desk.staff["plumber"].team, "acknowledged")
    name, data = desk.events()[-1]
    assert (name, data["by"], data["previous_assignee_id"]) == (
        *("ticket_given_back", "周洁", str(desk.staff["plumber"].id)),
    )
    entry = desk.audit(ticket.id)[-1]
    assert (entry.action, entry.note) == ("ticket.give_back", "王强")
    assert desk.do("electrician", handlers.take, ticket_id=ticket.id).assignee_id == desk.staff["electrician"].id


def test_in_turn_it_goes_to_the_others_of_the_team(desk: Desk) -> None:
    tickets = given(desk)
    assert pass_on(desk, Takeover.IN_TURN) == 2
    assert {seen(desk, ticket).assignee_id for ticket in tickets} == {desk.staff["electrician"].id}


def test_all_of_it_is_handed_over_or_nothing(desk: Desk) -> None:
    given(desk)
    send_away(desk, "electrician")
    before = desk.counts()
    for way, to, refusal in (
        (Takeover.COLLEAGUE, None, Invalid),
        (Takeover.COLLEAGUE, "plumber", Invalid),
        (Takeover.COLLEAGUE, "electrician", Away),
        (Takeover.IN_TURN, None, Invalid),
    ):
        with pytest.raises(refusal):
            pass_on(desk, way, to)
    assert desk.counts() == before
    pass_on(desk, Takeover.POOL)
    with pytest.raises(NothingToHandOver):
        pass_on(desk, Takeover.POOL)


def test_other_estates_tickets_are_not_touched(desk: Desk) -> None:
    given(desk)
    with pytest.raises(NothingToHandOver):
        pass_on(desk, Takeover.POOL, by="stranger")


def test_nobody_leaves_with_something_to_solve(desk: Desk) -> None:
    (ticket,) = given(desk, 1)
    now, plumber = clock.now(), desk.staff["plumber"].id
    told = {"estate_id": desk.estates["LX"].id, "post": Post.HOTLINE, "staff_id": plumber}
    desk.do("supervisor", handlers.plan_duty, **told, starts_at=now, ends_at=now + timedelta(hours=8), weeks=2)
    with pytest.raises(StillToSolve) as refused:
        desk.do("lead", handlers.deactivate_staff, staff_id=plumber)
    assert refused.value.params == {"count": 1}
    gone = desk.do("lead", handlers.deactivate_staff, staff_id=plumber, way=Takeover.POOL)
    assert (gone.active, seen(desk, ticket).assignee) == (False, None)
    with desk.database.read() as session:
        assert len(queries.hotline_gaps(session, desk.estates["LX"].id)) == 1
    assert [data["deleted"] for name, data in desk.events("ticketing.duty")][-2:] == [True, True]


@pytest.mark.parametrize("present", [True, False])
def test_what_is_reopened_goes_to_the_same_person_who_is_here(desk: Desk, present: bool) -> None:
    (ticket,) = given(desk, 1)
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已修好")
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="修好了", channel=AnswerChannel.PHONE)
    if not present:
        send_away(desk, "plumber")
    desk.do("officer", handlers.reopen, ticket_id=ticket.id, reason="又漏了")
    assert seen(desk, ticket).assignee_id == (desk.staff["plumber"].id if present else None)


def test_what_is_with_somebody_who_is_not_here_is_found_and_counted(desk: Desk) -> None:
    tickets = given(desk)
    given(desk, 1, "electrician")
    send_away(desk, "plumber")
    with desk.database.read(desk.actor("supervisor")) as session:
        assert queries.counts(session, None).stranded == 2
        found = queries.queue(session, QueueFilter(stranded=True)).items
    assert {row.id for row in found} == {ticket.id for ticket in tickets}


def test_over_the_api(api_desk: ApiDesk) -> None:
    given(api_desk)
    lead, plumber = api_desk.caller("lead"), api_desk.staff["plumber"].id
    refused = lead.post(f"staff/{plumber}/deactivate")
    assert (refused.status_code, "还有 2 张工单" in refused.text) == (409, True)
    body: dict[str, Any] = {"way": "colleague", "to_id": str(api_desk.staff["electrician"].id)}
    assert lead.post(f"staff/{plumber}/pass-on", {"way": "colleague"}).status_code == 422
    assert lead.post(f"staff/{plumber}/pass-on", body).json == {"count": 2}
    assert lead.post(f"staff/{plumber}/pass-on", body).status_code == 409
    assert lead.post(f"staff/{plumber}/deactivate").json["active"] is False
    electrician = api_desk.staff["electrician"].id
    assert lead.post(f"staff/{electrician}/deactivate", {"way": "team_pool"}).json["active"] is False


def test_who_enters_an_absence_is_led_to_what_must_be_handed_over(site: SiteDesk) -> None:
    given(site)
    lead, today = site.visitor("lead"), clock.today(SETTINGS.site_zone)
    typed = {"reason": "sick_leave", "first_day": today.isoformat(), "last_day": today.isoformat()}
    for who, leads_to in (("plumber", "/pass-on"), ("electrician", str(site.staff["electrician"].id))):
        page = f"/staff/{site.staff[who].id}"
        entered = lead.post(f"{page}/absences", seen_on=page, **typed)
        assert entered.headers["Location"].endswith(leads_to)


def test_the_pages_take_few_queries(site: SiteDesk) -> None:
    given(site, 3)
    send_away(site, "plumber")
    lead, page = site.visitor("lead"), f"/staff/{site.staff['plumber'].id}"
    for path, most in (("/staff", 5), (page, 8), (f"{page}/pass-on", 8)):
        with counted_queries(site.database) as statements:
            assert lead.get(path).status_code == 200
        asked = [statement for statement in statements if statement.startswith("SELECT")]
        assert len(asked) <= most, (path, asked)


def test_on_the_pages(site: SiteDesk) -> None:
    tickets = given(site)
    lead, page = site.visitor("lead"), f"/staff/{site.staff['plumber'].id}"
    send_away(site, "plumber")
    assert "2 不在岗人员名下" in lead.reads("/today")
    assert "水管 1" in lead.reads("/tickets", whose="away", state="todo")
    assert "2 张工单待处理" in lead.reads(page)
    wrong = lead.post(f"{page}/pass-on", way="colleague")
    assert wrong.status_code == 422
    assert "field-to_id-error" in wrong.text
    wrong = lead.post(f"{page}/deactivate", seen_on=page)
    assert wrong.status_code == 422
    chosen = {"way": "colleague", "to_id": str(site.staff["electrician"].id)}
    assert "已交接 2 张工单" in lead.follow(lead.post(f"{page}/pass-on", **chosen)).text
    assert "不在岗人员名下" not in lead.reads("/today")
    chosen = {"way": "team_pool"}
    electrician = f"/staff/{site.staff['electrician'].id}"
    assert lead.post(f"{electrician}/deactivate", seen_on=electrician, **chosen).status_code == 303
    assert "退回班组 周洁" not in lead.reads(f"/tickets/{tickets[0].id}")
    assert "由 赵磊 退回" in lead.reads(f"/tickets/{tickets[0].id}")
