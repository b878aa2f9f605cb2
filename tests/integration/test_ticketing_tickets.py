"""A ticket's way from the call to the answer, as the verbs keep it: states, events, audit, rights."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from services.ticketing import handlers, queries
from services.ticketing.handlers.dispatch import AlreadyAssigned
from services.ticketing.handlers.loading import NotYourTicket
from services.ticketing.handlers.signed_links import Purpose, subject_of
from services.ticketing.handlers.work_ticket import AlreadyArrived
from services.ticketing.models import (
    AnswerChannel,
    Area,
    Channel,
    IllegalStep,
    PauseReason,
    Premises,
    PremisesKind,
    Status,
    Step,
    Team,
    Ticket,
    TicketKind,
    Tier,
    legal_steps,
    next_status,
)
from shared import clock
from shared.actors import Actor
from shared.errors import Invalid, NotFound
from shared.ids import new_id
from tests.integration.ticketing_desk import SETTINGS, Desk


def first_of(desk: Desk) -> UUID:
    """The desk's first ticket."""
    with desk.database.read() as session:
        return session.scalars(select(Ticket.id).order_by(Ticket.id).limit(1)).one()


def add_reporter(session: Session, *, ticket_id: UUID, **facts: Any) -> Ticket:
    handlers.add_reporter(session, ticket_id=ticket_id, **facts)
    return queries.ticket(session, ticket_id)


Facts = Callable[[Desk], dict[str, Any]]
VERBS: dict[Step, tuple[Any, Facts]] = {
    Step.ACKNOWLEDGE: (handlers.acknowledge, lambda _desk: {}),
    Step.ASSIGN: (handlers.assign, lambda desk: {"assignee_id": desk.staff["plumber"].id}),
    Step.ASSIGN_IN_TURN: (handlers.assign_in_turn, lambda _desk: {"team": Team.ENGINEERING}),
    Step.TAKE: (handlers.take, lambda _desk: {}),
    Step.CLASSIFY: (handlers.classify, lambda _desk: {"category_id": None}),
    Step.ARRIVE: (handlers.arrive, lambda _desk: {}),
    Step.RESOLVE: (handlers.resolve, lambda _desk: {"resolution": "已更换水龙头"}),
    Step.DECLINE: (handlers.decline, lambda _desk: {"reason": "不归物业管"}),
    Step.ANSWER: (handlers.answer, lambda _desk: {"answer": "已修好，请放心", "channel": AnswerChannel.PHONE}),
    Step.CLOSE: (handlers.close, lambda _desk: {}),
    Step.REOPEN: (handlers.reopen, lambda _desk: {"reason": "又漏水了"}),
    Step.PAUSE: (handlers.pause, lambda _desk: {"reason": PauseReason.PARTS}),
    Step.RESUME: (handlers.resume, lambda _desk: {}),
    Step.CHANGE_TIER: (handlers.change_tier, lambda _desk: {"tier": Tier.URGENT, "reason": "水漫到楼下"}),
    Step.AGREE: (handlers.agree, lambda _desk: {"agreed_at": clock.now() + timedelta(days=1)}),
    Step.FLAG_MAJOR: (handlers.flag_major, lambda _desk: {"reason": "多户停水"}),
    Step.WITHDRAW_MAJOR: (handlers.withdraw_major, lambda _desk: {"reason": "误标"}),
    Step.REFER: (
        handlers.refer,
        lambda desk: {"superior_id": desk.staff["supervisor"].id, "question": "能否减免？"},
    ),
    Step.ADD_REPORTER: (add_reporter, lambda desk: {"customer_id": desk.customers["王芳"].id, "words": "我家也漏"}),
    Step.MERGE: (handlers.merge, lambda desk: {"into_id": first_of(desk)}),
    Step.PROPOSE: (handlers.propose, lambda _desk: {"proposal": "可减半"}),
}
# What must have been done before, beside what brings the ticket to its state; and who does it, if not the officer.
FIRST = {Step.RESUME: Step.PAUSE, Step.WITHDRAW_MAJOR: Step.FLAG_MAJOR, Step.PROPOSE: Step.REFER}
RECORDED_AS = {Step.ASSIGN_IN_TURN: "ticket.assign", Step.TAKE: "ticket.assign"}
TAKEN_BY = {Step.PROPOSE: "supervisor"}
WAY_TO: dict[Status, tuple[Step, ...]] = {
    Status.RECEIVED: (),
    Status.ACKNOWLEDGED: (Step.ACKNOWLEDGE,),
    Status.RESOLVED: (Step.ACKNOWLEDGE, Step.RESOLVE),
    Status.DECLINED: (Step.DECLINE,),
    Status.ANSWERED: (Step.ACKNOWLEDGE, Step.RESOLVE, Step.ANSWER),
    Status.CLOSED: (Step.ACKNOWLEDGE, Step.RESOLVE, Step.ANSWER, Step.CLOSE),
}
EVENTS = {
    Step.DECLINE: ["ticket_declined"],
    Step.FLAG_MAJOR: ["major_problem_flagged"],
    Step.WITHDRAW_MAJOR: ["major_problem_withdrawn"],
    Step.ADD_REPORTER: ["ticket_reporter_changed", "reporter_added"],
    Step.MERGE: ["ticket_merged"],
    Step.REFER: ["ticket_referred"],
    Step.PROPOSE: ["solution_proposed"],
    Step.ACKNOWLEDGE: ["ticket_acknowledged"],
    Step.CLASSIFY: ["ticket_classified"],
    Step.ARRIVE: ["ticket_arrived"],
    Step.RESOLVE: ["ticket_resolved"],
    Step.ANSWER: ["ticket_answered"],
    Step.CLOSE: ["ticket_closed"],
    Step.REOPEN: ["ticket_reopened"],
    Step.PAUSE: ["ticket_paused"],
    Step.RESUME: ["ticket_resumed"],
    Step.CHANGE_TIER: ["ticket_tier_changed"],
    Step.AGREE: ["ticket_time_agreed"],
}


