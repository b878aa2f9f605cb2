"""The words by which a ticket is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ticketing.models.search_words import searchable, typed_words

TICKET = ("BX-20261125-0003", "厨房水管爆裂", "洗菜盆下面漏水，Kitchen tap ２楼", "2栋 5层 0502", "欧阳娜娜")


def found(typed: str, *texts: str) -> bool:
    words = typed_words(typed)
    return bool(words) and set(words) <= set(searchable(texts or TICKET))


@pytest.mark.parametrize(
    "typed",
    [
        "水管",
        "厨房水管",
        "管",
        "漏水 厨房",
        "漏水，厨房",
        "kitchen",
        "TAP",
        "0502",
        "502",
        "2栋",
        "欧阳",
        "2楼",
        "0003",
    ],
)
def test_a_ticket_is_found_by_what_stands_in_it(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["水房", "漏水 电梯", "kit", "050", "%", "", "_"])
def test_and_not_by_what_does_not(typed: str) -> None:
    assert not found(typed)


@given(st.text(), st.text(), st.text())
def test_every_text_is_found_by_itself_within_others(before: str, text: str, after: str) -> None:
    assert set(typed_words(text)) <= set(searchable([before, text, after]))


@given(st.text(alphabet="厨房水管爆裂", min_size=1), st.data())
def test_chinese_is_found_by_any_part_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(text[start:end], text)
