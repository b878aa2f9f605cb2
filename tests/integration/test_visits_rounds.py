"""季度走访: every household of every floor once a quarter, by the officer whose floor it is (A2.7, C1.4.6)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from services.ticketing import handlers as ticketing
from services.ticketing.models import AbsenceReason, TicketKind
from services.visits import handlers, queries
from services.visits.handlers.rounds import FOLLOWING
from services.visits.models import FloorOfficer, Visit, VisitKind, VisitState, last_day_of, quarter_of
from shared.calendar import notice_of
from shared.errors import Invalid
from shared.timers import Deadline
from tests.conftest import MakeDatabase
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_desk import NAMES, counted_queries, furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice


@pytest.fixture
def office(make_database: MakeDatabase) -> VisitsOffice:
    return VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))


def following(office: VisitsOffice) -> tuple[int, int]:
    """The quarter after today's, of which every day is still to come."""
    return quarter_of(last_day_of(*quarter_of(office.today())) + timedelta(days=1))


def day_of(visit: Visit) -> date:
    assert visit.starts_at is not None
    return visit.starts_at.astimezone(SETTINGS.site_zone).date()


def test_a_floor_has_exactly_one_officer_on_any_day(office: VisitsOffice) -> None:
    floor, other = (row.id for row in office.floors())
    today = office.today()
    office.give([floor, other], first_day=today - timedelta(days=30))
    office.give([floor], "supervisor", today + timedelta(days=10))
    _floor, spans = office.read("lead", queries.history, floor_id=floor)
    assert [(span.officer, span.first_day, span.last_day) for span in spans] == [
        ("李敏", today - timedelta(days=30), today + timedelta(days=9)),
        ("周洁", today + timedelta(days=10), None),
    ]
    (listed, _other) = office.read("lead", queries.floors).items
    assert (listed.officer, listed.successor) == ("李敏", "周洁")
    with pytest.raises(Invalid):
        office.give([floor], "officer", today - timedelta(days=1))
    with pytest.raises(Invalid):
        office.give([floor], "supervisor", today)  # it would overlap with what was promised
    with pytest.raises(Invalid):
        office.give([floor], "plumber")


def test_a_choice_of_today_can_be_corrected_today(office: VisitsOffice) -> None:
    floor = office.floors()[0].id
    office.give([floor])
    (row,) = office.give([floor], "supervisor")
    with office.database.read() as session:
        assert session.scalars(select(FloorOfficer.staff_id)).all() == [office.staff("supervisor").id]
    assert office.audit(row.id) == ["floor_officer.assign", "floor_officer.change"]


def test_floors_without_an_officer_are_shown(office: VisitsOffice) -> None:
    office.give_all()
    assert office.read("lead", queries.without_officer) == 0
    office.desk.do("lead", ticketing.deactivate_staff, staff_id=office.staff("officer").id)
    office.copies.take_events()
    assert office.read("lead", queries.without_officer) == 2
    assert all(row.gone for row in office.read("lead", queries.floors, without=True).items)


def test_every_household_is_visited_once_on_a_working_day_of_its_officer(office: VisitsOffice) -> None:
    office.give_all()
    year, quarter = following(office)
    away = (date(year, 3 * quarter - 2, 1), date(year, 3 * quarter - 2, 15))
    facts = {"staff_id": office.staff("officer").id, "reason": AbsenceReason.HOLIDAY}
    office.desk.do("lead", ticketing.enter_absence, **facts, first_day=away[0], last_day=away[1])
    office.copies.take_events()
    row = office.plan(year, quarter)
    visits = office.visits(round_id=row.id)
    assert len({visit.customer_id for visit in visits}) == len(visits) == len(NAMES) == row.households
    assert row.without_time == 0
    assert {visit.officer_id for visit in visits} == {office.staff("officer").id}
    assert all(row.first_day <= day_of(visit) <= row.last_day and day_of(visit) > away[1] for visit in visits)
    assert all(notice_of(year).works_on(day_of(visit)) for visit in visits)
    assert len({visit.starts_at for visit in visits}) == len(visits)


def test_open_complaints_and_unanswered_opinions_come_first(office: VisitsOffice) -> None:
    office.give_all()
    complainer, adviser = (office.desk.customers[name].id for name in (NAMES[6], NAMES[3]))
    office.desk.open(kind=TicketKind.COMPLAINT, title="噪音扰民", customer_id=complainer, area=None)
    office.desk.open(kind=TicketKind.SUGGESTION, title="建议加装扶手", customer_id=adviser, area=None)
    office.copies.take_events()
    row = office.plan(*following(office))
    assert [visit.customer_id for visit in office.visits(round_id=row.id)[:2]] == [complainer, adviser]
    first = office.read("lead", queries.visits, round_id=row.id).items[0]
    assert [concern.title for concern in first.concerns] == ["噪音扰民"]


def test_a_key_customer_is_visited_by_the_project_lead_too(office: VisitsOffice) -> None:
    office.give_all()
    key = office.desk.customers["王芳"].id
    office.desk.do("officer", ticketing.change_customer, customer_id=key, key_customer=True)
    office.copies.take_events()
    row = office.plan(*following(office))
    own = {visit.kind: visit.officer_id for visit in office.visits(round_id=row.id) if visit.customer_id == key}
    assert own == {
        VisitKind.QUARTERLY: office.staff("officer").id,
        VisitKind.KEY_CUSTOMER: office.staff("lead").id,
    }