def take(desk: Desk, step: Step, ticket_id: UUID, by: str = "officer") -> Ticket:
    verb, facts = VERBS[step]
    ticket: Ticket = desk.do(by, verb, ticket_id=ticket_id, **facts(desk))
    return ticket


def brought_to(desk: Desk, status: Status, **facts: Any) -> Ticket:
    ticket = desk.open(**facts)
    for step in WAY_TO[status]:
        ticket = take(desk, step, ticket.id)
    return ticket


def seen(desk: Desk, ticket_id: UUID, by: str = "officer") -> Ticket:
    with desk.database.read(desk.actor(by)) as session:
        return queries.ticket(session, ticket_id)


def a_unit(desk: Desk, kind: PremisesKind = PremisesKind.UNIT, estate: str = "LX") -> UUID:
    found = select(Premises.id).where(Premises.kind == kind, Premises.estate_id == desk.estates[estate].id)
    with desk.database.read() as session:
        return session.scalars(found.limit(1)).one()


@pytest.mark.parametrize("status", Status)
def test_the_steps_of_a_state_move_tell_and_are_recorded(desk: Desk, status: Status) -> None:
    acknowledged = ["ticket_acknowledged"] if status is Status.RECEIVED else []
    for step in sorted(legal_steps(status)):
        ticket = brought_to(desk, status, tier=Tier.NORMAL)
        by = TAKEN_BY.get(step, "officer")
        if step in FIRST:
            take(desk, FIRST[step], ticket.id)
        told = len(desk.event_names("ticketing."))
        assert take(desk, step, ticket.id, by).status is next_status(status, step)
        assert seen(desk, ticket.id).status is next_status(status, step)
        newly = desk.event_names("ticketing.")[told:]
        assert newly == (EVENTS.get(step) or [*acknowledged, "ticket_assigned"]), step
        entry = desk.audit(ticket.id)[-1]
        assert (entry.action, entry.actor_name) == (RECORDED_AS.get(step, f"ticket.{step}"), desk.staff[by].name), step


@pytest.mark.parametrize("status", Status)
def test_a_step_that_a_state_has_not_leaves_no_trace(desk: Desk, status: Status) -> None:
    ticket = brought_to(desk, status, tier=Tier.NORMAL)
    before = desk.counts()
    refused = set(Step) - set(legal_steps(status))
    for step in sorted(refused):
        with pytest.raises(IllegalStep):
            take(desk, step, ticket.id, TAKEN_BY.get(step, "officer"))
    assert refused
    assert desk.counts() == before
    assert seen(desk, ticket.id).status is status


