"""The compliance calendar: a year of the services' events, and each duty kept or missed where it should be."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from services.visits import handlers
from services.visits.app import SERVICE
from services.visits.clauses import LIVE
from services.visits.models import Duty
from shared import eventlog
from shared.db import Database
from shared.outbox import OutboxRow
from shared.testing.databases import Databases
from tests.integration.duty_calendar import DAY, ESTATE, OTHER, DutyCalendar, Told, at, named

NEW_YEAR = at("2027-01-01", "00:00")
AFTERWARDS = at("2028-02-10")
TICK = timedelta(seconds=1)
SILENT = ("security", "greening", "customer_service")
PLUMBER = UUID("018f0000-0000-7000-8000-00000000000a")


@pytest.fixture
def service_name() -> str:
    return "visits"


@pytest.fixture
def calendar(database: Database) -> Iterator[DutyCalendar]:
    """Two estates have come on the last day of 2026."""
    calendar = DutyCalendar(database)
    with calendar.beginning(at("2026-12-31")):
        arrive(calendar)
        yield calendar


def arrive(calendar: DutyCalendar) -> None:
    for estate in (ESTATE, OTHER):
        calendar.estate(estate, at("2026-12-31"))
    calendar.play(at("2026-12-31"))


def survey(calendar: DutyCalendar, half: int, closed: str, hour: str = "10:00") -> None:
    told = {
        "id": named(f"H{half}"),
        "year": 2027,
        "half": half,
        "title": f"H{half}",
        "closed_at": at(closed, hour),
        "deleted": False,
    }
    calendar.tell("survey.campaign_changed.v1", at(closed, hour), subject=named(f"H{half}"), **told)


def notice(calendar: DutyCalendar, key: str, name: str, day: str, hour: str = "10:00", **facts: Any) -> None:
    told = {"notice_id": named(name), "number": name, "kind": "notice", "emergency_reason": "", "starts_at": None}
    calendar.tell(f"notify.{key}.v1", at(day, hour), subject=named(name), **told | facts)


def posting(calendar: DutyCalendar, key: str, name: str, day: str, due: str, **facts: Any) -> None:
    told = {"posting_id": named(name), "number": name, "place": "大堂", "due_at": at(due), "posted_at": None}
    calendar.tell(f"notify.{key}.v1", at(day), subject=named(name), **told | facts)


def breach(day: str, hour: str) -> dict[str, Any]:
    return {"clock": "respond", "due_at": at(day, hour)}


def first_quarter(calendar: DutyCalendar) -> None:
    """Repairs, complaints, a major problem, a question to a superior."""
    calendar.ticket("ticket_opened", "T1", at("2027-01-05"), tier="emergency")
    calendar.ticket("ticket_assigned", "T1", at("2027-01-05", "10:02"), assignee_id=PLUMBER, tier="emergency")
    calendar.ticket("ticket_arrived", "T1", at("2027-01-05", "10:10"), tier="emergency")
    calendar.ticket("ticket_opened", "T2", at("2027-01-06"), tier="urgent")
    calendar.ticket(
        "clock_breached", "T2", at("2027-01-06", "10:15"), clock="respond", due_at=at("2027-01-06", "10:15")
    )
    calendar.ticket("ticket_arrived", "T2", at("2027-01-06", "10:15:01"))
    calendar.ticket("ticket_opened", "T3", at("2027-01-07"))
    calendar.ticket("ticket_time_agreed", "T3", at("2027-01-07", "11:00"), agreed_at=at("2027-01-09", "15:00"))
    calendar.ticket("ticket_arrived", "T3", at("2027-01-09", "15:00"))
    calendar.ticket("ticket_opened", "T4", at("2027-01-08"))
    calendar.ticket("ticket_merged", "T4", at("2027-01-08", "11:00"), into_number="T3")
    calendar.ticket("ticket_opened", "T5", at("2027-01-10"))
    calendar.ticket(
        "clock_breached", "T5", at("2027-01-11", "00:00"), clock="respond", due_at=at("2027-01-11", "00:00")
    )
    for name in ("T1", "T2", "T3"):
        calendar.ticket("ticket_answered", name, at("2027-01-12"))
    calendar.ticket("ticket_reopened", "T3", at("2027-01-13"))
    calendar.ticket("ticket_answered", "T3", at("2027-01-14"))
    calendar.ticket("ticket_reopened", "T2", at("2027-01-13"))
    calendar.ticket("major_problem_flagged", "T1", at("2027-01-15"))
    calendar.ticket("visits.major_visit_recorded", "T1", at("2027-01-18"), visited_at=at("2027-01-18", "09:00"))
    calendar.ticket("major_problem_flagged", "T2", at("2027-01-15"))
    calendar.ticket("major_problem_flagged", "T3", at("2027-01-15"))
    calendar.ticket("major_problem_withdrawn", "T3", at("2027-01-16"))
    calendar.ticket("ticket_referred", "T1", at("2027-01-19"), staff_ids=[PLUMBER])
    calendar.ticket("solution_proposed", "T1", at("2027-01-19", "10:04"))
    calendar.ticket("ticket_referred", "T2", at("2027-01-19"), staff_ids=[PLUMBER])
    calendar.ticket("referral_overdue", "T2", at("2027-01-19", "10:10"))
    calendar.ticket("mailbox_letter_received", "L1", at("2027-01-20"), kind="suggestion", area=None)
    calendar.ticket("clock_breached", "L1", at("2027-01-23"), clock="answer", due_at=at("2027-01-23"))
    calendar.ticket("ticket_answered", "L1", at("2027-01-24"), kind="suggestion", area=None)


def rest_of_the_year(calendar: DutyCalendar) -> None:
    """Outages, paper, publications, households that move in, gaps at the hotline, what teams make of needs."""
    outage: dict[str, Any] = {"kind": "power_outage", "starts_at": at("2027-03-10")}
    notice(calendar, "notice_approved", "N1", "2027-03-08", **outage)
    notice(calendar, "notice_published", "N1", "2027-03-08", "11:00", **outage)
    notice(calendar, "outage_announced", "N1", "2027-03-09", **outage)
    notice(calendar, "notice_approved", "N2", "2027-03-08", **outage)
    notice(calendar, "outage_announced", "N2", "2027-03-09", "10:00:01", **outage)
    notice(calendar, "notice_approved", "N3", "2027-03-10", **outage, emergency_reason="爆管")
    notice(calendar, "notice_approved", "N4", "2027-03-08", **outage)
    notice(calendar, "notice_withdrawn", "N4", "2027-03-08", "12:00", **outage)
    notice(calendar, "notice_approved", "N5", "2027-03-08", **outage)
    posting(calendar, "notice_posted", "P1", "2027-03-09", due="2027-03-09", posted_at=at("2027-03-09", "09:00"))
    posting(calendar, "posting_late", "P2", "2027-03-09", due="2027-03-09", state="to_post")
    posting(calendar, "notice_posted", "P2", "2027-03-10", due="2027-03-09", posted_at=at("2027-03-10", "09:00"))
    posting(calendar, "posting_late", "P3", "2027-03-09", due="2027-03-09", state="to_post")
    posting(calendar, "posting_late", "P4", "2027-03-09", due="2027-03-09", state="to_remove")
    notice(calendar, "notice_published", "V1", "2027-12-31", "23:59", kind="price_list")
    survey(calendar, 1, "2027-06-30", "23:59:59")
    survey(calendar, 2, "2028-01-01", "00:01")


def results_and_accounts(calendar: DutyCalendar) -> None:
    """Results of surveys, statements, signs, and what new customers are owed."""
    for half, day in ((1, "2027-07-20"), (2, "2028-02-05")):
        told = {"campaign_id": named(f"H{half}"), "title": f"H{half}"}
        calendar.tell("survey.results_published.v1", at(day), subject=named(f"H{half}"), **told)
    for quarter, day in ((1, "2027-04-30"), (2, "2027-07-31")):
        analysed = {"analysis_id": named(f"Q{quarter}"), "year": 2027, "quarter": quarter, "title": f"Q{quarter}"}
        calendar.tell("survey.analysis_published.v1", at(day), subject=named(f"Q{quarter}"), **analysed)
    for name, due_on, done in (
        ("M1", "2027-05-31", "2027-05-31"),
        ("M2", "2027-06-30", "2027-07-01"),
        ("M3", "2027-07-31", None),
    ):
        measure = {"measure_id": named(name), "year": 2027, "quarter": 1, "due_on": due_on, "owner_id": PLUMBER}
        calendar.tell("survey.measure_given.v1", at("2027-04-30"), subject=named(name), **measure)
        if done:
            calendar.tell("survey.measure_done.v1", at(done, "23:00"), subject=named(name), **measure)
    for name, ends_on, day in (("S1", "2027-03-31", "2027-04-30"), ("S2", "2027-06-30", "2027-08-01")):
        told = {"statement_id": named(name), "begins_on": "2027-01-01", "ends_on": ends_on}
        calendar.tell("notify.statement_published.v1", at(day, "23:59"), subject=named(name), **told)
    calendar.tell("notify.fee_reminder_sent.v1", at("2027-03-31", "23:59"), period="2027 Q1")
    sign = {"sign_id": named("B1"), "number": "B1"}
    calendar.tell("notify.sign_registered.v1", at("2027-05-01"), subject=named("B1"), **sign, next_due_on="2027-05-31")
    looked = {"due_on": "2027-05-31", "next_due_on": "2027-06-30"}
    calendar.tell("notify.sign_inspected.v1", at("2027-05-31", "23:00"), subject=named("B1"), **sign, **looked)


def symposiums(calendar: DutyCalendar) -> None:
    plan = {"plan_id": named("plan"), "year": 2027, "reason": ""}
    calendar.tell("visits.symposium_plan_approved.v1", at("2027-03-31", "23:59"), subject=named("plan"), **plan)
    for name, kind, states in (
        ("Y1", "residents", ("planned", "held")),
        ("Y2", "committee", ("planned",)),
        ("Y3", "residents", ("planned", "called_off")),
    ):
        for state, day in zip(states, ("2027-04-01", "2027-05-10"), strict=False):
            held_at = at("2027-05-10") if state == "held" else None
            told = {"id": named(name), "kind": kind, "state": state, "starts_at": at("2027-05-08"), "place": name}
            told |= {"held_at": held_at, "deleted": False}
            calendar.tell("visits.symposium_changed.v1", at(day, "12:00"), subject=named(name), **told)


def people_and_teams(calendar: DutyCalendar) -> None:
    for name, moved_in, registered in (
        ("2-501", "2027-01-31", "2027-01-31"),
        ("2-502", "2027-02-28", "2027-03-01"),
        ("2-503", "2019-05-01", "2027-03-01"),
    ):
        told = {"id": named(name), "unit_path": name, "moved_in_on": moved_in, "deleted": False, "merged_into_id": None}
        told |= {"moved_out_on": None}
        calendar.tell("ticketing.customer_changed.v1", at(registered), subject=named(name), **told)
    visit = {"customer_id": named("2-501"), "kind": "move_in", "visited_at": at("2027-02-28", "23:00")}
    calendar.tell("visits.visit_recorded.v1", at("2027-03-01", "09:00"), subject=named("V1"), **visit)
    for name, day, covered in (("G1", "2027-04-03", True), ("G2", "2027-04-04", False)):
        gap = {"gap_id": named(name), "starts_at": at(day, "22:00")}
        calendar.tell("ticketing.hotline_gap.v1", at("2027-04-01"), subject=named(name), **gap)
        calendar.tell("ticketing.hotline_gap_settled.v1", at("2027-04-02"), subject=named(name), **gap, covered=covered)
    for team, adjusted in (("cleaning", "2027-04-12"), ("security", "2027-04-17")):
        digest = {"digest_id": named(team), "team": team, "ends_at": at("2027-04-09")}
        calendar.tell("ticketing.needs_digest_published.v1", at("2027-04-09"), subject=named(team), **digest)
        calendar.tell("ticketing.needs_adjusted.v1", at(adjusted), subject=named(team), **digest)


def party(calendar: DutyCalendar, key: str, kind: str, day: str, **facts: Any) -> None:
    told: dict[str, Any] = {
        "id": named(key),
        "kind": kind,
        "name": key,
        "registered_at": at("2026-12-31"),
        "deleted": False,
    }
    told |= {"contract_from": None, "contract_until": None, "ended_on": None}
    calendar.tell("visits.party_changed.v1", at(day), subject=named(key), **told | facts)


def contact(calendar: DutyCalendar, name: str, kind: str, day: str, hour: str = "10:00") -> None:
    told: dict[str, Any] = {"party_id": named(name), "party": name, "party_kind": kind, "contacted_at": at(day, hour)}
    calendar.tell("visits.contact_logged.v1", at(day, hour), **told)


def talk(calendar: DutyCalendar, name: str, day: str, hour: str = "10:00") -> None:
    told: dict[str, Any] = {"party_id": named(name), "party": name, "held_at": at(day, hour)}
    calendar.tell("visits.contractor_talk_recorded.v1", at("2027-04-30"), **told)


def outside_parties(calendar: DutyCalendar) -> None:
    """One contractor comes and goes, the other one is renamed; the pre-sales stage is that of the meetings."""
    party(calendar, "保洁", "contractor", "2026-12-31", contract_from="2027-04-05")
    party(calendar, "保洁", "contractor", "2027-04-20", contract_from="2027-04-05", ended_on="2027-05-04")
    party(calendar, "安保", "contractor", "2027-04-10", registered_at=at("2027-04-10"))
    for name, kind in (("监理", "builder"), ("五金", "supplier"), ("街道办", "authority"), ("置业", "developer")):
        party(calendar, name, kind, "2027-01-02")
    for name, day, hour in (
        ("保洁", "2027-04-11", "23:59"),
        ("保洁", "2027-04-26", "00:00"),
        ("安保", "2027-04-14", "10:00"),
    ):
        talk(calendar, name, day, hour)
    party(calendar, "安保", "contractor", "2027-05-10", registered_at=at("2027-04-10"), name="安保集团")
    contact(calendar, "监理", "builder", "2027-07-31", "23:59")
    contact(calendar, "街道办", "authority", "2027-06-30", "23:59")
    for day in ("2027-06-21", "2027-06-23"):
        contact(calendar, "置业", "developer", day, "23:59")
    contact(calendar, "监理", "builder", "2027-06-22")


def meetings(calendar: DutyCalendar) -> None:
    """A venue manager runs the estate for two weeks of June; meetings are held, minuted, and decide something."""
    manager = {"id": named("venue"), "roles": ["venue_manager"], "estates": [str(ESTATE)], "deleted": False}
    for day, active in (("2027-06-20", True), ("2027-07-02", False)):
        told = {**manager, "active": active}
        calendar.tell("ticketing.staff_changed.v1", at(day, "23:00"), subject=named("venue"), **told)
    for kind, days in (
        ("office", ("2027-05-21", "2027-05-31", "2027-06-04")),
        ("stand_up", ("2027-06-21", "2027-06-22", "2027-06-24", "2027-06-25", "2027-06-26")),
        ("branch", ("2027-06-25", "2027-07-03")),
        ("committee", ("2027-06-30",)),
    ):
        for day in days:
            told = {"meeting_id": named(kind + day), "kind": kind, "starts_at": at(day), "held_at": at(day)}
            calendar.tell("visits.meeting_held.v1", at(day, "12:00"), subject=named(kind + day), **told)


def summaries(calendar: DutyCalendar) -> None:
    """In the first of these weeks one department is in time, one a day late; the others write nothing."""
    for team, week, day in (
        ("engineering", "2027-W25", "2027-06-25"),
        ("cleaning", "2027-W25", "2027-06-26"),
        ("engineering", "2027-W26", "2027-06-30"),
    ):
        told = {"summary_id": named(team + week), "team": team, "week": week}
        calendar.tell("visits.weekly_summary_submitted.v1", at(day, "23:59"), subject=named(team + week), **told)


def reports(calendar: DutyCalendar) -> None:
    """Of each kind one; the month's comes on the last day on which it may, the quarter's a day too late."""
    for kind, period, day in (
        ("week", "2027-W25", "2027-06-27"),
        ("month", "2027-07", "2027-08-05"),
        ("quarter", "2027-Q3", "2027-10-11"),
    ):
        told = {"report_id": named(period), "kind": kind, "period": period}
        calendar.tell("visits.report_submitted.v1", at(day, "23:59"), subject=named(period), **told)


def minutes_and_actions(calendar: DutyCalendar) -> None:
    """Of four meetings that began, one was a mistake; one of three actions is done in time."""
    for name, key, day in (
        ("M1", "minutes_filed", "2027-06-04"),
        ("M2", "minutes_filed", "2027-06-05"),
        ("M3", "", ""),
        ("M4", "meeting_cancelled", "2027-06-02"),
    ):
        about = {"meeting_id": named(name), "place": name, "starts_at": at("2027-06-01")}
        calendar.tell("visits.meeting_opened.v1", at("2027-06-01"), subject=named(name), **about)
        if key:
            calendar.tell(f"visits.{key}.v1", at(day, "23:59"), subject=named(name), **about)
    for number, key in ((1, "done"), (2, "dropped"), (3, "")):
        told = {"action_id": named(f"X{number}"), "number": number, "meeting_at": at("2027-06-01")}
        told |= {"due_on": "2027-06-10", "owner_id": PLUMBER}
        calendar.tell("visits.meeting_action_set.v1", at("2027-06-01"), subject=named(f"X{number}"), **told)
        if key:
            done = at("2027-06-10", "23:59")
            calendar.tell(f"visits.meeting_action_{key}.v1", done, subject=named(f"X{number}"), **told)


def event_changes(calendar: DutyCalendar) -> None:
    """Three changes of an event: acknowledged the same day, the next one, and never."""
    for name, acknowledged in (("C1", "2027-06-21"), ("C2", "2027-06-22"), ("C3", "")):
        told = {"change_id": named(name), "title": name, "staff_id": PLUMBER, "due_at": at("2027-06-22", "00:00")}
        calendar.tell("visits.event_change_requested.v1", at("2027-06-21"), subject=named(name), **told)
        if acknowledged:
            when = at(acknowledged, "23:59")
            calendar.tell("visits.event_change_acknowledged.v1", when, subject=named(name), **told)


def weeks(calendar: DutyCalendar) -> None:
    """The box is emptied every Sunday night; in week 7 just too late, in week 52 not at all."""
    sunday = at("2027-01-10", "23:59:59")
    for week in range(1, 52):
        told = {"emptied_at": sunday + (TICK if week == 7 else timedelta()), "by": "李娜", "place": "大堂"}
        calendar.tell("ticketing.mailbox_emptied.v1", told["emptied_at"], **told)  # type: ignore[arg-type] # a moment
        sunday += 7 * DAY


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def year(request: pytest.FixtureRequest) -> Iterator[DutyCalendar]:
    """2027 is over; for all tests that only look back at it."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.create("visits")
    calendar = DutyCalendar(Database(url))
    with calendar.beginning(at("2026-12-31")):
        arrive(calendar)
        for part in (
            first_quarter,
            rest_of_the_year,
            results_and_accounts,
            symposiums,
            people_and_teams,
            outside_parties,
            event_changes,
            weeks,
            meetings,
            summaries,
            reports,
            minutes_and_actions,
        ):
            part(calendar)
        calendar.play(AFTERWARDS)
        yield calendar
    calendar.database.close()
    databases.drop(url)


