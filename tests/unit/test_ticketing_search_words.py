"""The words by which a household is found while typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ticketing.models.labels import label_code
from services.ticketing.models.terms import household_terms, typed_terms
from shared.errors import Invalid
from shared.phones import e164


def found(typed: str, name: str = "张伟", phone: str = "+8613800138000", path: str = "2栋 5层 0502") -> bool:
    terms = household_terms(name, phone, path)
    words = typed_terms(typed)
    return bool(words) and all(any(term.startswith(word) for term in terms) for word in words)


@pytest.mark.parametrize("typed", ["张", "张伟", "zw", "ZW", "zhang", "zhangwei"])
def test_a_household_is_found_by_its_name_or_pinyin(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["138", "138 0013 8000", "+86 138-0013-8000", "8000"])
def test_a_household_is_found_by_its_phone_number(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize(
    "typed", ["0502", "502", "2-0502", "2-502", "2栋0502", "2栋 502", "2号楼502", "2幢0502室", "zw 2-05", "０５０２"]
)
def test_a_household_is_found_by_its_unit_however_written(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize("typed", ["", "  ", "李", "wz", "139", "3-0502", "zw 0503", "13900000000"])
def test_it_is_not_found_by_anything_else(typed: str) -> None:
    assert not found(typed)


@pytest.mark.parametrize("typed", ["zh", "ch", "zenghua", "cenghua", "曾"])
def test_a_surname_with_two_readings_is_found_by_either(typed: str) -> None:
    assert found(typed, name="曾华")


@pytest.mark.parametrize("typed", ["john", "smith", "js", "john smith", "johns"])
def test_a_latin_name_is_found_by_each_of_its_words(typed: str) -> None:
    assert found(typed, name="John Smith")


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_name_and_no_typing_breaks_the_search(name: str, typed: str) -> None:
    found(typed, name=name)


@pytest.mark.parametrize("name", ["欧阳娜娜", "Ñandú", "O'Neill", "李🙂"])
def test_a_name_finds_itself(name: str) -> None:
    assert found(name, name=name)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86-13800138000", "+8613800138000"),
        ("021-62345678", "+862162345678"),
        ("+49 30 901820", "+4930901820"),
    ],
)
def test_a_phone_number_is_kept_as_e164(typed: str, stored: str) -> None:
    assert e164(typed) == stored


@pytest.mark.parametrize("typed", ["", "abc", "123", "1380013800", "+86 99999999999999"])
def test_an_impossible_phone_number_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        e164(typed, "contact")
    assert list(refused.value.errors) == ["contact"]


@pytest.mark.parametrize(("label", "code"), [("2栋", "2"), ("5层", "5"), ("0502", "0502"), ("A座", "A"), ("层", "层")])
def test_a_label_is_stripped_to_its_code(label: str, code: str) -> None:
    assert label_code(label) == code
