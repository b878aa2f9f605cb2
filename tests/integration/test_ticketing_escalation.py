"""The clocks of C2.5 as they run out: who is told when, and what stops them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.ticketing import handlers, queries
from services.ticketing.models import AnswerChannel, Area, Takeover, Target, Telling, TicketKind, Tier
from shared.timers import Deadline
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_watch import Watch, watching


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    with watching(desk) as watch:
        yield watch


SUPERVISOR_AT_HALF = ("clock_warned", 50, "supervisor", {"supervisor"})
MANAGER_AT_BREACH = ("clock_breached", 100, "property_manager", {"manager"})
LEAD_LATER = ("clock_breached", 100, "project_lead", {"lead"})


@pytest.mark.parametrize(("tier", "minutes"), [(Tier.EMERGENCY, 10), (Tier.URGENT, 15)])
def test_half_the_time_tells_the_supervisor_and_the_end_of_it_the_manager(
    desk: Desk, watch: Watch, tier: Tier, minutes: int
) -> None:
    ticket = desk.open(tier=tier)
    assert ticket.due_at == watch.start + timedelta(minutes=minutes)
    assert watch.told(seconds=minutes * 30 - 1) == []
    assert watch.told(seconds=minutes * 30) == [SUPERVISOR_AT_HALF]
    assert watch.told(seconds=minutes * 60 - 1) == []
    assert watch.told(seconds=minutes * 60) == [MANAGER_AT_BREACH]
    (running,) = watch.clocks(ticket)
    assert (running.warned_at, running.breached_at) == (watch.start + timedelta(seconds=minutes * 30), running.due_at)
    assert [entry.action for entry in desk.audit(ticket.id)] == ["ticket.open", "clock.warn", "clock.breach"]


def test_a_normal_request_is_due_when_the_working_day_ends_or_at_the_time_agreed(desk: Desk, watch: Watch) -> None:
    today = desk.open(tier=Tier.NORMAL)
    assert today.due_at == watch.start.replace(hour=9, minute=30)
    agreed = watch.start + timedelta(days=2)
    assert desk.open(tier=Tier.NORMAL, agreed_at=agreed).due_at == agreed


def test_the_event_says_whom_and_what_it_is_about(desk: Desk, watch: Watch) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    ((name, data),) = watch.after(minutes=5)
    assert (name, data["number"], data["clock"], data["unassigned"]) == (
        "clock_warned",
        ticket.number,
        "respond",
        False,
    )
    assert (data["assignee_name"], data["unit_path"]) == ("王强", ticket.unit_path)
    assert datetime.fromisoformat(data["due_at"]) == ticket.due_at


def test_nobody_assigned_escalates_all_the_same_and_says_so(desk: Desk, watch: Watch) -> None:
    desk.open()
    told = [*watch.after(minutes=5), *watch.after(minutes=10)]
    assert [(data["percent"], data["unassigned"], data["assignee_name"]) for _name, data in told] == [
        *((50, True, None), (100, True, None)),
    ]


def test_an_assignee_who_has_left_counts_as_nobody(desk: Desk, watch: Watch) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    with desk.database.write() as session:
        handlers.deactivate_staff(session, staff_id=desk.staff["plumber"].id, way=Takeover.POOL)
    ((_name, data),) = watch.after(minutes=5)
    assert (data["unassigned"], data["assignee_name"]) == (True, None)


@pytest.mark.parametrize("step", ["arrive", "resolve"])
def test_arriving_or_handling_in_time_keeps_the_promise_and_tells_nobody(desk: Desk, watch: Watch, step: str) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    watch.after(minutes=4)
    if step == "arrive":
        desk.do("plumber", handlers.arrive, ticket_id=ticket.id)
    else:
        desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已处理")
    assert watch.told(minutes=11) == []
    (met,) = watch.clocks(ticket)
    assert (met.met_at, met.in_time) == (watch.start + timedelta(minutes=4), True)
    with desk.database.read() as session:
        assert queries.ticket(session, ticket.id).due_at is None


def test_the_earlier_of_arrival_and_handling_counts(desk: Desk, watch: Watch) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    watch.after(minutes=3)
    desk.do("plumber", handlers.arrive, ticket_id=ticket.id)
    watch.after(minutes=30)
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已处理")
    assert watch.clocks(ticket)[0].met_at == watch.start + timedelta(minutes=3)


def test_a_clock_met_after_the_warning_is_not_breached(desk: Desk, watch: Watch) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.acknowledge, ticket_id=ticket.id)
    assert watch.told(minutes=6) == [SUPERVISOR_AT_HALF]
    desk.do("officer", handlers.arrive, ticket_id=ticket.id)
    assert watch.told(minutes=10) == []


def test_a_promise_kept_too_late_is_recorded_as_broken_even_if_the_worker_was_down(desk: Desk, watch: Watch) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.acknowledge, ticket_id=ticket.id)
    watch.moment.move_to(watch.start + timedelta(minutes=12))
    desk.do("officer", handlers.arrive, ticket_id=ticket.id)
    assert watch.told(minutes=13) == [MANAGER_AT_BREACH]
    (late,) = watch.clocks(ticket)
    assert (late.in_time, late.breached_at, late.warned_at) == (False, late.due_at, None)


def test_both_steps_are_told_in_order_when_the_worker_was_down(desk: Desk, watch: Watch) -> None:
    desk.open()
    assert watch.told(hours=3) == [SUPERVISOR_AT_HALF, MANAGER_AT_BREACH, LEAD_LATER]


def test_each_step_is_told_once(desk: Desk, watch: Watch) -> None:
    desk.open()
    assert len(watch.told(minutes=50)) == 3
    assert watch.told(hours=2) == []
    with desk.database.read() as session:
        assert set(session.scalars(select(Deadline.state).where(Deadline.kind.startswith("clock.")))) == {"fired"}


def test_the_next_role_up_is_told_when_nobody_holds_the_role(desk: Desk, watch: Watch) -> None:
    for username in ("supervisor", "manager"):
        with desk.database.write() as session:
            handlers.deactivate_staff(session, staff_id=desk.staff[username].id)
    desk.open()
    assert watch.told(minutes=5) == [("clock_warned", 50, "project_lead", {"lead"})]
    assert watch.told(minutes=10) == [("clock_breached", 100, "project_lead", {"lead"})]


def test_who_works_on_it_is_not_told_but_who_stands_above(desk: Desk, watch: Watch) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["manager"].id)
    assert watch.told(minutes=5) == [("clock_warned", 50, "project_lead", {"lead"})]


def test_staff_of_other_estates_are_not_told(desk: Desk, watch: Watch) -> None:
    with desk.database.write() as session:
        handlers.change_staff(session, staff_id=desk.staff["supervisor"].id, estates=[desk.estates["CH"].id])
    desk.open()
    assert watch.told(minutes=5) == [("clock_warned", 50, "property_manager", {"manager"})]


def test_company_wide_accounts_of_the_role_are_told_too(desk: Desk, watch: Watch) -> None:
    with desk.database.write() as session:
        handlers.change_staff(session, staff_id=desk.staff["supervisor"].id, estates=None)
    desk.open()
    assert watch.told(minutes=5) == [SUPERVISOR_AT_HALF]


def test_nobody_to_tell_is_told_as_an_event_all_the_same(desk: Desk, watch: Watch) -> None:
    for username in ("supervisor", "manager", "lead"):
        with desk.database.write() as session:
            handlers.deactivate_staff(session, staff_id=desk.staff[username].id)
    desk.open()
    assert watch.told(minutes=5) == [("clock_warned", 50, "project_lead", set())]


def test_a_reopened_ticket_starts_a_new_clock_and_is_not_charged_for_the_time_between(desk: Desk, watch: Watch) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已处理")
    facts = {"ticket_id": ticket.id, "answer": "已处理", "channel": AnswerChannel.PHONE}
    desk.do("officer", handlers.answer, **facts)
    desk.do("officer", handlers.close, ticket_id=ticket.id)
    assert watch.told(days=3) == []
    desk.do("officer", handlers.reopen, ticket_id=ticket.id, reason="又漏水")
    first, second = watch.clocks(ticket)
    assert (first.in_time, second.started_at, second.due_at) == (
        *(True, watch.start + timedelta(days=3), watch.start + timedelta(days=3, minutes=10)),
    )
    assert watch.told(days=3, minutes=5) == [SUPERVISOR_AT_HALF]
    assert watch.told(days=3, minutes=10) == [MANAGER_AT_BREACH]
    assert [running.breached_at is not None for running in watch.clocks(ticket)] == [False, True]


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": TicketKind.SUGGESTION, "tier": Tier.URGENT},
        {"kind": TicketKind.REPAIR, "tier": Tier.EMERGENCY, "area": Area.PUBLIC},
    ],
)
def test_what_nothing_is_promised_for_has_no_clock(desk: Desk, watch: Watch, facts: dict[str, Any]) -> None:
    ticket = desk.open(**facts)
    assert (ticket.due_at, watch.clocks(ticket)) == (None, [])
    assert watch.told(days=2) == []


def test_the_table_ships_with_the_tiers_of_indoor_repairs(desk: Desk) -> None:
    with desk.database.read() as session:
        rows = [row for row in queries.commitments(session) if row.clause == "C2.5"]
    assert {(row.tier, row.target, row.minutes) for row in rows} == {
        (Tier.EMERGENCY, Target.MINUTES, 10),
        (Tier.URGENT, Target.MINUTES, 15),
        (Tier.NORMAL, Target.SAME_DAY, None),
    }
    ladder = [(50, 0, "supervisor"), (100, 0, "property_manager"), (100, 30, "project_lead")]
    for row in rows:
        assert (row.kind, row.area) == (TicketKind.REPAIR, Area.INDOOR)
        assert [(step.percent, step.minutes_after, step.role) for step in row.escalation] == ladder


def test_a_broken_promise_goes_on_up_the_ladder_until_somebody_comes(desk: Desk, watch: Watch) -> None:
    open_one, met_late = desk.open(), desk.open()
    watch.after(minutes=12)
    desk.do("officer", handlers.acknowledge, ticket_id=met_late.id)
    desk.do("officer", handlers.arrive, ticket_id=met_late.id)
    ((name, data),) = watch.after(minutes=40)
    assert (name, data["number"], data["minutes_after"]) == ("clock_breached", open_one.number, 30)
    assert data["role"] == "project_lead"


def test_another_promise_counts_for_calls_to_come_and_running_clocks_keep_theirs(desk: Desk, watch: Watch) -> None:
    before = desk.open()
    with desk.database.read() as session:
        in_force = queries.commitments(session)
    row = next(each for each in in_force if (each.kind, each.tier) == (TicketKind.REPAIR, Tier.EMERGENCY))
    steps = [Telling(80, "property_manager"), Telling(100, "project_lead"), Telling(200, "project_lead")]
    facts = {"commitment_id": row.id, "target": Target.MINUTES, "minutes": 5, "escalation": steps}
    desk.do("lead", handlers.replace_commitment, **facts)
    after = desk.open()
    assert (before.due_at, after.due_at) == (watch.start + timedelta(minutes=10), watch.start + timedelta(minutes=5))
    told = {(data["number"], data["percent"], data["role"]) for _name, data in watch.after(minutes=10)}
    assert told == {
        *((before.number, 50, "supervisor"), (before.number, 100, "property_manager")),
        *((after.number, step.percent, step.role) for step in steps),
    }
