"""The map of pages that all four services show."""

from collections import Counter

from shared.web.navigation import MAP

PLACES = [place for _label, places in MAP for place in places]


def test_a_letter_leads_to_one_page() -> None:
    letters = Counter(place.key for place in PLACES if place.key)
    assert [letter for letter, count in letters.items() if count > 1] == []
    assert "g" not in letters  # it begins the shortcut


def test_no_page_stands_in_it_twice() -> None:
    assert len({place.href for place in PLACES}) == len(PLACES)
