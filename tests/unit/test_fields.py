"""Fields take what people type, and refuse what no database or calendar holds."""

import pytest
from marshmallow import ValidationError, fields

from shared.fields import Line, Masked, Moment, Words


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        (Words(20), "  first\r\nsecond\t", "first\nsecond"),
        (Line(20), " Zhang\t  Wei\n", "Zhang Wei"),
        (Line(20), "", ""),
    ],
)
def test_texts_are_kept_without_what_surrounds_them(field: fields.String, typed: str, stored: str) -> None:
    assert field.deserialize(typed) == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (Words(20), "a\0b"),
        (Line(20), "half \ud83d"),
        (Line(3), "long"),
        (Line(3, required=True), " "),
        (Moment(), "2026-11-23T14:05:00"),
        (Moment(), "2100-01-01T00:00:00+08:00"),
    ],
)
def test_what_cannot_be_stored_is_refused(field: fields.Field[object], typed: str) -> None:
    with pytest.raises(ValidationError):
        field.deserialize(typed)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("+8613800138000", "138****8000"),
        ("12345", "****"),
        ("zhang@example.com", "z***@example.com"),
        ("", ""),
        (None, None),
    ],
)
def test_a_list_shows_only_the_ends_of_an_address(address: str | None, shown: str | None) -> None:
    assert Masked().serialize("address", {"address": address}) == shown
