"""The sample estate 邻香苑: its figures, and that the file in the repository is what its program makes."""

from collections import Counter
from datetime import date
from typing import Any

import phonenumbers
from openpyxl import load_workbook

from deploy.samples.make_sample import FILE, households, workbook
from services.ticketing.handlers import read_estate_file
from services.ticketing.models import CustomerKind, Language

TODAY = date(2026, 11, 24)


def cells(book: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {
        sheet.title: [tuple(value.date() if hasattr(value, "date") else value for value in row) for row in sheet.values]
        for sheet in book.worksheets
    }


def test_the_program_makes_the_file_that_is_in_the_repository() -> None:
    assert cells(load_workbook(FILE)) == cells(workbook())


def test_the_sample_has_three_buildings_of_twelve_floors_and_288_units() -> None:
    with FILE.open("rb") as stream:
        found = read_estate_file(stream, today=TODAY)
    assert (found.estate_code, found.estate_name) == ("LXY", "邻香苑")
    assert len(found.units) == len(set(found.units)) == 288
    assert {unit.building for unit in found.units} == {"1栋", "2栋", "3栋"}
    assert set(Counter((unit.building, unit.floor) for unit in found.units).values()) == {8}
    assert len({(unit.building, unit.floor) for unit in found.units}) == 36


def test_at_least_240_households_are_told_of_with_valid_chinese_phone_numbers() -> None:
    with FILE.open("rb") as stream:
        found = read_estate_file(stream, today=TODAY).households
    assert len(found) >= 240
    assert len({household.unit for household in found}) >= 240
    assert len({household.phone for household in found}) == len(found)
    for household in found:
        number = phonenumbers.parse(household.phone)
        assert number.country_code == 86
        assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    assert {household.kind for household in found} == set(CustomerKind)
    assert sum(household.key_customer is True for household in found) >= 5


def test_most_names_are_chinese_and_varied_and_a_few_households_speak_english() -> None:
    found = households()
    chinese = [household.name for household in found if household.language == "中文"]
    assert all(2 <= len(name) <= 4 and all("㐀" <= character <= "鿿" for character in name) for name in chinese)
    assert len({name[0] for name in chinese}) > 60
    assert max(Counter(chinese).values()) <= 3
    assert 3 <= len(found) - len(chinese) <= 10
    with FILE.open("rb") as stream:
        read = read_estate_file(stream, today=TODAY).households
    assert sum(household.language is Language.EN for household in read) == len(found) - len(chinese)


def test_addresses_reach_nobody() -> None:
    addresses = [household.email for household in households() if household.email]
    assert len(addresses) > 100
    assert {address.partition("@")[2] for address in addresses} == {"example.com"}
    assert len(set(addresses)) == len(addresses)
