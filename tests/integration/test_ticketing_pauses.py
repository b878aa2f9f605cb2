"""What moves a promise: pauses, a change of urgency, a time agreed (C2.5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers.pauses import AlreadyWaiting, NotWaiting
from services.ticketing.handlers.promises import SameTier
from services.ticketing.models import (
    AnswerChannel,
    Calendar,
    ClockKind,
    IllegalStep,
    PauseReason,
    Target,
    Telling,
    Ticket,
    TicketKind,
    Tier,
)
from shared.errors import Invalid
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_watch import Watch, watching


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    with watching(desk) as watch:
        yield watch


def a_complaint(watch: Watch, tier: Tier = Tier.URGENT) -> Ticket:
    """Somebody has taken note of it: solve within a day, answer within 30 hours when it is urgent."""
    ticket = watch.desk.open(kind=TicketKind.COMPLAINT, tier=tier)
    return step(watch, handlers.acknowledge, ticket)


def step(watch: Watch, verb: Any, ticket: Ticket, **facts: Any) -> Ticket:
    taken: Ticket = watch.desk.do("officer", verb, ticket_id=ticket.id, **facts)
    return taken


def due(watch: Watch, ticket: Ticket) -> dict[ClockKind, timedelta]:
    return {clock.kind: clock.due_at - watch.start for clock in watch.clocks(ticket)}


def test_a_complaint_is_acknowledged_solved_and_answered_in_time(watch: Watch) -> None:
    ticket = watch.desk.open(kind=TicketKind.COMPLAINT, tier=Tier.URGENT)
    assert due(watch, ticket) == {
        ClockKind.ACKNOWLEDGE: timedelta(minutes=15),
        ClockKind.RESOLVE: timedelta(days=1),
        ClockKind.ANSWER: timedelta(hours=30),
    }
    watch.after(minutes=5)
    step(watch, handlers.acknowledge, ticket)
    watch.after(hours=2)
    step(watch, handlers.resolve, ticket, resolution="已处理")
    watch.after(hours=3)
    step(watch, handlers.answer, ticket, answer="已处理", channel=AnswerChannel.PHONE)
    met = [clock.met_at - watch.start for clock in watch.clocks(ticket) if clock.met_at]
    assert met == [timedelta(minutes=5), timedelta(hours=2), timedelta(hours=3)]
    assert watch.told(days=3) == []


def test_a_pause_is_taken_off_and_nobody_is_told_while_it_lasts(watch: Watch) -> None:
    ticket = a_complaint(watch)
    watch.after(hours=10)
    waiting = step(watch, handlers.pause, ticket, reason=PauseReason.PARTS, note="等密封圈")
    assert (waiting.waiting_for, waiting.due_at) == (PauseReason.PARTS, None)
    assert watch.told(hours=34) == []
    going_on = step(watch, handlers.resume, ticket)
    assert (going_on.waiting_for, going_on.due_at) == (None, watch.start + timedelta(hours=48))
    assert due(watch, ticket)[ClockKind.ANSWER] == timedelta(hours=54)
    assert [(name, percent) for name, percent, *_ in watch.told(hours=36)] == [("clock_warned", 50)]
    assert [(name, percent) for name, percent, *_ in watch.told(hours=48)] == [
        *(("clock_warned", 50), ("clock_breached", 100)),
    ]
    (pause,) = queries_of(watch, ticket).pauses
    assert (pause.reason, pause.note, pause.started_by, pause.ended_by) == (
        *(PauseReason.PARTS, "等密封圈", "李敏", "李敏"),
    )


def queries_of(watch: Watch, ticket: Ticket) -> Ticket:
    with watch.desk.database.read() as session:
        return queries.ticket(session, ticket.id)


def test_a_pause_with_an_end_ends_by_itself(watch: Watch) -> None:
    ticket = a_complaint(watch)
    until = watch.start + timedelta(hours=3)
    step(watch, handlers.pause, ticket, reason=PauseReason.RESIDENT, until=until)
    watch.after(hours=3, seconds=-1)
    assert queries_of(watch, ticket).waiting_for is PauseReason.RESIDENT
    watch.after(hours=3)
    assert queries_of(watch, ticket).due_at == watch.start + timedelta(hours=27)
    assert watch.desk.event_names()[-2:] == ["ticket_paused", "ticket_resumed"]


def test_an_ended_pause_is_not_ended_again_by_its_time(watch: Watch) -> None:
    ticket = a_complaint(watch)
    step(watch, handlers.pause, ticket, reason=PauseReason.RESIDENT, until=watch.start + timedelta(hours=3))
    step(watch, handlers.resume, ticket)
    step(watch, handlers.pause, ticket, reason=PauseReason.PARTS)
    watch.after(hours=4)
    assert queries_of(watch, ticket).waiting_for is PauseReason.PARTS


def test_an_emergency_waits_for_nothing(watch: Watch) -> None:
    ticket = step(watch, handlers.acknowledge, watch.desk.open())
    paused = step(watch, handlers.pause, ticket, reason=PauseReason.ACCESS)
    assert paused.due_at == watch.start + timedelta(minutes=10)
    assert [percent for _name, percent, *_ in watch.told(minutes=10)] == [50, 100]


def test_solving_ends_the_wait(watch: Watch) -> None:
    ticket = a_complaint(watch)
    step(watch, handlers.pause, ticket, reason=PauseReason.PARTS)
    watch.after(hours=6)
    solved = step(watch, handlers.resolve, ticket, resolution="已处理")
    assert (solved.waiting_for, solved.due_at) == (None, watch.start + timedelta(hours=36))


def test_what_waits_cannot_wait_again_and_what_does_not_cannot_go_on(watch: Watch) -> None:
    ticket = a_complaint(watch)
    with pytest.raises(NotWaiting):
        step(watch, handlers.resume, ticket)
    with pytest.raises(Invalid):
        step(watch, handlers.pause, ticket, reason=PauseReason.PARTS, until=watch.start)
    step(watch, handlers.pause, ticket, reason=PauseReason.PARTS)
    with pytest.raises(AlreadyWaiting):
        step(watch, handlers.pause, ticket, reason=PauseReason.PARTS)
    with pytest.raises(IllegalStep):
        step(watch, handlers.pause, watch.desk.open(kind=TicketKind.COMPLAINT), reason=PauseReason.PARTS)


def test_a_more_urgent_ticket_counts_from_when_it_came_in_and_each_step_is_told_once(watch: Watch) -> None:
    ticket = watch.desk.open(tier=Tier.URGENT)
    assert [percent for _name, percent, *_ in watch.told(minutes=8)] == [50]
    raised = step(watch, handlers.change_tier, ticket, tier=Tier.EMERGENCY, reason="水漫到楼下")
    assert raised.due_at == watch.start + timedelta(minutes=10)
    assert watch.told(minutes=9) == []
    assert [percent for _name, percent, *_ in watch.told(minutes=16)] == [100]


def test_a_less_urgent_ticket_gets_the_longer_time(watch: Watch) -> None:
    ticket = watch.desk.open(tier=Tier.EMERGENCY)
    watch.after(minutes=4)
    lowered = step(watch, handlers.change_tier, ticket, tier=Tier.URGENT, reason="已关总阀")
    assert lowered.due_at == watch.start + timedelta(minutes=15)
    assert [percent for _name, percent, *_ in watch.told(minutes=10)] == [50]
    with pytest.raises(SameTier):
        step(watch, handlers.change_tier, ticket, tier=Tier.URGENT, reason="")


def test_pauses_stay_taken_off_when_the_urgency_changes(watch: Watch) -> None:
    ticket = a_complaint(watch)
    step(watch, handlers.pause, ticket, reason=PauseReason.PARTS)
    watch.after(hours=2)
    step(watch, handlers.resume, ticket)
    raised = step(watch, handlers.change_tier, ticket, tier=Tier.EMERGENCY, reason="住户有老人")
    assert raised.due_at == watch.start + timedelta(hours=6)


def test_a_time_can_be_agreed_later_for_a_normal_request_only(watch: Watch) -> None:
    tomorrow = watch.start + timedelta(days=1)
    normal = step(watch, handlers.agree, watch.desk.open(tier=Tier.NORMAL), agreed_at=tomorrow)
    assert (normal.agreed_at, normal.due_at) == (tomorrow, tomorrow)
    assert datetime.fromisoformat(watch.desk.events("ticketing.ticket_time")[0][1]["agreed_at"]) == tomorrow
    for ticket, at in ((watch.desk.open(), tomorrow), (normal, watch.start)):
        with pytest.raises(Invalid):
            step(watch, handlers.agree, ticket, agreed_at=at)


def test_the_lead_promises_more_and_less(watch: Watch) -> None:
    desk, ladder = watch.desk, [Telling(100, "project_lead", 5)]
    facts = {"kind": TicketKind.ENQUIRY, "tier": Tier.NORMAL, "clock_kind": ClockKind.ANSWER, "target": Target.MINUTES}
    row = desk.do("lead", handlers.add_commitment, **facts, minutes=60, escalation=ladder)
    ticket = desk.open(kind=TicketKind.ENQUIRY, tier=Tier.NORMAL)
    assert due(watch, ticket) == {ClockKind.ANSWER: timedelta(hours=1)}
    assert [(role, percent) for _name, percent, role, _ in watch.told(minutes=65)] == [("project_lead", 100)]
    with pytest.raises(handlers.commitments.AlreadyPromised):
        desk.do("lead", handlers.add_commitment, **facts, minutes=30, escalation=ladder)
    urgent = facts | {"tier": Tier.URGENT, "calendar": Calendar.WORKING}
    with pytest.raises(Invalid):
        desk.do("lead", handlers.add_commitment, **urgent, minutes=30, escalation=ladder)
    desk.do("lead", handlers.withdraw_commitment, commitment_id=row.id)
    assert due(watch, desk.open(kind=TicketKind.ENQUIRY, tier=Tier.NORMAL)) == {}
