"""What is declined is answered all the same; what was closed long ago is followed by a new request (C1.4.3)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.answer_ticket import TooLateToReopen
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import AnswerChannel, Status, Ticket, TicketKind
from shared import clock
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk, ticket_id_in

REASON = "楼上住户的装修时间由城管管理"


def decline(desk: Desk, ticket: Ticket) -> Any:
    return desk.do("officer", handlers.decline, ticket_id=ticket.id, reason=REASON)


def close_at_last(desk: Desk, ticket: Ticket) -> None:
    decline(desk, ticket)
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="已说明", channel=AnswerChannel.PHONE)
    desk.do("officer", handlers.close, ticket_id=ticket.id)


def test_declining_ends_what_was_promised_but_the_answer(desk: Desk) -> None:
    declined = decline(desk, desk.open(kind=TicketKind.COMPLAINT))
    assert (declined.status, declined.decline_reason) == (Status.DECLINED, REASON)
    assert {row.kind.value for row in declined.clocks if row.met_at is None} == {"answer"}
    assert desk.events()[-1][0] == "ticket_declined"
    assert desk.events()[-1][1]["reason"] == REASON


def test_a_declined_ticket_waits_for_its_answer(site: SiteDesk) -> None:
    officer, ticket = site.visitor("officer"), site.open(title="楼上太吵", kind=TicketKind.COMPLAINT)
    page = f"/tickets/{ticket.id}"
    assert officer.post(f"{page}/decline", seen_on=page, reason="").status_code == 422
    told = officer.follow(officer.post(f"{page}/decline", seen_on=page, reason=REASON)).text
    assert REASON in told
    assert "楼上太吵" in officer.reads("/tickets", state="to_answer")
    refused = officer.post(f"{page}/close", seen_on=page)
    assert refused.status_code == 422
    assert "回复住户之后" in refused.text


def test_the_household_reads_why(site: SiteDesk) -> None:
    ticket = site.open(title="楼上太吵", kind=TicketKind.COMPLAINT)
    decline(site, ticket)
    with site.database.read() as session:
        path = resident_link(session, Purpose.STATUS, ticket.id).removeprefix("https://linli.example/ticketing")
    page = site.visitor().reads(path)
    assert REASON in page
    assert "已处理完毕" not in page


def test_a_declined_ticket_is_taken_up_again(desk: Desk) -> None:
    ticket = desk.open(kind=TicketKind.COMPLAINT)
    close_at_last(desk, ticket)
    again = desk.do("officer", handlers.reopen, ticket_id=ticket.id, reason="城管要求物业配合")
    assert (again.status, again.declined_at, again.decline_reason) == (Status.ACKNOWLEDGED, None, None)
    assert {row.kind.value for row in again.clocks if row.met_at is None} == {"resolve", "answer"}


def test_a_ticket_is_reopened_only_so_many_days_after_it_was_closed(desk: Desk) -> None:
    ticket = desk.open()
    close_at_last(desk, ticket)
    with time_machine.travel(clock.now() + timedelta(days=31)), pytest.raises(TooLateToReopen, match="30"):
        desk.do("officer", handlers.reopen, ticket_id=ticket.id, reason="又漏水")
    with time_machine.travel(clock.now() + timedelta(days=29)):
        assert desk.do("officer", handlers.reopen, ticket_id=ticket.id, reason="又漏水").reopened == 1


def test_later_a_request_follows_it(site: SiteDesk) -> None:
    ticket = site.open(title="厨房漏水")
    close_at_last(site, ticket)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        officer = site.visitor("officer")
        page = officer.get(f"/tickets/{ticket.id}").text
        assert "/reopen" not in page
        start = f"/hotline?customer_id={ticket.customer_id}&follows_id={ticket.id}"
        assert start.replace("&", "&amp;") in page
        assert ticket.number in officer.reads(start)
        typed = {"kind": "repair", "tier": "normal", "title": "又漏水", "channel": "phone"}
        filed = officer.post(
            "/hotline", **typed, customer_id=str(ticket.customer_id), follows_id=str(ticket.id), seen_on=start
        )
        later = ticket_id_in(filed.headers["Location"])
        assert f"延续 {ticket.number} 厨房漏水" in officer.reads(f"/tickets/{later}")
        assert "后续 BX" in officer.reads(f"/tickets/{ticket.id}")
    with site.database.read() as session:
        assert [row.id for row in queries.followers(session, ticket.id)] == [later]


def test_the_api_declines_and_follows(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    first = officer.post("tickets", api_desk.burst_pipe()).json
    declined = officer.post(f"tickets/{first['id']}/decline", {"reason": REASON})
    assert (declined.json["status"], declined.json["decline_reason"]) == ("declined", REASON)
    assert officer.post(f"tickets/{first['id']}/resolve", {"resolution": "修了"}).status_code == 409
    later = officer.post("tickets", api_desk.burst_pipe(follows_id=first["id"]))
    assert later.json["follows_id"] == first["id"]
    unknown = officer.post("tickets", api_desk.burst_pipe(follows_id=str(api_desk.estates["LX"].id)))
    assert (unknown.status_code, list(unknown.json["errors"])) == (422, ["follows_id"])
