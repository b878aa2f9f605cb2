"""Makes the sample estate 邻香苑: three buildings of twelve floors with eight homes each, and who lives there.

    python -m deploy.samples.make_sample

The same program gives the same cells, so that the file in the repository can be checked against it. No person in
it exists; e-mail addresses lie in a domain that is reserved for examples.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pypinyin import lazy_pinyin

from deploy.samples.names import FROM_ABROAD, GIVEN, MOBILE_PREFIXES, SURNAMES

FILE = Path(__file__).with_name("linxiangyuan.xlsx")
ESTATE = ("LXY", "邻香苑")
BUILDINGS, FLOORS, HOMES = 3, 12, 8
FIRST_MOVE_IN, LAST_MOVE_IN = date(2021, 6, 1), date(2026, 11, 15)
KEY_CUSTOMERS = 9
PREMISES_HEADERS = ("项目编号", "项目名称", "楼栋", "楼层", "房号")
HOUSEHOLD_HEADERS = (
    *("楼栋", "楼层", "房号", "类型", "姓名", "手机号", "邮箱", "语言", "联系方式", "重点客户", "入住日期"),
)
Cells = tuple[str | date | None, ...]
Home = tuple[str, str, str]


@dataclass(frozen=True)
class Household:
    home: Home
    kind: str
    name: str
    phone: str
    email: str | None
    moved_in_on: date
    language: str = "中文"
    key_customer: bool = False

    def cells(self) -> Cells:
        channels = "邮件、短信" if self.email else "短信"
        key = "是" if self.key_customer else "否"
        return (
            *self.home,
            self.kind,
            self.name,
            self.phone,
            self.email,
            self.language,
            channels,
            key,
            self.moved_in_on,
        )


def homes() -> list[Home]:
    return [
        (f"{building}栋", f"{floor}层", f"{floor:02}{home:02}")
        for building in range(1, BUILDINGS + 1)
        for floor in range(1, FLOORS + 1)
        for home in range(1, HOMES + 1)
    ]


def households(seed: int = 20261124) -> list[Household]:
    """Most homes are lived in by their owners; some are empty, some are let."""
    rng = Random(seed)  # noqa: S311 - sample data, no secret
    people = _People(rng)
    found = [household for home in homes() for household in _of_home(home, rng, people)]
    return _with_key_customers(_with_people_from_abroad(found, rng), rng)


def _of_home(home: Home, rng: Random, people: "_People") -> Iterator[Household]:
    fate = rng.random()
    if fate < 0.13:
        return
    owner = people.household(home, "业主")
    if fate >= 0.22:
        yield owner
    if fate < 0.26:
        yield people.household(home, "租户", not_before=owner.moved_in_on)


class _People:
    """Each call a new household, with a phone number that no other has."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.phones: set[str] = set()
        self.addresses: set[str] = set()

    def household(self, home: Home, kind: str, not_before: date = FIRST_MOVE_IN) -> Household:
        name = self.rng.choice(SURNAMES) + self.rng.choice(GIVEN)
        days = (LAST_MOVE_IN - not_before).days
        moved_in_on = not_before + timedelta(days=self.rng.randrange(days + 1))
        return Household(home, kind, name, self._phone(), self._email(name), moved_in_on)

    def _phone(self) -> str:
        while True:
            phone = self.rng.choice(MOBILE_PREFIXES) + f"{self.rng.randrange(10**8):08}"
            if phone not in self.phones:
                self.phones.add(phone)
                return phone

    def _email(self, name: str) -> str | None:
        """Three households of five have told an address."""
        if self.rng.random() >= 0.6:
            return None
        address = "".join(lazy_pinyin(name))
        while address in self.addresses:
            address = f"{address}{self.rng.randrange(10)}"
        self.addresses.add(address)
        return f"{address}@example.com"


def _with_people_from_abroad(found: list[Household], rng: Random) -> list[Household]:
    places = rng.sample(range(len(found)), len(FROM_ABROAD))
    changed = dict(zip(places, FROM_ABROAD, strict=True))
    return [
        replace(household, name=changed[index][0], email=f"{changed[index][1]}@example.com", language="英文")
        if index in changed
        else household
        for index, household in enumerate(found)
    ]


def _with_key_customers(found: list[Household], rng: Random) -> list[Household]:
    chosen = set(rng.sample(range(len(found)), KEY_CUSTOMERS))
    return [replace(household, key_customer=index in chosen) for index, household in enumerate(found)]


def workbook() -> Workbook:
    book = Workbook()
    premises = book.active
    assert isinstance(premises, Worksheet)  # noqa: S101 - a new workbook has one sheet
    premises.title = "房产"
    _fill(premises, PREMISES_HEADERS, [(*ESTATE, *home) for home in homes()])
    _fill(book.create_sheet("住户"), HOUSEHOLD_HEADERS, [household.cells() for household in households()])
    return book


def _fill(sheet: Worksheet, headers: Sequence[str], rows: Sequence[Cells]) -> None:
    for row in (headers, *rows):
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(sheet.iter_cols(min_row=2), start=1):
        width = 4 + max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = max(width, 10)
        for cell in column:
            cell.number_format = "yyyy-mm-dd" if isinstance(cell.value, date) else "@"


if __name__ == "__main__":
    workbook().save(FILE)
