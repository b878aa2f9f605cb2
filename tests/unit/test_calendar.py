"""Working time at its edges: make-up Saturdays, festival weeks, the turn of the year, years without a notice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import Hours, WorkingCalendar, notice_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICIAL = WorkingCalendar(SHANGHAI)
minutes = st.integers(1, 60 * 24 * 30).map(lambda count: timedelta(minutes=count))
moments = st.datetimes(datetime(2025, 12, 1), datetime(2027, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(2025, 12, 1), date(2027, 4, 1))
hours = st.sampled_from([Hours(), Hours(time(0), time(23, 59)), Hours(time(7), time(7, 30))])
calendars = st.builds(
    WorkingCalendar,
    st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")]),
    hours,
    st.dictionaries(days, st.booleans(), max_size=40),
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 15), False),
        (date(2026, 2, 23), False),  # a Monday, the last day of the festival
        (date(2026, 9, 20), True),  # a Sunday worked for the National Day
        *((date(2026, 10, day), False) for day in range(1, 8)),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),
    ],
)
def test_days_off_and_make_up_days_are_those_of_the_notice(day: date, works: bool) -> None:
    assert OFFICIAL.works_on(day) is works


def test_a_year_without_a_notice_is_provisional_and_knows_the_holidays_of_the_law() -> None:
    assert (notice_of(2026).provisional, notice_of(2099).provisional) == (False, True)
    assert not OFFICIAL.works_on(date(2099, 10, 1))
    assert notice_of(2099).worked == frozenset()


def test_the_days_off_are_named_in_the_readers_language() -> None:
    assert notice_of(2026).days_off[date(2026, 2, 17)] == "春节"
    assert "Spring Festival" in notice_of(2026, "en").days_off[date(2026, 2, 17)]


def test_an_estate_decides_otherwise() -> None:
    calendar = WorkingCalendar(SHANGHAI, changed={date(2026, 2, 14): False, date(2026, 10, 1): True})
    assert not calendar.works_on(date(2026, 2, 14))
    assert calendar.works_on(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("moment", "closing"),
    [
        ("2026-11-24T03:00", "2026-11-24T17:30"),
        ("2026-11-24T17:29", "2026-11-24T17:30"),
        ("2026-11-24T17:30", "2026-11-25T17:30"),
        ("2026-11-27T18:00", "2026-11-30T17:30"),  # Friday evening
        ("2026-02-13T18:00", "2026-02-14T17:30"),  # and one before a make-up Saturday
        ("2026-02-14T18:00", "2026-02-24T17:30"),
        ("2026-09-30T20:00", "2026-10-08T17:30"),
        ("2025-12-31T17:30", "2026-01-04T17:30"),
    ],
)
def test_the_working_day_ends_at_closing_time_of_this_day_or_the_next_worked_one(moment: str, closing: str) -> None:
    assert OFFICIAL.closing(local(moment)) == local(closing)


@pytest.mark.parametrize(
    ("moment", "count", "due"),
    [
        ("2026-11-24T09:00", 60, "2026-11-24T10:00"),
        ("2026-11-24T17:00", 30, "2026-11-24T17:30"),
        ("2026-11-24T17:00", 60, "2026-11-25T09:00"),
        ("2026-11-24T02:00", 60, "2026-11-24T09:30"),
        ("2026-11-27T17:00", 60, "2026-11-30T09:00"),
        ("2026-09-30T17:00", 60, "2026-10-08T09:00"),
        ("2025-12-31T16:30", 9 * 60 + 60, "2026-01-04T17:30"),
    ],
)
def test_minutes_count_while_people_work(moment: str, count: int, due: str) -> None:
    assert OFFICIAL.add(local(moment), timedelta(minutes=count)) == local(due)
    assert OFFICIAL.between(local(moment), local(due)) == timedelta(minutes=count)


@given(calendars, moments, moments, minutes)
def test_who_comes_later_is_never_due_earlier(
    calendar: WorkingCalendar, one: datetime, other: datetime, worked: timedelta
) -> None:
    earlier, later = sorted((one, other))
    assert calendar.add(earlier, worked) <= calendar.add(later, worked)
    assert earlier < calendar.closing(earlier) <= calendar.closing(later)


@given(calendars, moments, minutes, minutes)
def test_working_time_adds_up(calendar: WorkingCalendar, moment: datetime, one: timedelta, other: timedelta) -> None:
    due = calendar.add(moment, one)
    assert calendar.between(moment, due) == one
    assert calendar.works_on(due.astimezone(calendar.zone).date())
    assert calendar.add(due, other) == calendar.add(moment, one + other)
