"""The plan of a round: every call once, nobody in two places, leave respected, evenly over the weeks, repeatable."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.visits.handlers.round_plan import Call, place, responsible
from services.visits.models import first_day_of, last_day_of, quarter_of

FIRST = date(2026, 10, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(92)]
OFFICERS = [UUID(int=number) for number in (1, 2, 3)]
days = st.sets(st.sampled_from(DAYS), max_size=40)
calls = st.lists(
    st.tuples(st.sampled_from(OFFICERS), st.sampled_from(DAYS), st.integers(0, 91), st.integers(0, 4)), max_size=60
)


def times(worked: set[date], slots: int) -> dict[date, list[datetime]]:
    return {
        day: [datetime.combine(day, time(9), UTC) + number * timedelta(minutes=30) for number in range(slots)]
        for day in sorted(worked)
    }


def made(facts: list[tuple[UUID, date, int, int]]) -> list[Call]:
    return [
        Call(UUID(int=100 + number), officer, first, min(first + timedelta(days=length), DAYS[-1]), urgency)
        for number, (officer, first, length, urgency) in enumerate(facts)
    ]


@given(calls, days, st.integers(1, 4))
def test_every_call_gets_one_time_of_its_officer_or_none(
    facts: list[tuple[UUID, date, int, int]], worked: set[date], slots: int
) -> None:
    wanted, free = made(facts), {officer: times(worked, slots) for officer in OFFICERS}
    placed = place(wanted, free)
    assert placed.keys() == {call.key for call in wanted}
    by_officer = Counter((call.officer_id, placed[call.key]) for call in wanted if placed[call.key])
    assert set(by_officer.values()) <= {1}
    for call in wanted:
        at = placed[call.key]
        if at is not None:
            assert at.date() in worked
            assert call.first_day <= at.date() <= call.last_day


@given(calls, days, st.integers(1, 4))
def test_the_same_facts_give_the_same_plan(
    facts: list[tuple[UUID, date, int, int]], worked: set[date], slots: int
) -> None:
    plans = [place(made(facts), {officer: times(worked, slots) for officer in OFFICERS}) for _again in range(2)]
    assert plans[0] == plans[1]


@given(calls, days, st.integers(1, 4))
def test_nobody_is_left_out_while_their_officer_has_a_time(
    facts: list[tuple[UUID, date, int, int]], worked: set[date], slots: int
) -> None:
    wanted, free = made(facts), {officer: times(worked, slots) for officer in OFFICERS}
    placed = place(wanted, free)
    for call in wanted:
        if placed[call.key] is None:
            left = free[call.officer_id]
            assert not any(left[day] for day in left if call.first_day <= day <= call.last_day)


@given(st.integers(1, 400), st.integers(20, 92))
def test_no_day_is_fuller_than_another_by_more_than_one(households: int, length: int) -> None:
    wanted = [Call(UUID(int=number + 10), OFFICERS[0], FIRST, DAYS[-1]) for number in range(households)]
    placed = place(wanted, {OFFICERS[0]: times(set(DAYS[:length]), 40)})
    counts = Counter(at.date() for at in placed.values() if at)
    full = [counts.get(day, 0) for day in DAYS[:length]]
    assert max(full) - min(full) <= 1


def test_whoever_waits_for_something_comes_first() -> None:
    wanted = [
        Call(UUID(int=number), OFFICERS[0], FIRST, DAYS[-1], urgency) for number, urgency in enumerate((0, 2, 0, 5))
    ]
    placed = place(wanted, {OFFICERS[0]: times(set(DAYS), 1)})
    order = sorted(placed, key=lambda key: placed[key] or datetime.max.replace(tzinfo=UTC))
    assert [key.int for key in order] == [3, 1, 0, 2]


def test_a_floor_that_changes_hands_is_visited_by_who_has_it_on_most_working_days() -> None:
    works = {OFFICERS[0]: times(set(DAYS), 1), OFFICERS[1]: times(set(DAYS), 1)}
    owned = [(OFFICERS[0], date(2026, 1, 1), date(2026, 10, 20)), (OFFICERS[1], date(2026, 10, 21), None)]
    assert responsible(owned, FIRST, DAYS[-1], works) == (OFFICERS[1], date(2026, 10, 21), DAYS[-1])
    assert responsible(owned, FIRST, DAYS[-1], {OFFICERS[0]: works[OFFICERS[0]]}) == (
        OFFICERS[0],
        FIRST,
        date(2026, 10, 20),
    )
    assert responsible([], FIRST, DAYS[-1], works) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_each_day_lies_within_its_quarter(day: date) -> None:
    year, quarter = quarter_of(day)
    assert first_day_of(year, quarter) <= day <= last_day_of(year, quarter)
    following = last_day_of(year, quarter) + timedelta(days=1)
    assert (following.day, quarter_of(following)) == (1, (year + quarter // 4, quarter % 4 + 1))