def test_a_year_is_kept_and_missed_exactly_where_it_was(year: DutyCalendar) -> None:
    assert year.states("C2.5") == {"T1": "kept", "T2": "late", "T3": "kept", "T4": "lapsed", "T5": "missed"}
    assert year.states("C1.4.2") == dict.fromkeys(("T1", "T2", "T3"), "kept") | {"T4": "lapsed", "T5": "due"}
    assert year.states("C1.4.3") == {"T1": "kept", "T2": "due", "T3": "kept", "T4": "lapsed", "T5": "due"}
    assert year.states("A2.10") == {"T1": "kept", "T2": "missed", "T3": "lapsed"}
    assert year.states("A2.4") == {"T1": "kept", "T2": "missed"}
    assert year.states("A2.9-letters") == {"L1": "late"}
    assert year.states("C2.1") == {"N1": "kept", "N2": "late", "N4": "lapsed", "N5": "missed"}
    assert year.states("A1.2") == {"P1 大堂": "kept", "P2 大堂": "late", "P3 大堂": "missed"}
    assert year.states("C1.4.1") == {"2-501": "kept", "2-502": "late"}
    assert year.states("C2.4") == {"2027-04-03 22:00": "kept", "2027-04-04 22:00": "missed"}
    assert year.states("A2.3-teams") == {"cleaning": "kept", "security": "late"}
    assert of_2027(year, "A2.1") == {"2027-H1": "kept", "2027-H2": "late"}
    assert of_2027(year, "C2.2") == {"2027": "kept"}
    assert of_2027(year, "C2.6") == {"2027": "missed"}
    assert year.states("A2.1-results") == {"H1": "kept", "H2": "late"}
    quarters = {"2027-Q1": "kept", "2027-Q2": "late", "2027-Q3": "missed"}
    assert {key: state for key, state in of_2027(year, "A2.8").items() if key in quarters} == quarters
    measures = {"2027-Q1 · 2027-05-31": "kept", "2027-Q1 · 2027-06-30": "late", "2027-Q1 · 2027-07-31": "missed"}
    assert year.states("A2.8-measures") == measures
    assert of_2027(year, "A2.6") == {"2027-Q1": "kept", "2027-Q2": "late", "2027-Q3": "missed", "2027-Q4": "missed"}
    assert of_2027(year, "C3") == {"2027-Q1": "kept"} | {f"2027-Q{number}": "missed" for number in (2, 3, 4)}
    assert of_2027(year, "C3.2") == of_2027(year, "A2.6")
    assert year.states("A1.3") == {"2027-05-31": "kept", "2027-06-30": "missed"}
    assert of_2027(year, "A2.2") == {"2027": "kept"}
    assert year.states("A2.2-held") == {"2027-05-08 Y1": "kept", "2027-05-08 Y2": "missed", "2027-05-08 Y3": "lapsed"}
    assert of_2027(year, "A1.1") == {"2027-H1": "kept", "2027-H2": "missed"}
    assert year.states("C1.4.4") == {"2-501": "kept", "2-502": "missed"}
    boxes = {f"2027-W{week:02}": "kept" for week in range(1, 53)}
    assert of_2027(year, "A2.9") == boxes | {"2027-W07": "missed", "2027-W52": "missed"}
    check_outside_parties(year)
    office = {f"2027-W{week:02}": "kept" if week in (20, 22) else "missed" for week in range(1, 53)}
    assert of_2027(year, "A2.3") == office
    assert year.states("B5") == {
        "2027-06-01 10:00 M1": "kept",
        "2027-06-01 10:00 M2": "late",
        "2027-06-01 10:00 M3": "missed",
        "2027-06-01 10:00 M4": "lapsed",
    }
    action = "2027-06-01 10:00 · "
    assert year.states("B5-actions") == {f"{action}1": "kept", f"{action}2": "lapsed", f"{action}3": "missed"}
    stand_ups = {f"2027-06-{day}": "missed" for day in (23, 28, 29, 30)} | {"2027-07-01": "missed"}
    stand_ups |= {f"2027-06-{day}": "kept" for day in (21, 22, 24, 25)} | {"2027-07-02": "missed"}
    assert year.states("B4.2.1") == stand_ups
    assert year.states("B4.2.3") == {"2027-W25": "kept", "2027-W26": "late"}
    first, second = (by_team(year, "B4.2.2", week) for week in ("2027-W25", "2027-W26"))
    assert first == {"engineering": "kept", "cleaning": "late"} | dict.fromkeys(SILENT, "missed")
    assert second == {"engineering": "kept", "cleaning": "missed"} | dict.fromkeys(SILENT, "missed")
    assert year.states("B4.2.4-week") == {"2027-W25": "kept", "2027-W26": "missed"}
    assert year.states("B4.2.4-month") == {"2027-07": "kept"}
    assert year.states("B4.2.4-quarter") == {"2027-Q3": "late"}
    covered = {clause.id for clause in LIVE}
    assert covered == {clause.id for clause in LIVE if year.states(clause.id)}, "every clause that is read has a case"


