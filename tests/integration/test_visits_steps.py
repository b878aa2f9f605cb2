"""A visit's way: planned, moved, in vain, refused, made; its needs become tickets and come back (C1.4.4, C1.4.6)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from services.ticketing import handlers as ticketing
from services.ticketing.app import SERVICE as TICKETING
from services.ticketing.models import AbsenceReason, Channel, Ticket, TicketKind
from services.visits import contracts, handlers, queries
from services.visits.handlers import Need
from services.visits.handlers.promises import NothingPromised
from services.visits.handlers.visit_steps import NotAhead
from services.visits.models import NeedKind, Visit, VisitKind, VisitNeed, VisitRecord, VisitState, a_month_after
from shared import clock
from shared.audit import AuditRow
from shared.errors import Invalid
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.conftest import MakeDatabase
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice


@pytest.fixture
def office(make_database: MakeDatabase) -> VisitsOffice:
    office = VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))
    office.give_all()
    return office


def at(office: VisitsOffice, days: int, hour: int = 10) -> datetime:
    day = office.today() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=SETTINGS.site_zone)


def requested(office: VisitsOffice, name: str = "张伟", when: datetime | None = None) -> Visit:
    facts = {"customer_id": office.desk.customers[name].id, "kind": VisitKind.REQUEST}
    return office.do("officer", handlers.schedule_visit, **facts, starts_at=when or at(office, 3))


def recorded(office: VisitsOffice, visit: Visit, **facts: Any) -> Any:
    told = {"visited_at": clock.now(), "met": "张伟夫妇", "words": "希望加装扶手", **facts}
    return office.do("officer", handlers.record_visit, visit_id=visit.id, **told)


def to_the_desk(office: VisitsOffice) -> None:
    with office.database.write() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
        session.execute(delete(OutboxRow))
    read = {contract.key for contract in TICKETING.subscriptions}
    Inbox(office.desk.database, TICKETING).apply([(key, body) for key, body in rows if key in read])


def current(office: VisitsOffice, visit: Visit) -> Visit:
    return office.read("lead", queries.visit, visit_id=visit.id).visit


def test_nobody_is_in_two_places(office: VisitsOffice) -> None:
    first = requested(office)
    assert first.officer_id == office.staff("officer").id
    with pytest.raises(Invalid):
        requested(office, "王芳", at(office, 3) + timedelta(minutes=20))
    second = requested(office, "王芳", at(office, 3) + timedelta(minutes=30))
    with pytest.raises(Invalid):
        office.do("officer", handlers.move_visit, visit_id=second.id, starts_at=at(office, 3) - timedelta(minutes=10))
    with pytest.raises(Invalid):
        office.do("officer", handlers.move_visit, visit_id=second.id, starts_at=at(office, -1))
    moved = office.do("officer", handlers.move_visit, visit_id=second.id, starts_at=at(office, 4), agreed=True)
    assert (moved.starts_at, moved.state) == (at(office, 4), VisitState.CONFIRMED)


def test_nobody_visits_while_away(office: VisitsOffice) -> None:
    facts = {"staff_id": office.staff("officer").id, "reason": AbsenceReason.HOLIDAY}
    day = office.today() + timedelta(days=3)
    office.desk.do("lead", ticketing.enter_absence, **facts, first_day=day, last_day=day)
    office.copies.take_events()
    with pytest.raises(Invalid):
        requested(office)


def test_the_next_try_is_at_another_time_of_day_and_the_third_is_the_last(office: VisitsOffice) -> None:
    visit = requested(office)
    again = office.do("officer", handlers.miss_visit, visit_id=visit.id)
    assert (again.state, again.tries) == (VisitState.PLANNED, 1)
    assert again.starts_at is not None
    local = again.starts_at.astimezone(SETTINGS.site_zone)
    assert local.hour >= 12
    assert local.date() >= office.today() + timedelta(days=2)
    office.do("officer", handlers.miss_visit, visit_id=visit.id)
    last = office.do("officer", handlers.miss_visit, visit_id=visit.id, note="三次均无人")
    assert (last.state, last.tries) == (VisitState.ABSENT, 3)
    with pytest.raises(NotAhead):
        office.do("officer", handlers.miss_visit, visit_id=visit.id)
    assert office.audit(visit.id) == ["visit.plan", "visit.miss", "visit.miss", "visit.miss"]


def test_refused_and_cancelled_visits_are_over(office: VisitsOffice) -> None:
    refused, cancelled = requested(office), requested(office, "王芳", at(office, 5))
    office.do("officer", handlers.refuse_visit, visit_id=refused.id, reason="不需要")
    office.do("lead", handlers.cancel_visit, visit_id=cancelled.id, reason="误登记")
    for visit in (refused, cancelled):
        with pytest.raises(NotAhead):
            recorded(office, visit)


def test_a_need_becomes_a_ticket_and_its_answer_returns(office: VisitsOffice) -> None:
    visit = requested(office)
    recorded(office, visit, needs=[Need(NeedKind.REPAIR, "厨房水管渗水"), Need(NeedKind.SUGGESTION, "加装扶手")])
    told = office.read("officer", queries.told, visit_id=visit.id)
    assert told.visit.state is VisitState.DONE
    assert [need.number for need in told.needs] == ["", ""]
    to_the_desk(office)
    repair, advice = told.needs
    with office.desk.database.read() as session:
        ticket = session.get_one(Ticket, repair.id)
        assert (ticket.title, ticket.kind, ticket.channel) == ("厨房水管渗水", TicketKind.REPAIR, Channel.VISIT)
        assert ticket.customer_id == visit.customer_id
    desk = office.desk
    desk.do("officer", ticketing.assign, ticket_id=advice.id, assignee_id=office.staff("supervisor").id)
    desk.do("supervisor", ticketing.resolve, ticket_id=advice.id, resolution="已列入计划")
    desk.do("officer", ticketing.answer, ticket_id=advice.id, answer="十二月加装", channel="phone")
    office.copies.take_events()
    needs = office.read("officer", queries.told, visit_id=visit.id).needs
    assert (needs[1].status, needs[1].answer) == ("answered", "十二月加装")
    assert needs[0].number.startswith("BX")


def test_a_promise_is_kept_once(office: VisitsOffice) -> None:
    visit = requested(office)
    with pytest.raises(Invalid):
        recorded(office, visit, promised="更换门铃")
    recorded(office, visit, promised="更换门铃", promised_until=office.today() + timedelta(days=7))
    assert office.do("officer", handlers.keep_promise, visit_id=visit.id).kept_at is not None
    with pytest.raises(NothingPromised):
        office.do("officer", handlers.keep_promise, visit_id=visit.id)


def test_whoever_moves_in_is_visited_within_a_month_and_asked_for_an_evaluation(office: VisitsOffice) -> None:
    customer = office.desk.customers["李娜"].id
    moved_in = office.today() - timedelta(days=5)
    office.desk.do("officer", ticketing.change_customer, customer_id=customer, moved_in_on=moved_in)
    office.copies.take_events()
    (visit,) = office.visits(kind=VisitKind.MOVE_IN)
    assert (visit.customer_id, visit.due_on) == (customer, a_month_after(moved_in))
    assert visit.starts_at is not None
    assert visit.starts_at.astimezone(SETTINGS.site_zone).date() <= a_month_after(moved_in)
    with pytest.raises(Invalid):
        recorded(office, visit)
    assert recorded(office, visit, evaluation=5).evaluation == 5
    office.desk.do("officer", ticketing.change_customer, customer_id=customer, name="李娜娜")
    office.copies.take_events()
    assert len(office.visits(kind=VisitKind.MOVE_IN)) == 1


def test_whoever_moves_out_is_not_visited(office: VisitsOffice) -> None:
    visit = requested(office)
    office.desk.do("officer", ticketing.move_out, customer_id=visit.customer_id, on=office.today())
    office.copies.take_events()
    assert current(office, visit).state is VisitState.CANCELLED


def test_a_closed_complaint_is_followed_up(office: VisitsOffice) -> None:
    ticket = office.desk.open(kind=TicketKind.COMPLAINT, title="噪音扰民")
    for who, verb, facts in (
        ("officer", ticketing.assign, {"assignee_id": office.staff("supervisor").id}),
        ("supervisor", ticketing.resolve, {"resolution": "已劝阻"}),
        ("officer", ticketing.answer, {"answer": "已劝阻", "channel": "phone"}),
        ("officer", ticketing.close, {}),
    ):
        office.desk.do(who, verb, ticket_id=ticket.id, **facts)
    office.copies.take_events()
    (visit,) = office.visits(kind=VisitKind.COMPLAINT)
    assert (visit.ticket_id, visit.due_on) == (ticket.id, office.today() + timedelta(days=7))


@given(st.dates(date(2000, 1, 1), date(2099, 11, 30)))
def test_within_a_month_ends_in_the_next_month_and_never_later_than_the_same_day(day: date) -> None:
    due = a_month_after(day)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == 1
    assert due.day == day.day or (due.day < day.day and (due + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("moved_in", "due"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 2, 28), date(2027, 3, 28)),
    ],
)
def test_the_ends_of_months_and_years(moved_in: date, due: date) -> None:
    assert a_month_after(moved_in) == due


def test_the_pages_take_a_visit_from_its_plan_to_its_record(office: VisitsOffice) -> None:
    officer, customer = office.visitor("officer"), office.desk.customers["张伟"].id
    assert "张伟" in officer.get("/visit/new", text="张伟").text
    when = at(office, 3).strftime("%Y-%m-%dT%H:%M")
    facts = {"customer_id": str(customer), "kind": "at_request", "starts_at": when}
    planned = officer.post("/visit/new", seen_on=f"/visit/new?customer_id={customer}", **facts)
    page = officer.follow(planned).text
    assert "应约走访" in page
    (visit,) = office.visits()
    base = f"/visit/{visit.id}"
    twice = officer.post("/visit/new", seen_on=f"/visit/new?customer_id={customer}", **facts)
    assert twice.status_code == 422
    assert "专员此时要走访另一户" in twice.text
    assert officer.post(f"{base}/absent", seen_on=base).status_code == 303
    told = {"visited_at": clock.now().astimezone(SETTINGS.site_zone).strftime("%Y-%m-%dT%H:%M"), "met": "张伟"}
    more = {"need_1_kind": "repair", "need_1_title": "门铃不响", "evaluation": "4", "need_2_kind": "repair"}
    done = officer.post(f"{base}/record", seen_on=base, **told, **more)
    page = officer.follow(done).text
    assert "门铃不响" in page
    assert "正在转给客服受理" in page
    for path in (base, "/list?state=done", "/visit/new"):
        assert office.visitor("lead", "en").get(path).status_code == 200
    reader = office.visitor("gardener")
    assert "登记走访</button>" not in reader.get(base).text
    assert office.caller("gardener").post(f"visits/{visit.id}/record", told).status_code == 403
    assert office.caller("officer").post(f"visits/{visit.id}/cancel", {"reason": "x"}).status_code == 403


def test_an_erased_household_leaves_its_visits_with_nobody_named(office: VisitsOffice) -> None:
    visit = requested(office)
    recorded(
        office, visit, needs=[Need(NeedKind.REPAIR, "张伟家门铃不响")], promised="张伟", promised_until=office.today()
    )
    event = contracts.CustomerErased(
        customer_id=visit.customer_id, estate_id=visit.estate_id, member_ids=[], ticket_ids=[], told_ids=[]
    )
    with office.database.write() as session:
        handlers.erase_household(session, event)
    with office.database.read() as session:
        for table in (VisitRecord, VisitNeed, AuditRow):
            for row in session.scalars(select(table)):
                assert "张伟" not in str(vars(row)), row
