"""Target times of C2.5, and how a clock is met."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ticketing.handlers.clocks import meet
from services.ticketing.models import (
    NEVER,
    Area,
    Calendar,
    Clock,
    ClockKind,
    Commitment,
    Course,
    Target,
    Ticket,
    TicketKind,
    Tier,
    end_of_day,
)
from shared.calendar import DayAndNight, WorkingCalendar
from shared.ids import new_id

OFFICE = WorkingCalendar(ZoneInfo("Asia/Shanghai"))
START = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
moments = st.integers(0, 10 * 365 * 86_400).map(lambda seconds: START + timedelta(seconds=seconds))


def a_commitment(
    target: Target, minutes: int | None = None, tier: Tier = Tier.NORMAL, calendar: Calendar = Calendar.ALWAYS
) -> Commitment:
    return Commitment(
        kind=TicketKind.REPAIR,
        area=Area.INDOOR,
        tier=tier,
        clock=ClockKind.RESPOND,
        target=target,
        minutes=minutes,
        calendar=calendar,
        clause="C2.5",
        valid_from=START,
    )


def a_ticket(*due: datetime) -> Ticket:
    clocks = [Clock(kind=ClockKind.RESPOND, started_at=START, due_at=due_at, commitment_id=new_id()) for due_at in due]
    return Ticket(clocks=clocks, next_due_at=min(due))


@pytest.mark.parametrize("minutes", [10, 15])
def test_a_tier_in_minutes_runs_round_the_clock(minutes: int) -> None:
    night = datetime(2026, 11, 24, 15, 58, tzinfo=UTC)
    assert a_commitment(Target.MINUTES, minutes).course(night, OFFICE).due_at == night + timedelta(minutes=minutes)


def test_a_normal_request_is_due_at_the_local_midnight_that_ends_its_day() -> None:
    assert a_commitment(Target.SAME_DAY).course(START, OFFICE).due_at == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC), datetime(2026, 11, 24, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 16, 0, 0, tzinfo=UTC), datetime(2026, 11, 25, 16, 0, tzinfo=UTC)),
        (datetime(2026, 12, 31, 20, 0, 0, tzinfo=UTC), datetime(2027, 1, 1, 16, 0, tzinfo=UTC)),
    ],
)
def test_the_day_turns_at_midnight_of_the_site_not_of_utc(moment: datetime, due: datetime) -> None:
    assert a_commitment(Target.SAME_DAY).course(moment, OFFICE).due_at == due


@pytest.mark.parametrize("calendar", Calendar)
@pytest.mark.parametrize(("target", "minutes"), [(Target.SAME_DAY, None), (Target.MINUTES, 120)])
def test_an_agreed_time_replaces_what_is_promised_for_a_normal_request(
    calendar: Calendar, target: Target, minutes: int | None
) -> None:
    agreed = START + timedelta(days=3)
    assert a_commitment(target, minutes, calendar=calendar).course(START, OFFICE, agreed).due_at == agreed


def test_an_agreed_time_does_not_soften_an_urgent_request() -> None:
    late, urgent = START + timedelta(days=3), a_commitment(Target.MINUTES, 10, Tier.URGENT)
    assert urgent.course(START, OFFICE, late).due_at == START + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("target", "minutes", "due"),
    [
        (Target.SAME_DAY, None, datetime(2026, 10, 8, 9, 30, tzinfo=UTC)),
        (Target.MINUTES, 90, datetime(2026, 10, 8, 1, 30, tzinfo=UTC)),
    ],
)
def test_working_time_passes_over_the_week_of_the_national_day(
    target: Target, minutes: int | None, due: datetime
) -> None:
    commitment = a_commitment(target, minutes, calendar=Calendar.WORKING)
    at_closing = datetime(2026, 9, 30, 9, 0 if minutes else 30, tzinfo=UTC)
    assert commitment.course(at_closing, OFFICE).due_at == due


@given(moments, moments, st.sampled_from(Target), st.sampled_from(Calendar), st.integers(1, 10_000))
def test_who_calls_later_is_never_due_earlier(
    one: datetime, other: datetime, target: Target, calendar: Calendar, minutes: int
) -> None:
    commitment = a_commitment(target, minutes, calendar=calendar)
    earlier, later = sorted((one, other))
    assert earlier < commitment.course(earlier, OFFICE).due_at <= commitment.course(later, OFFICE).due_at


def test_nobody_is_told_in_the_night_of_working_time() -> None:
    friday, monday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC), datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    course = Course(friday, monday, OFFICE)
    assert course.at(50) == datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    assert course.due_at == monday
    assert course.at(150) == monday + timedelta(minutes=30)
    assert course.at(100, 20) == monday + timedelta(minutes=20)


def test_a_pause_is_not_charged_and_one_after_the_end_moves_nothing() -> None:
    begins, ends = START + timedelta(minutes=20), START + timedelta(minutes=50)
    hour = a_commitment(Target.MINUTES, 60)
    paused = hour.course(START, OFFICE, pauses=[(begins, ends)])
    assert (paused.at(25), paused.at(50)) == (START + timedelta(minutes=15), START + timedelta(minutes=60))
    assert paused.due_at == START + timedelta(minutes=90)
    late = [(START + timedelta(minutes=61), START + timedelta(minutes=90))]
    assert hour.course(START, OFFICE, pauses=late).due_at == START + timedelta(minutes=60)


def test_a_night_that_the_parts_take_costs_no_working_time() -> None:
    hours = a_commitment(Target.MINUTES, 120, calendar=Calendar.WORKING)
    four = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    until_nine = [(four + timedelta(minutes=60), datetime(2026, 11, 25, 1, 0, tzinfo=UTC))]
    assert hours.course(four, OFFICE, pauses=until_nine).due_at == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


spans = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 500)), max_size=6)


@given(st.integers(1, 1000), spans)
def test_a_clock_runs_as_long_as_promised_apart_from_its_pauses(minutes: int, gaps: list[tuple[int, int]]) -> None:
    pauses, at = [], START
    for running, waiting in gaps:
        at += timedelta(minutes=running)
        pauses.append((at, at + timedelta(minutes=waiting)))
        at += timedelta(minutes=waiting)
    due_at = a_commitment(Target.MINUTES, minutes).course(START, OFFICE, pauses=pauses).due_at
    stood_still = sum((ends - begins for begins, ends in pauses if begins < due_at), timedelta())
    assert due_at - START - stood_still == timedelta(minutes=minutes)


@given(moments, st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]))
def test_the_end_of_a_day_is_a_midnight_later_than_the_moment_and_on_the_next_date(moment: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    end = end_of_day(moment, zone)
    assert end > moment
    assert end.astimezone(zone).date() - moment.astimezone(zone).date() == timedelta(days=1)
    assert end.astimezone(zone).time().isoformat() == "00:00:00"


@given(st.integers(0, 100), st.integers(1, 10_000))
def test_an_escalation_step_lies_at_its_share_of_the_time(percent: int, minutes: int) -> None:
    due_at = START + timedelta(minutes=minutes)
    fires_at = Course(START, due_at, DayAndNight()).at(percent)
    assert START <= fires_at <= due_at
    assert (fires_at - START).total_seconds() == pytest.approx(minutes * 60 * percent / 100, abs=0.01)


@given(st.integers(0, 3600), st.integers(0, 3600))
def test_the_earlier_of_arrival_and_handling_meets_the_clock(first: int, second: int) -> None:
    ticket = a_ticket(START + timedelta(minutes=10))
    earlier, later = sorted((START + timedelta(seconds=first), START + timedelta(seconds=second)))
    meet(ticket, earlier, ClockKind.RESPOND)
    meet(ticket, later, ClockKind.RESPOND)
    assert ticket.clocks[0].met_at == earlier
    assert ticket.clocks[0].in_time is (earlier <= START + timedelta(minutes=10))
    assert ticket.next_due_at == NEVER


def test_meeting_one_kind_leaves_the_others_running() -> None:
    ticket = a_ticket(START + timedelta(minutes=10), START + timedelta(hours=1))
    ticket.clocks[1].kind = ClockKind.ANSWER
    meet(ticket, START, ClockKind.RESPOND)
    assert ticket.next_due_at == START + timedelta(hours=1)
    assert ticket.due_at == START + timedelta(hours=1)


def test_a_clock_met_exactly_when_due_is_in_time() -> None:
    ticket = a_ticket(START)
    meet(ticket, START, ClockKind.RESPOND)
    assert ticket.clocks[0].in_time
