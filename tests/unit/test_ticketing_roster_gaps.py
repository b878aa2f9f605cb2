"""The times in which nobody is on duty."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.ticketing.models import gaps

START = datetime(2026, 11, 25, tzinfo=UTC)


def at(hour: float) -> datetime:
    return START + timedelta(hours=hour)


def hours(*shifts: tuple[float, float], until: float = 24) -> list[tuple[float, float]]:
    found = gaps([(at(begins), at(ends)) for begins, ends in shifts], START, at(until))
    return [((begins - START) / timedelta(hours=1), (ends - START) / timedelta(hours=1)) for begins, ends in found]


def test_without_a_shift_all_the_time_is_a_gap() -> None:
    assert hours() == [(0, 24)]


def test_shifts_that_follow_or_overlap_leave_none() -> None:
    assert hours((-4, 8), (8, 16), (15, 26)) == []


def test_what_lies_between_before_and_after_is_a_gap() -> None:
    assert hours((2, 4), (6, 8), (30, 40)) == [(0, 2), (4, 6), (8, 24)]


@given(st.lists(st.tuples(st.integers(-10, 40), st.integers(1, 12)), max_size=12))
def test_every_hour_is_in_a_shift_or_in_a_gap_and_never_in_both(drawn: list[tuple[int, int]]) -> None:
    shifts = [(begins, begins + length) for begins, length in drawn]
    found = hours(*shifts)
    for hour in range(24):
        middle = hour + 0.5
        manned = any(begins < middle < ends for begins, ends in shifts)
        assert any(begins < middle < ends for begins, ends in found) != manned