def test_the_whole_way_is_told_and_recorded_step_by_step(desk: Desk) -> None:
    ticket = desk.open(description="水漫到走廊")
    take(desk, Step.ASSIGN, ticket.id)
    for step, by in (
        (Step.ARRIVE, "plumber"),
        (Step.RESOLVE, "plumber"),
        (Step.ANSWER, "officer"),
        (Step.CLOSE, "officer"),
    ):
        take(desk, step, ticket.id, by)
    told = dict(desk.events("ticketing.ticket_"))
    assert list(told) == [
        *("ticket_opened", "ticket_acknowledged", "ticket_assigned", "ticket_arrived", "ticket_resolved"),
        *("ticket_answered", "ticket_closed"),
    ]
    assert (told["ticket_opened"]["description"], told["ticket_opened"]["opened_by"]) == ("水漫到走廊", "李敏")
    assert (told["ticket_assigned"]["assignee_name"], told["ticket_assigned"]["previous_assignee_id"]) == ("王强", None)
    assert (told["ticket_arrived"]["by"], told["ticket_resolved"]["resolution"]) == ("王强", "已更换水龙头")
    assert (told["ticket_answered"]["answer"], told["ticket_answered"]["channel"]) == ("已修好，请放心", "phone")
    assert [data["status"] for data in told.values()] == [
        *("received", "acknowledged", "acknowledged", "acknowledged", "resolved", "answered", "closed"),
    ]
    entries = [(entry.action, entry.actor_name) for entry in desk.audit(ticket.id)]
    assert entries == [
        *(("ticket.open", "李敏"), ("ticket.assign", "李敏"), ("ticket.arrive", "王强"), ("ticket.resolve", "王强")),
        *(("ticket.answer", "李敏"), ("ticket.close", "李敏")),
    ]
    assert desk.audit(ticket.id)[-1].before["status"] == "answered"


def test_every_event_carries_the_facts_of_the_ticket_and_the_residents_link(desk: Desk) -> None:
    ticket = brought_to(desk, Status.CLOSED)
    zhang = desk.customers["张伟"]
    for _name, data in desk.events("ticketing.ticket_"):
        assert UUID(data["ticket_id"]) == ticket.id
        assert UUID(data["estate_id"]) == desk.estates["LX"].id
        assert (data["number"], data["kind"], data["area"], data["tier"]) == (
            ticket.number,
            "repair",
            "indoor",
            "emergency",
        )
        assert (UUID(data["customer_id"]), data["unit_path"]) == (zhang.id, zhang.unit_path)
        token = data["status_url"].removeprefix("https://linli.example/ticketing/status/")
        assert subject_of(SETTINGS, Purpose.STATUS, token) == ticket.id


def test_a_ticket_without_a_household_has_no_link_for_residents(desk: Desk) -> None:
    ticket = desk.open(customer_id=None, estate_id=desk.estates["LX"].id, reporter_name="保安老李")
    assert (ticket.area, ticket.unit_path) == (Area.PUBLIC, "")
    assert desk.events("ticketing.ticket_")[-1][1]["status_url"] == ""


def test_the_times_of_the_steps_are_kept(desk: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        ticket = desk.open()
        opened = clock.now()
        for minutes, step in enumerate((Step.ASSIGN, Step.ARRIVE, Step.RESOLVE, Step.ANSWER, Step.CLOSE), start=1):
            moment.move_to(opened + timedelta(minutes=minutes))
            take(desk, step, ticket.id)
    found = seen(desk, ticket.id)
    times = (
        found.opened_at,
        found.acknowledged_at,
        found.arrived_at,
        found.resolved_at,
        found.answered_at,
        found.closed_at,
    )
    assert [round((time - opened).total_seconds() / 60) for time in times if time] == [0, 1, 2, 3, 4, 5]


def test_a_ticket_is_handed_on_and_keeps_its_acknowledgement(desk: Desk) -> None:
    ticket = brought_to(desk, Status.ACKNOWLEDGED)
    take(desk, Step.ASSIGN, ticket.id)
    with pytest.raises(AlreadyAssigned, match="王强"):
        take(desk, Step.ASSIGN, ticket.id)
    desk.do("supervisor", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["gardener"].id)
    name, told = desk.events("ticketing.ticket_")[-1]
    assert (name, told["assignee_name"]) == ("ticket_assigned", "孙静")
    assert UUID(told["previous_assignee_id"]) == desk.staff["plumber"].id
    assert seen(desk, ticket.id).team is Team.GREENING
    assert desk.event_names().count("ticket_acknowledged") == 1


def test_only_who_works_in_the_estate_and_still_works_there_is_sent(desk: Desk) -> None:
    ticket = desk.open()
    with desk.database.write() as session:
        handlers.deactivate_staff(session, staff_id=desk.staff["electrician"].id)
    for assignee_id in (desk.stranger.id, desk.staff["electrician"].id, new_id()):
        with pytest.raises(Invalid) as refused:
            desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=assignee_id)
        assert list(refused.value.errors) == ["assignee_id"]
    assert seen(desk, ticket.id).status is Status.RECEIVED