def test_planning_anew_keeps_what_is_agreed_and_moves_what_cannot_stay(office: VisitsOffice) -> None:
    office.give_all()
    row = office.plan(*following(office))
    before = {visit.id: (visit.starts_at, visit.officer_id) for visit in office.visits(round_id=row.id)}
    office.plan(row.year, row.quarter)
    assert {visit.id: (visit.starts_at, visit.officer_id) for visit in office.visits(round_id=row.id)} == before
    agreed = office.visits(round_id=row.id)[0]
    with office.database.write() as session:
        agree = update(Visit).where(Visit.id == agreed.id).values(state=VisitState.CONFIRMED)
        session.connection().execute(agree)
    upper = office.floors()[1].id
    office.give([upper], "supervisor", row.first_day)
    office.desk.do("officer", ticketing.move_out, customer_id=office.desk.customers[NAMES[7]].id, on=office.today())
    office.copies.take_events()
    office.plan(row.year, row.quarter)
    after = {visit.id: visit for visit in office.visits(round_id=row.id)}
    assert after.keys() == before.keys()
    assert after[agreed.id].starts_at == before[agreed.id][0]
    for visit in after.values():
        if visit.floor_id == upper and visit.state is VisitState.PLANNED:
            assert visit.officer_id == office.staff("supervisor").id
        elif visit.state is VisitState.PLANNED:
            assert (visit.starts_at, visit.officer_id) == before[visit.id]
    left = [visit.customer_id for visit in after.values() if visit.state is VisitState.CANCELLED]
    assert left == [office.desk.customers[NAMES[7]].id]


def test_who_has_no_officer_has_no_time_until_there_is_one(office: VisitsOffice) -> None:
    row = office.plan(*following(office))
    assert row.without_time == len(NAMES)
    office.give_all()
    assert office.plan(row.year, row.quarter).without_time == 0
    assert office.audit(row.id) == ["round.plan", "round.replan"]


def test_the_next_quarter_is_planned_by_itself_once(office: VisitsOffice) -> None:
    office.give_all()
    row = office.plan(*following(office))
    office.plan(row.year, row.quarter)
    with office.database.read() as session:
        promised = session.scalars(select(Deadline).where(Deadline.kind == FOLLOWING, Deadline.state == "pending"))
        (due,) = promised.all()
    assert (row.last_day - due.due_at.astimezone(SETTINGS.site_zone).date()).days == 14
    for _again in range(2):
        with office.database.write() as session:
            handlers.plan_following(session, round_id=row.id)
    rounds = office.read("lead", queries.quarterly_rounds).items
    assert [(each.round.year, each.round.quarter) for each in rounds] == [
        quarter_of(row.last_day + timedelta(days=1)),
        (row.year, row.quarter),
    ]


def test_a_round_of_the_past_is_not_planned(office: VisitsOffice) -> None:
    year, quarter = quarter_of(office.today())
    with pytest.raises(Invalid):
        office.plan(year - 1, quarter)
    with pytest.raises(Invalid):
        office.plan(year + 2, quarter)


def test_the_lists_take_few_queries(office: VisitsOffice) -> None:
    office.give_all()
    row = office.plan(*following(office))
    lead = office.caller("lead")
    for path in ("quarterly-rounds", "visits", "floors"):
        with counted_queries(office.database) as statements:
            assert lead.get(path).status_code == 200
        assert len(statements) <= 7, path
    with counted_queries(office.database) as statements:
        assert office.visitor("lead").get(f"/rounds/{row.id}").status_code == 200
    assert len(statements) <= 8


def test_the_pages_say_it_in_both_languages(office: VisitsOffice) -> None:
    floors = [row.id for row in office.floors()]
    lead = office.visitor("lead")
    assert "无人分管" in lead.get("/floors").text
    facts = {"staff_id": str(office.staff("officer").id), "first_day": office.today().isoformat()}
    given = lead.post("/floors", selected=[str(key) for key in floors], **facts)
    assert given.status_code == 303, given.text
    assert "李敏" in lead.get("/floors").text
    year, quarter = following(office)
    answer = lead.post("/rounds/new", estate_id=str(office.estate_id), when=f"{year}-{quarter}")
    assert answer.status_code == 303, answer.text
    (row,) = office.read("lead", queries.quarterly_rounds).items
    page = lead.get(f"/rounds/{row.round.id}").text
    assert f"{year} 年第 {quarter} 季度" in page
    assert "0/4" in page
    english = office.visitor("lead", "en")
    pages = (
        "/",
        "/floors",
        f"/floors/{floors[0]}",
        "/rounds/new",
        f"/rounds/{row.round.id}",
        "/list",
        "/list?late=true",
    )
    for path in pages:
        assert english.get(path).status_code == 200, path
    listed = office.visitor("officer").get("/list")
    assert "张伟" in listed.text
    visit = office.visits()[0]
    assert visit.unit_path in office.visitor("officer").get(f"/visit/{visit.id}").text
    assert office.visitor("officer").get("/rounds/new").status_code == 403
    stranger = signed_in(office.app, office.desk.stranger)
    for path in (f"rounds/{row.round.id}", f"visit/{visit.id}", f"floors/{floors[0]}"):
        assert stranger.get(f"/visits/{path}").status_code == 404