def by_team(calendar: DutyCalendar, clause: str, period: str) -> dict[str, str]:
    of_period = Duty.clause == clause, Duty.period == period
    with calendar.database.read() as session:
        return {duty.label: duty.state.value for duty in session.scalars(select(Duty).where(*of_period))}


def check_outside_parties(year: DutyCalendar) -> None:
    """Owed for each of them, in the whole weeks, months and quarters of its contract, and of the stage."""
    of_cleaner = by_party(year, "B4.1.3", "保洁")
    assert of_cleaner == {"2027-W14": "kept", "2027-W15": "missed", "2027-W16": "missed", "2027-W17": "kept"}
    of_guards = by_party(year, "B4.1.3", "安保集团")
    assert (min(of_guards), of_guards["2027-W15"], of_guards["2027-W16"]) == ("2027-W15", "kept", "missed")
    assert by_party(year, "B4.1.4", "监理") == {"2027-07": "kept"}
    assert by_party(year, "B4.1.4", "五金") == {"2027-07": "missed"}
    quarters = {f"2027-Q{number}": "kept" if number == 2 else "missed" for number in (1, 2, 3, 4)}
    authority = {period: state for period, state in by_party(year, "B4.1.5", "街道办").items() if "2027" in period}
    assert authority == quarters
    assert year.states("B4.1.2") == {"C1": "kept", "C2": "late", "C3": "missed"}
    days = of_2027(year, "B4.1.1")
    assert [days[f"2027-06-{day}"] for day in (21, 22, 23)] == ["kept", "missed", "kept"]
    assert (min(days), max(days)) == ("2027-06-21", "2027-07-02")