def test_team_members_work_on_what_was_given_to_them_or_to_their_team(desk: Desk) -> None:
    ticket = desk.open()
    take(desk, Step.ASSIGN, ticket.id)
    with pytest.raises(NotYourTicket):
        take(desk, Step.ARRIVE, ticket.id, "gardener")
    take(desk, Step.ARRIVE, ticket.id, "electrician")  # of the same team, who came instead
    with pytest.raises(NotYourTicket):
        take(desk, Step.RESOLVE, ticket.id, "gardener")
    assert take(desk, Step.RESOLVE, ticket.id, "supervisor").status is Status.RESOLVED


def test_nobody_of_a_team_works_on_a_ticket_that_was_given_to_none(desk: Desk) -> None:
    ticket = brought_to(desk, Status.ACKNOWLEDGED)
    for member in ("plumber", "gardener"):
        with pytest.raises(NotYourTicket):
            take(desk, Step.RESOLVE, ticket.id, member)


def test_an_arrival_is_noted_once(desk: Desk) -> None:
    ticket = brought_to(desk, Status.ACKNOWLEDGED)
    take(desk, Step.ARRIVE, ticket.id)
    with pytest.raises(AlreadyArrived):
        take(desk, Step.ARRIVE, ticket.id)


def test_photos_stay_with_the_step_that_they_show(desk: Desk) -> None:
    ticket = brought_to(desk, Status.ACKNOWLEDGED)
    photos = [handlers.Photo(f"{letter * 64}.jpg", "image/jpeg", 1000) for letter in "ab"]
    desk.do("officer", handlers.resolve, ticket_id=ticket.id, resolution="好了", photos=photos)
    kept = seen(desk, ticket.id).attachments
    assert [(each.key, each.step, each.added_by) for each in kept] == [
        (f"{letter * 64}.jpg", Step.RESOLVE, "李敏") for letter in "ab"
    ]


def test_reopening_starts_anew_for_the_same_person_and_keeps_the_past_in_the_trail(desk: Desk) -> None:
    ticket = desk.open()
    for step in (Step.ASSIGN, Step.ARRIVE, Step.RESOLVE, Step.ANSWER, Step.CLOSE, Step.REOPEN):
        take(desk, step, ticket.id)
    found = seen(desk, ticket.id)
    assert (found.status, found.reopened, found.assignee_id) == (Status.ACKNOWLEDGED, 1, desk.staff["plumber"].id)
    past = (found.arrived_at, found.resolved_at, found.answered_at, found.closed_at, found.resolution, found.answer)
    assert set(past) == {None}
    entry = desk.audit(ticket.id)[-1]
    assert (entry.note, entry.before["resolution"], entry.before["answer"]) == (
        "又漏水了",
        "已更换水龙头",
        "已修好，请放心",
    )
    assert desk.events("ticketing.ticket_")[-1][1]["reason"] == "又漏水了"


def test_numbers_tell_kind_and_day_and_count_for_each_estate(desk: Desk) -> None:
    late = clock.now().replace(hour=16, minute=30)  # already tomorrow in Shanghai
    with time_machine.travel(late, tick=False):
        day = f"{(late + timedelta(hours=8)).date():%Y%m%d}"
        first, second = desk.open(), desk.open(kind=TicketKind.COMPLAINT, tier=Tier.NORMAL)
        other = desk.do(
            "stranger",
            handlers.open_ticket,
            kind=TicketKind.PRAISE,
            title="谢谢",
            estate_id=desk.estates["CH"].id,
            reporter_name="业主",
        )
    assert [first.number, second.number, other.number] == [f"BX-{day}-0001", f"TS-{day}-0002", f"BY-{day}-0001"]


