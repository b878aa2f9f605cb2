"""The geometry of charts: what is drawn where, and which words have room."""

import pytest

from shared.web.charts import HEIGHT, SHADES, Columns, Heat, Mark, Part, Whole, shares


def marks(*values: int) -> list[Mark]:
    return [Mark(f"day {number}", value, axis=str(number)) for number, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "top", "lines"),
    [
        ((), 1, [0, 1]),
        ((0, 0), 1, [0, 1]),
        ((3,), 3, [0, 1, 2, 3]),
        ((7, 4), 8, [0, 2, 4, 6, 8]),
        ((1440,), 1500, [0, 500, 1000, 1500]),
    ],
)
def test_the_scale_has_few_round_lines(values: tuple[int, ...], top: int, lines: list[int]) -> None:
    chart = Columns(marks(*values))
    assert (chart.top, [value for value, _y in chart.ticks()]) == (top, lines)


def test_columns_stand_on_the_baseline_within_the_width() -> None:
    chart = Columns(marks(4, 0, 8))
    drawn = list(chart.columns())
    assert [column.height for column in drawn] == [HEIGHT / 2, 0, HEIGHT]
    assert all(round(column.y + column.height, 2) == chart.base for column in drawn)
    assert all(column.x >= 0 and column.x + column.width <= 100 for column in drawn)
    assert [column.number for column in drawn] == ["4", "", "8"]


def test_many_columns_name_only_a_few() -> None:
    drawn = list(Columns(marks(*range(1, 101))).columns())
    assert [column.label for column in drawn if column.label] == ["0", "17", "34", "51", "68", "85"]
    assert [column.number for column in drawn if column.number] == ["100"]


def test_bars_are_measured_by_the_longest_and_told_in_percent_of_all() -> None:
    assert [(length, percent) for _mark, length, percent in shares(marks(30, 10))] == [(100, 75), (33.333, 25)]
    assert [(length, percent) for _mark, length, percent in shares(marks(0))] == [(0, 0)]


def test_parts_add_up_to_the_whole() -> None:
    whole = Whole("", [Part("kept", 3, "good"), Part("missed", 1, "late"), Part("open", 0, "neutral")], 75)
    assert [(x, width) for _part, x, width in whole.pieces()] == [(0, 75), (75, 25), (100, 0)]


def test_the_largest_number_is_the_darkest() -> None:
    row = marks(0, 1, 6, 11)
    heat = Heat(["", "", "", ""], [("", row)])
    assert [heat.shade(mark) for mark in row] == [0, 1, 3, SHADES]
    same = marks(5, 5)
    assert {Heat(["", ""], [("", same)]).shade(mark) for mark in same} == {SHADES // 2}