def by_party(calendar: DutyCalendar, clause: str, name: str) -> dict[str, str]:
    with calendar.database.read() as session:
        found = session.scalars(select(Duty).where(Duty.clause == clause, Duty.label == name)).all()
    return {duty.period: duty.state.value for duty in found}


def of_2027(calendar: DutyCalendar, clause: str) -> dict[str, str]:
    return {period: state for period, state in calendar.states(clause).items() if period.startswith("2027")}


def test_who_did_nothing_missed_everything_that_returns(year: DutyCalendar) -> None:
    assert set(year.states("A2.9", OTHER).values()) == {"missed", "due"}
    assert year.states("C2.5", OTHER) == {}


def test_the_calendar_built_anew_from_the_events_is_the_same(year: DutyCalendar) -> None:
    before = year.rows()
    for _again in range(2):
        with year.database.write() as session:
            eventlog.rebuild(session, SERVICE)
        assert year.rows() == before


def test_in_whatever_order_events_arrive_it_comes_to_the_same(year: DutyCalendar, sqlite_databases: Databases) -> None:
    told = shuffled(year.told)
    other = DutyCalendar(Database(sqlite_databases.create("visits")))
    other.take(told)
    other.take(told[:40])
    assert other.rows() == year.rows()


def shuffled(told: list[Told]) -> list[Told]:
    """In any order, but for what is told of one subject: the broker keeps that."""
    subjects = [json.loads(body)["subject"] for _key, body in told]
    waiting: dict[str, list[Told]] = {subject: [] for subject in subjects}
    for subject, event in zip(subjects, told, strict=True):
        waiting[subject].append(event)
    random.Random(27).shuffle(subjects)
    return [waiting[subject].pop(0) for subject in subjects]


