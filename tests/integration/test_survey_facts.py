"""The facts of the quarterly analysis: kept from events alone, counted as somebody else counts them (A2.8)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from services.survey import contracts, handlers, queries
from services.survey.app import SERVICE
from services.survey.models import CLOCKS, Contact, Figures, Heard, Issue, IssueReporter, Outage, Premises, Quarter
from services.ticketing import handlers as ticketing
from services.ticketing.models import AnswerChannel, Channel, TicketKind
from shared import eventlog
from shared.ids import new_id
from shared.inbox import Inbox
from tests.integration.survey_facts import AUTUMN, ZONE, at, estate_of, figures, fill, tell
from tests.integration.survey_office import SurveyOffice

WHEN = at("2026-08-01")
TABLES = (Issue, IssueReporter, Contact, Outage)
NOW = Quarter.of(datetime.now(ZONE).date())
DONE: dict[str, Any] = {"resolution": "已换密封圈"}
REPLY: dict[str, Any] = {"answer": "已修好，请放心", "channel": AnswerChannel.PHONE}


def issues(office: SurveyOffice) -> dict[str, Issue]:
    office.copies.take_events()
    with office.database.read() as session:
        return {row.number: row for row in session.scalars(select(Issue))}


def worked_through(office: SurveyOffice) -> list[str]:
    """Numbers of tickets: solved, declined, reopened, merged."""
    desk = office.desk
    told: list[Any] = [{}, {"channel": Channel.WEB, "kind": TicketKind.SUGGESTION, "tier": None}, {}, {}]
    tickets = [desk.open(title=f"第{number}件", **facts) for number, facts in enumerate(told)]
    for ticket in tickets:
        desk.do("officer", ticketing.acknowledge, ticket_id=ticket.id)
    for ticket in (tickets[0], tickets[2]):
        desk.do("officer", ticketing.resolve, ticket_id=ticket.id, **DONE)
        desk.do("officer", ticketing.answer, ticket_id=ticket.id, **REPLY)
        desk.do("officer", ticketing.close, ticket_id=ticket.id)
    desk.do("officer", ticketing.rate, ticket_id=tickets[0].id, score=5)
    desk.do("officer", ticketing.decline, ticket_id=tickets[1].id, reason="不在物业职责范围内")
    desk.do("officer", ticketing.reopen, ticket_id=tickets[2].id, reason="又漏水了")
    desk.do("officer", ticketing.flag_major, ticket_id=tickets[2].id, reason="反复漏水")
    reporter = {"customer_id": desk.customers["王芳"].id, "words": "我家也是"}
    desk.do("officer", ticketing.add_reporter, ticket_id=tickets[2].id, **reporter)
    desk.do("officer", ticketing.merge, ticket_id=tickets[3].id, into_id=tickets[2].id)
    return [ticket.number for ticket in tickets]


def test_a_ticket_is_kept_as_its_events_tell_it(office: SurveyOffice) -> None:
    solved, declined, reopened, merged = worked_through(office)
    found = issues(office)
    assert (found[solved].outcome, found[solved].status, found[solved].score) == ("已换密封圈", "closed", 5)
    assert (found[declined].outcome, found[declined].channel) == ("不在物业职责范围内", "web")
    assert found[declined].declined_at is not None
    assert (found[reopened].reopened, found[reopened].major, found[reopened].closed_at) == (True, True, None)
    assert (found[reopened].outcome, found[merged].merged) == ("", True)
    counted = figures(office, NOW)
    assert (counted.total, counted.states["merged"], counted.ratings) == (3, 1, Heard(3, 0, 1, 5))
    states = {"done": 1, "declined": 1, "open": 1, "answered": 1, "closed": 1, "reopened": 1, "major": 1}
    assert {name: counted.states[name] for name in states} == states
    assert [(row.number, row.words) for row in counted.reasons] == [(declined, "不在物业职责范围内")]
    assert [(count.name, count.now) for count in counted.buildings] == [("2栋", 3)]


def test_built_anew_from_events_alone_the_numbers_are_the_same(office: SurveyOffice) -> None:
    worked_through(office)
    office.copies.take_events()
    tell(office, "visits.visit_recorded.v1", visit_id=new_id(), visited_at=datetime.now(UTC), evaluation=4, needs=2)
    tell(office, "notify.notice_published.v1", notice_id=new_id(), kind="power_outage", starts_at=datetime.now(UTC))
    rows, counted = office.copies.rows(*TABLES), figures(office, NOW)
    with office.database.write() as session:
        session.execute(delete(Issue))
        eventlog.rebuild(session, SERVICE)
    assert office.copies.rows(*TABLES) == rows
    assert figures(office, NOW) == counted
    assert Figures.of(counted.plain()) == counted


def test_what_is_told_twice_or_too_late_changes_nothing(office: SurveyOffice) -> None:
    ticket: dict[str, Any] = {"ticket_id": new_id(), "number": "BX-1", "at": at("2026-08-01")}
    opened = tell(office, "ticketing.ticket_opened.v1", **ticket, kind="repair", status="received")
    answered = tell(office, "ticketing.ticket_answered.v1", 3, **ticket, kind="repair", status="answered")
    breached = tell(office, "ticketing.clock_breached.v1", 2, **ticket, kind="repair", clock="answer")
    rows = office.copies.rows(*TABLES)
    Inbox(office.database, SERVICE).apply([opened, answered, breached] * 2)
    tell(office, "ticketing.ticket_acknowledged.v1", 2, **ticket, kind="repair", status="acknowledged")
    tell(office, "ticketing.ticket_opened.v1", 1, **ticket, kind="repair", status="received")
    assert office.copies.rows(*TABLES) == rows
    (issue,) = issues(office).values()
    assert (issue.status, issue.late_answer, issue.late_resolve) == ("answered", True, False)


def test_visits_symposiums_boxes_and_outages_are_heard(office: SurveyOffice) -> None:
    when = at("2026-09-30", 23)
    for evaluation in (5, 4, None):
        told: dict[str, Any] = {"visited_at": when, "evaluation": evaluation, "needs": 1}
        tell(office, "visits.visit_recorded.v1", visit_id=new_id(), **told)
    plan: dict[str, Any] = {"held_at": None, "attended": 0, "deleted": False}
    held: dict[str, Any] = {"held_at": when, "attended": 12, "deleted": False}
    meeting = new_id()
    tell(office, "visits.symposium_changed.v1", 1, id=meeting, **plan)
    tell(office, "visits.symposium_changed.v1", 2, id=meeting, **held)
    tell(office, "visits.symposium_changed.v1", 1, id=new_id(), **plan)
    tell(office, "ticketing.mailbox_emptied.v1", emptying_id=new_id(), emptied_at=when, letters=3)
    planned, emergency, withdrawn, replaced = (new_id() for _ in range(4))
    for notice, reason in ((planned, ""), (emergency, "变压器起火"), (withdrawn, ""), (replaced, "")):
        told = {"kind": "water_outage", "starts_at": when, "emergency_reason": reason, "number": str(notice)[-4:]}
        tell(office, "notify.notice_published.v1", notice_id=notice, **told)
    tell(office, "notify.outage_announced.v1", 2, notice_id=planned)
    tell(office, "notify.notice_withdrawn.v1", 2, notice_id=withdrawn, at=when - timedelta(hours=1))
    tell(office, "notify.notice_replaced.v1", 2, notice_id=replaced)
    tell(office, "notify.notice_published.v1", notice_id=new_id(), kind="tip")
    counted = figures(office)
    assert counted.visits == Heard(3, 3, 2, 9)
    assert (counted.symposiums.told, counted.mailbox.told, counted.outages) == (12, 3, 2)
    assert [(row.reason, row.kind) for row in counted.unannounced] == [("变压器起火", "water_outage")]
    assert figures(office, AUTUMN.before(-1)).visits == Heard(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("day", "key"),
    [("2026-01-01", "2026-Q1"), ("2026-03-31", "2026-Q1"), ("2026-04-01", "2026-Q2"), ("2026-12-31", "2026-Q4")],
)
def test_quarters_begin_and_end_on_these_days(day: str, key: str) -> None:
    quarter = Quarter.of(date.fromisoformat(day))
    assert (quarter.key, Quarter.named(key)) == (key, quarter)
    assert quarter.begins(ZONE) <= at(day, 0) < quarter.ends(ZONE)
    assert quarter.before(3).before(-3) == quarter


def test_a_quarter_ends_at_the_midnight_of_the_site(office: SurveyOffice) -> None:
    last = datetime(2026, 9, 30, 15, 59, 59, tzinfo=UTC)
    fill(office, {"opened_at": last}, {"opened_at": last + timedelta(seconds=1)})
    assert [figures(office, quarter).total for quarter in (AUTUMN, AUTUMN.before(-1))] == [1, 1]


@pytest.fixture
def places(office: SurveyOffice) -> Sequence[Premises]:
    with office.database.read() as session:
        return session.scalars(select(Premises).where(Premises.estate_id == estate_of(office))).all()


MOMENT = st.integers(0, 500 * 24).map(lambda hours: datetime(2025, 6, 1, tzinfo=UTC) + timedelta(hours=hours))
MAYBE = st.none() | MOMENT
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "opened_at": MOMENT,
            "kind": st.sampled_from(["repair", "complaint", "praise"]),
            "category": st.sampled_from(["", "水电", "电梯"]),
            "channel": st.sampled_from(["phone", "web"]),
            "merged": st.booleans(),
            "reopened": st.booleans(),
            "score": st.none() | st.integers(1, 5),
            **dict.fromkeys(("acknowledged_at", "resolved_at", "declined_at", "answered_at", "closed_at"), MAYBE),
            **{f"late_{clock}": st.booleans() for clock in CLOCKS},
        }
    ),
    max_size=12,
)


@given(rows=ROWS, picks=st.lists(st.integers(0, 99), min_size=12, max_size=12))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_numbers_are_what_somebody_else_counts(
    office: SurveyOffice, places: Sequence[Premises], rows: list[dict[str, Any]], picks: list[int]
) -> None:
    with office.database.write() as session:
        session.execute(delete(Issue))
    homes: list[Premises | None] = [*places, None]
    for row, pick in zip(rows, picks, strict=False):
        home = homes[pick % len(homes)]
        row["unit_id"] = home.id if home else None
        row["building"] = home.path.split()[0].split("/")[0] if home else ""
    fill(office, *({name: value for name, value in row.items() if name != "building"} for row in rows))
    counted, own = figures(office), [row for row in rows if not row["merged"]]
    now, before = (within(own, quarter) for quarter in (AUTUMN, AUTUMN.before()))
    assert counted.totals == [len(within(own, Quarter.named(key) or AUTUMN)) for key in counted.periods]
    assert told(counted.kinds) == tally(now, "kind")
    assert told(counted.categories) == tally(now, "category")
    assert told(counted.channels) == tally(now, "channel")
    assert {count.name: count.change for count in counted.kinds} == {
        kind: tally(now, "kind")[kind] - tally(before, "kind")[kind] for kind in {count.name for count in counted.kinds}
    }
    assert sum(count.now for count in counted.buildings) == len(now)
    assert {count.name for count in counted.buildings if count.now} == {row["building"] for row in now}
    assert counted.states["merged"] == len(within([row for row in rows if row["merged"]], AUTUMN))
    assert counted.states["done"] + counted.states["declined"] + counted.states["open"] == len(now)
    scores = [row["score"] for row in now if row["score"]]
    assert counted.ratings == Heard(len(now), 0, len(scores), sum(scores))
    for rate in counted.rates:
        assert rate.late == sum(row[f"late_{rate.clock}"] for row in now)
        assert rate.kept_before == sum(kept(row, rate.clock) for row in before)
        assert rate.kept == sum(kept(row, rate.clock) for row in now)
    again = Counter((row["kind"], row["category"], row["building"]) for row in now if row["kind"] != "praise")
    assert {(top.kind, top.category, top.building): top.number for top in counted.top} == {
        key: number for key, number in again.items() if number > 1
    }


def within(rows: Iterable[dict[str, Any]], quarter: Quarter) -> list[dict[str, Any]]:
    return [row for row in rows if Quarter.of(row["opened_at"].astimezone(ZONE).date()) == quarter]


def tally(rows: Iterable[dict[str, Any]], name: str) -> Counter[str]:
    return Counter(row[name] for row in rows)


def told(counts: Iterable[Any]) -> Counter[str]:
    return Counter({count.name: count.now for count in counts if count.now})


def kept(row: dict[str, Any], clock: str) -> bool:
    ended = {"acknowledge": ["acknowledged_at"], "answer": ["answered_at"]}.get(clock, ["resolved_at", "declined_at"])
    return any(row[name] is not None for name in ended) and not row[f"late_{clock}"]


def test_who_is_erased_is_counted_but_not_known(office: SurveyOffice) -> None:
    worked_through(office)
    office.copies.take_events()
    who = office.desk.customers["张伟"]
    visit = new_id()
    tell(
        office, "visits.visit_recorded.v1", visit_id=visit, customer_id=who.id, met="张伟", visited_at=at("2026-08-01")
    )
    before = figures(office, NOW)
    with office.database.read() as session:
        tickets = list(session.scalars(select(Issue.id).where(Issue.customer_id == who.id)))
    erased = contracts.CustomerErased(
        customer_id=who.id, estate_id=estate_of(office), member_ids=[], ticket_ids=tickets, told_ids=[]
    )
    with office.database.write() as session:
        handlers.erase_household(session, erased)
    assert all((row.customer_id, row.outcome in ("", "███")) == (None, True) for row in issues(office).values())
    after = figures(office, NOW)
    assert (after.totals, after.states, after.rates, after.kinds) == (
        *(before.totals, before.states, before.rates, before.kinds),
    )
    with office.database.read() as session:
        logged = session.scalars(select(eventlog.EventLogRow.body).where(eventlog.EventLogRow.subject == str(visit)))
        assert "张伟" not in logged.one().decode()


def test_numbers_of_one_estate_are_not_told_in_another(office: SurveyOffice) -> None:
    fill(office, {})
    assert figures(office).total == 1
    assert office.read("stranger", queries.figures, estate_id=estate_of(office), quarter=AUTUMN).total == 0
