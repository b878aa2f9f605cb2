"""What a phone noted without a connection and sent later (C2.5): it counts from when it was noted."""

from datetime import datetime, timedelta

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.noted import NotedTooLongAgo
from services.ticketing.models import ClockKind, PauseReason, Ticket
from shared import clock
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk


def given(desk: Desk) -> Ticket:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    return ticket


def as_it_is(desk: Desk, ticket: Ticket) -> Ticket:
    with desk.database.read() as session:
        return queries.ticket(session, ticket.id)


def test_an_arrival_meets_its_clock_when_it_was_noted_not_when_it_was_sent(desk: Desk) -> None:
    ticket = given(desk)
    noted = clock.now() + timedelta(minutes=4)
    with time_machine.travel(noted + timedelta(minutes=40), tick=False):
        desk.do("plumber", handlers.arrive, ticket_id=ticket.id, noted_at=noted)
    found = as_it_is(desk, ticket)
    [respond] = [row for row in found.clocks if row.kind is ClockKind.RESPOND]
    assert found.arrived_at == respond.met_at == noted
    assert [data["at"] for name, data in desk.events() if name == "ticket_arrived"] == [
        noted.isoformat().replace("+00:00", "Z")
    ]
    assert desk.audit(ticket.id)[-1].at == noted + timedelta(minutes=40)


def test_it_is_never_in_the_future_nor_before_what_happened_until_then(desk: Desk) -> None:
    ticket = given(desk)
    acknowledged = as_it_is(desk, ticket).acknowledged_at
    assert acknowledged
    early = desk.do("plumber", handlers.arrive, ticket_id=ticket.id, noted_at=acknowledged - timedelta(minutes=30))
    assert early.arrived_at == acknowledged
    late = desk.do(
        "plumber", handlers.resolve, ticket_id=ticket.id, resolution="好了", noted_at=clock.now() + timedelta(hours=1)
    )
    assert late.resolved_at <= clock.now()


def test_a_pause_that_began_later_is_not_undone(desk: Desk) -> None:
    ticket, noted = given(desk), clock.now()
    with time_machine.travel(noted + timedelta(minutes=5), tick=False):
        paused = desk.do("plumber", handlers.pause, ticket_id=ticket.id, reason=PauseReason.PARTS, note="", until=None)
        began = paused.pauses[-1].started_at
    with time_machine.travel(noted + timedelta(minutes=9), tick=False):
        done = desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="好了", noted_at=noted)
    assert done.resolved_at == began


def test_after_two_days_it_is_to_be_entered_again(desk: Desk) -> None:
    ticket = given(desk)
    with pytest.raises(NotedTooLongAgo):
        desk.do("plumber", handlers.arrive, ticket_id=ticket.id, noted_at=clock.now() - timedelta(days=2, minutes=1))


@pytest.mark.parametrize("noted_at", ["yesterday", "2026-11-30T10:00", 7])
def test_a_moment_that_is_none_is_told(site: SiteDesk, noted_at: object) -> None:
    ticket = given(site)
    answer = site.caller("plumber").post(f"tickets/{ticket.id}/arrive", {"noted_at": noted_at})
    assert answer.status_code == 422
    assert "noted_at" in answer.json["errors"]


def test_the_same_entry_sent_twice_counts_once(site: SiteDesk) -> None:
    ticket, plumber = given(site), site.caller("plumber")
    body = {"noted_at": datetime.now().astimezone().isoformat()}
    first = plumber.post(f"tickets/{ticket.id}/arrive", body, Idempotency_Key="entry-1")
    again = plumber.post(f"tickets/{ticket.id}/arrive", body, Idempotency_Key="entry-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json == again.json
