import time
from itertools import pairwise
from uuid import RFC_4122

from hypothesis import given
from hypothesis import strategies as st

from shared.ids import new_id


def test_a_new_id_is_a_version_7_uuid_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


@given(st.integers(min_value=2, max_value=200))
def test_ids_never_repeat(count: int) -> None:
    assert len({new_id() for _ in range(count)}) == count


def test_ids_made_one_after_another_sort_in_that_order() -> None:
    made = [new_id() for _ in range(1000)]
    out_of_order = sum(later < earlier for earlier, later in pairwise(made))
    assert out_of_order < 10  # two of one quarter of a microsecond may swap