def test_it_is_missed_at_its_deadline_and_not_before(calendar: DutyCalendar) -> None:
    calendar.ticket("major_problem_flagged", "T1", at("2027-01-15"))
    calendar.ticket("major_problem_flagged", "T2", at("2027-01-15"))
    calendar.ticket("visits.major_visit_recorded", "T2", at("2027-01-18", "11:00"), visited_at=at("2027-01-18"))
    calendar.play(at("2027-01-15"))
    calendar.until(at("2027-01-18") - TICK)
    assert calendar.states("A2.10") == {"T1": "due", "T2": "due"}
    calendar.until(at("2027-01-18"))
    assert calendar.states("A2.10") == {"T1": "missed", "T2": "missed"}
    assert missed_events(calendar) == ["A2.10", "A2.10"]
    calendar.play(at("2027-01-19"))
    assert calendar.states("A2.10") == {"T1": "missed", "T2": "kept"}


def test_evidence_of_before_the_deadline_sets_right_what_was_called_missed(calendar: DutyCalendar) -> None:
    calendar.ticket("major_problem_flagged", "T1", at("2027-01-15"))
    calendar.play(at("2027-01-19"))
    assert calendar.states("A2.10") == {"T1": "missed"}
    calendar.ticket("visits.major_visit_recorded", "T1", at("2027-01-19"), visited_at=at("2027-01-18"))
    calendar.play(at("2027-01-19"))
    assert calendar.states("A2.10") == {"T1": "kept"}