def test_numbers_stay_unique_when_many_calls_come_at_once(desk: Desk) -> None:
    numbers: list[str] = []
    callers = [threading.Thread(target=lambda: numbers.append(desk.open().number)) for _ in range(12)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(numbers) == len(set(numbers)) == 12


def test_two_people_taking_the_same_step_at_once_take_it_once(desk: Desk) -> None:
    ticket = brought_to(desk, Status.RESOLVED)
    both, outcomes = threading.Barrier(2), list[str]()

    def one() -> None:
        both.wait()
        try:
            take(desk, Step.ANSWER, ticket.id)
            outcomes.append("answered")
        except (IllegalStep, StaleDataError) as error:
            outcomes.append(type(error).__name__)

    people = [threading.Thread(target=one) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert outcomes.count("answered") == 1
    assert desk.event_names().count("ticket_answered") == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"customer_id": None}, "customer_id"),
        ({"customer_id": new_id()}, "customer_id"),
        ({"customer_id": None, "unit_id": new_id(), "reporter_name": "路人"}, "unit_id"),
        ({"customer_id": None, "estate_id": new_id(), "reporter_name": "路人"}, "estate_id"),
        ({"tier": Tier.URGENT, "agreed_at": clock.now() + timedelta(hours=2)}, "agreed_at"),
        ({"tier": Tier.NORMAL, "agreed_at": clock.now() - timedelta(hours=2)}, "agreed_at"),
        ({"kind": TicketKind.ENQUIRY, "area": Area.INDOOR}, "area"),
    ],
)
def test_an_impossible_request_is_refused_with_its_field_and_writes_nothing(
    desk: Desk, facts: dict[str, Any], field: str
) -> None:
    before = desk.counts()
    with pytest.raises(Invalid) as refused:
        desk.open(**facts)
    assert list(refused.value.errors) == [field]
    assert desk.counts() == before


def test_who_reports_for_a_place_must_be_named_to_be_answered(desk: Desk) -> None:
    for place in ({"unit_id": a_unit(desk)}, {"estate_id": desk.estates["LX"].id}):
        with pytest.raises(Invalid) as refused:
            desk.open(customer_id=None, **place)
        assert list(refused.value.errors) == ["reporter_name"]


def test_an_indoor_repair_needs_a_home_and_the_area_follows_from_the_place(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.open(customer_id=None, estate_id=desk.estates["LX"].id, reporter_name="路人", area=Area.INDOOR)
    assert list(refused.value.errors) == ["area"]
    at_home = desk.open(customer_id=None, unit_id=a_unit(desk), reporter_name="路人")
    assert at_home.area is Area.INDOOR
    assert desk.open(area=Area.PUBLIC).area is Area.PUBLIC
    assert desk.open(kind=TicketKind.COMPLAINT, channel=Channel.COUNTER).area is None


def test_staff_of_other_estates_see_and_change_nothing_of_a_ticket(desk: Desk) -> None:
    ticket = desk.open()
    before = desk.counts()
    with pytest.raises(NotFound):
        seen(desk, ticket.id, "stranger")
    for step in Step:
        with pytest.raises(NotFound):
            take(desk, step, ticket.id, "stranger")
    for place in ({"customer_id": ticket.customer_id}, {"unit_id": ticket.unit_id}, {"estate_id": ticket.estate_id}):
        with pytest.raises(Invalid):
            desk.do("stranger", handlers.open_ticket, kind=TicketKind.ENQUIRY, title="?", reporter_name="?", **place)
    with desk.database.read(desk.actor("stranger")) as session:
        assert queries.queue(session, queries.QueueFilter()).items == []
    assert desk.counts() == before


def test_company_roles_see_the_tickets_of_all_estates(desk: Desk) -> None:
    ticket = desk.open()
    with desk.database.read(Actor("staff", id=new_id(), roles=frozenset({"company"}))) as session:
        assert [row.id for row in queries.queue(session, queries.QueueFilter()).items] == [ticket.id]