def test_evidence_may_come_before_the_duty(calendar: DutyCalendar) -> None:
    """The survey of the second half is over before its duty came into sight."""
    survey(calendar, 2, "2027-01-20")
    calendar.play(at("2027-01-21"))
    assert "2027-H2" not in calendar.states("A2.1")
    calendar.play(at("2027-05-01"))
    assert calendar.states("A2.1")["2027-H2"] == "kept"


def test_the_person_who_has_the_ticket_owes_it(calendar: DutyCalendar) -> None:
    calendar.ticket("ticket_opened", "T1", at("2027-01-05"))
    calendar.ticket("ticket_assigned", "T1", at("2027-01-05", "10:02"), assignee_id=PLUMBER)
    calendar.play(at("2027-01-05", "10:03"))
    duty = calendar.duty("C2.5", "T1")
    assert (duty.role, duty.owner_id, duty.due_at) == ("team_member", PLUMBER, at("2027-01-06", "00:00"))


def test_a_waiver_has_a_reason_and_a_name_and_outlives_a_rebuild(calendar: DutyCalendar) -> None:
    calendar.ticket("major_problem_flagged", "T1", at("2027-01-15"))
    calendar.play(at("2027-01-19"))
    with calendar.database.write() as session:
        handlers.waive_duty(session, duty_id=calendar.duty("A2.10").id, reason="住户已搬离")
    assert calendar.states("A2.10") == {"T1": "waived"}
    with calendar.database.write() as session, pytest.raises(handlers.NotWaivable):
        handlers.waive_duty(session, duty_id=calendar.duty("A2.10").id, reason="再次")
    before = calendar.rows()
    calendar.take(told_by_visits(calendar, "visits.duty_waived.v1"))
    assert calendar.rows() == before
    with calendar.database.write() as session:
        eventlog.rebuild(session, SERVICE)
    assert calendar.rows() == before


def test_an_estate_that_is_gone_owes_nothing_more(calendar: DutyCalendar) -> None:
    calendar.estate(ESTATE, at("2027-02-03"), deleted=True)
    calendar.play(at("2027-06-01"))
    with calendar.database.read() as session:
        last = session.scalar(select(func.max(Duty.opens_at)).where(Duty.estate_id == ESTATE))
    assert last == at("2027-02-01", "00:00")


def missed_events(calendar: DutyCalendar) -> list[str]:
    bodies = [json.loads(body)["data"] for _key, body in told_by_visits(calendar, "visits.duty_missed.v1")]
    return [data["clause"] for data in bodies if data["clause"] not in ("A2.3", "A2.9")]


def told_by_visits(calendar: DutyCalendar, key: str) -> list[tuple[str, bytes]]:
    with calendar.database.read() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).where(OutboxRow.key == key)).all()
    return [(row.key, row.body) for row in rows]
