"""The Excel file of an estate: what is understood, and what is told of every fault."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from services.ticketing.handlers import EstateFile, FileRefused, HouseholdRow, Problem, UnitRow, read_estate_file
from services.ticketing.models import CustomerKind, Language
from shared import workbook_reader as limits

TODAY = date(2026, 11, 24)
PREMISES = ["项目编号", "项目名称", "楼栋", "楼层", "房号"]
HOUSEHOLDS = ["楼栋", "楼层", "房号", "类型", "姓名", "手机号", "邮箱", "语言", "联系方式", "重点客户", "入住日期"]
HOME = ("LX", "邻香苑", "2栋", "5层", "0502")
ZHANG = ("2栋", "5层", "0502", "业主", "张伟", "13800138000")


def written(
    premises: Sequence[Sequence[Any]] = (HOME,),
    households: Sequence[Sequence[Any]] = (ZHANG,),
    *,
    premises_headers: Sequence[Any] = PREMISES,
    household_headers: Sequence[Any] = HOUSEHOLDS,
    titles: tuple[str, str] = ("房产", "住户"),
) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, headers, rows in ((titles[0], premises_headers, premises), (titles[1], household_headers, households)):
        sheet = book.create_sheet(title)
        for row in (headers, *rows):
            sheet.append(list(row))
    return book


def saved(book: Workbook) -> BytesIO:
    stream = BytesIO()
    book.save(stream)
    return stream


def read(book: Workbook, **facts: Any) -> EstateFile:
    return read_estate_file(saved(book), today=TODAY, **facts)


def problems(book: Workbook | BytesIO, **facts: Any) -> list[Problem]:
    stream = saved(book) if isinstance(book, Workbook) else book
    with pytest.raises(FileRefused) as refused:
        read_estate_file(stream, today=TODAY, **facts)
    assert refused.value.count >= len(refused.value.problems)
    return refused.value.problems


def told(problem: Problem) -> str:
    """One line, as the terminal shows it."""
    place = f"{problem.sheet} {problem.row or ''} {problem.column}{problem.header}: "
    return place + problem.message % problem.params


def household(*cells: Any) -> HouseholdRow:
    return read(written(households=[cells])).households[0]


def fault(*cells: Any) -> str:
    """The only problem of one household."""
    (problem,) = problems(written(households=[cells]))
    return told(problem)


def test_premises_and_households_are_read_as_they_are_meant() -> None:
    full = (*ZHANG, "zhang@example.com", "英文", "邮件、短信", "是", date(2026, 3, 1))
    found = read(written(households=[full]))
    assert (found.estate_code, found.estate_name) == ("LX", "邻香苑")
    assert found.units == [UnitRow("2栋", "5层", "0502")]
    assert found.households == [
        HouseholdRow(
            UnitRow("2栋", "5层", "0502"),
            CustomerKind.OWNER,
            "张伟",
            "+8613800138000",
            email="zhang@example.com",
            language=Language.EN,
            channels=("email", "sms"),
            key_customer=True,
            moved_in_on=date(2026, 3, 1),
        )
    ]


def test_headers_are_accepted_in_english_or_in_both_languages_and_in_any_order() -> None:
    english = ["Unit", "Floor", "Building", "Estate name", "estate code *"]
    both = ["楼栋 Building", "楼层/Floor", "房号 Unit", "类型 Kind", "姓名 Name", "手机号 Phone"]
    book = written(
        [("0502", "5层", "2栋", "邻香苑", "LX")],
        premises_headers=english,
        household_headers=both,
        titles=("Premises", "住户 Households"),
    )
    assert read(book).households[0].name == "张伟"


def test_what_an_empty_cell_does_not_tell_is_left_open() -> None:
    found = household(*ZHANG)
    assert (found.email, found.language, found.channels, found.key_customer, found.moved_in_on) == (
        *(None, None, (), None, None),
    )


def test_a_phone_typed_as_a_number_keeps_its_digits() -> None:
    assert household(*ZHANG[:5], 13800138000).phone == "+8613800138000"
    assert household(*ZHANG[:5], 13800138000.0).phone == "+8613800138000"


def test_labels_typed_as_numbers_read_as_they_are_shown() -> None:
    book = written([("LX", "邻香苑", 2, 5, 502)], [(2, 5, 502, *ZHANG[3:])])
    book["房产"]["E2"].number_format = book["住户"]["C2"].number_format = "0000"
    assert read(book).units == [UnitRow("2", "5", "0502")]


def test_spaces_and_full_width_letters_do_not_make_another_unit() -> None:
    found = read(written(households=[(" ２ 栋", "5层 ", "0502", *ZHANG[3:])]))
    assert found.households[0].unit == UnitRow("2栋", "5层", "0502")
    assert read(written([("LX", "Lin", "Tower A", "5", "502")], [])).units == [UnitRow("Tower-A", "5", "502")]


@pytest.mark.parametrize(
    "typed",
    [
        date(2025, 2, 28),
        datetime(2025, 2, 28, 9),  # noqa: DTZ001 - Excel knows no zones
        "2025-02-28",
        "2025/2/28",
        "2025.02.28",
        "2025年2月28日",
        " 2025 年 2 月 28 日 ",
    ],
)
def test_dates_are_read_as_dates_or_as_text(typed: Any) -> None:
    assert household(*ZHANG, None, None, None, None, typed).moved_in_on == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2025-02-29", "This is no date. Write it like 2026-11-24."),
        ("28/02/2025", "This is no date. Write it like 2026-11-24."),
        (46350, "This is no date. Write it like 2026-11-24."),
        ("1926-11-24", "The date must lie between 1980-01-01 and 2027-11-25."),
        (date(2062, 11, 24), "The date must lie between 1980-01-01 and 2027-11-25."),
    ],
)
def test_a_wrong_or_far_date_is_told(typed: Any, reason: str) -> None:
    assert fault(*ZHANG, None, None, None, None, typed) == f"住户 2 K入住日期: {reason}"


@pytest.mark.parametrize("phone", ["12345", "1380013800", "13800138000/13900139000", "无", 1380013800])
def test_an_impossible_phone_is_told(phone: Any) -> None:
    assert fault(*ZHANG[:5], phone) == "住户 2 F手机号: This is no possible phone number."


@pytest.mark.parametrize(
    ("column", "letter", "typed", "reason"),
    [
        (3, "D类型", "房东", "Not known: “房东”. Possible: 业主、owner、租户、tenant."),
        (4, "E姓名", "张" * 81, "The text has more than 80 characters."),
        (4, "E姓名", "   ", "This cell must not be empty."),
        (6, "G邮箱", "zhang@", "This is no e-mail address."),
        (6, "G邮箱", "a" * 255, "The text has more than 254 characters."),
        (9, "J重点客户", "maybe", "Not known: “maybe”. Possible: 是、yes、true、1、否、no、false、0."),
        (2, "C房号", date(2026, 3, 2), "Excel has made a date of this. Format the column as text and type it again."),
    ],
)
def test_a_cell_that_does_not_fit_its_column_is_told(column: int, letter: str, typed: Any, reason: str) -> None:
    cells: list[Any] = [*ZHANG, None, None, None, None, None]
    cells[column] = typed
    assert fault(*cells) == f"住户 2 {letter}: {reason}"


@pytest.mark.parametrize(("column", "typed"), [(7, "法语"), (8, "短信、电报")])
def test_an_unknown_language_or_channel_is_told(column: int, typed: str) -> None:
    cells: list[Any] = [*ZHANG, None, None, None, None, None]
    cells[column] = typed
    assert fault(*cells).partition(": ")[2].startswith(f"Not known: “{typed[-2:]}”. Possible: ")


def test_a_formula_is_refused_without_being_evaluated() -> None:
    assert fault(*ZHANG[:5], '="1380013"&"8000"').endswith("手机号: The cell holds a formula. Replace it by its value.")
    assert fault(*ZHANG[:4], "=1/0", ZHANG[5]).endswith("姓名: The cell holds a formula. Replace it by its value.")


def test_an_error_value_is_told() -> None:
    assert fault(*ZHANG[:4], "#N/A", ZHANG[5]).endswith("姓名: The cell holds an Excel error.")


def test_a_household_needs_a_unit_of_the_file_or_of_the_estate() -> None:
    elsewhere = ("2栋", "5层", "0503", *ZHANG[3:])
    assert fault(*elsewhere) == (
        "住户 2 C房号: There is no unit 2栋 5层 0503 among the premises of the file or of the estate."
    )
    known = {"LX": {"2栋 5层 0503"}}
    found = read(written(households=[elsewhere]), known_units=known.__getitem__)
    assert found.households[0].unit.unit == "0503"


def test_a_unit_that_is_named_twice_is_told_with_the_earlier_row() -> None:
    (problem,) = problems(written([HOME, HOME]))
    assert told(problem) == "房产 3 E房号: This unit is already in row 2."


def test_the_same_phone_twice_in_a_unit_is_told_however_it_is_written() -> None:
    other = (*ZHANG[:4], "李娜", "+86 138-0013-8000")
    (problem,) = problems(written(households=[ZHANG, other]))
    assert told(problem) == ("住户 3 F手机号: A household of this unit with this phone number is already in row 2.")


def test_two_people_of_one_name_in_a_unit_are_two_households() -> None:
    assert len(read(written(households=[ZHANG, (*ZHANG[:5], "13800138001")])).households) == 2


def test_a_file_tells_of_one_estate() -> None:
    (problem,) = problems(written([HOME, ("CH", "邻香苑", "2栋", "5层", "0503")]))
    assert told(problem) == "房产 3 A项目编号: A file holds one estate; the rows above are of “LX”."


def test_all_faults_of_all_rows_come_at_once_in_their_order() -> None:
    book = written(
        [HOME, ("LX", None, "2栋", "5层", "0503"), ("LX", "邻香苑", "2栋", "5层", None)],
        [(*ZHANG[:3], "房东", "张伟", "1"), ("2栋", "5层", "0503", "租户", None, "13800138001"), ("9栋", *ZHANG[1:])],
    )
    assert [(each.sheet, each.row, each.column) for each in problems(book)] == [
        *(("房产", 3, "B"), ("房产", 4, "E")),
        *(("住户", 2, "D"), ("住户", 2, "F"), ("住户", 3, "E"), ("住户", 4, "C")),
    ]


def test_no_more_than_two_hundred_problems_are_listed_but_all_are_counted() -> None:
    rows = [(*ZHANG[:5], "1")] * 300
    with pytest.raises(FileRefused) as refused:
        read(written(households=rows))
    assert (len(refused.value.problems), refused.value.count) == (200, 300)
    assert str(refused.value) == "Nothing was imported. Problems found: 300."


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers() -> None:
    (problem,) = problems(written(households=[(), (None, "  "), (*ZHANG[:5], "1")]))
    assert problem.row == 4


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (
            {"household_headers": HOUSEHOLDS[:5], "households": [ZHANG[:5]]},
            ["住户 1 : The column “手机号” is missing."],
        ),
        (
            {"household_headers": [*HOUSEHOLDS[:10], "入伙日"]},
            ["住户 1 K入伙日: No such column is known. Rename or remove it."],
        ),
        ({"household_headers": [*HOUSEHOLDS, "Name"]}, ["住户 1 LName: The sheet has this column twice."]),
        ({"household_headers": [*HOUSEHOLDS[:10]], "households": [(*ZHANG, *[None] * 4, "2026-01-01")]},
         ["住户 2 K: There is content in a column without a header."]),
        ({"titles": ("房产", "Sheet2")},
         ["Sheet2  : This sheet is not read. Move its rows to “房产” or “住户”, or remove it.",
          "  : The sheet “住户” is missing."]),
        ({"titles": ("房产", "Premises")},
         ["Premises  : The file has this sheet twice.", "  : The sheet “住户” is missing."]),
        ({"household_headers": [], "households": []}, ["住户  : The sheet is empty. Its first row names the columns."]),
        ({"premises": [], "households": []},
         ["房产  : The sheet has no rows, so the file does not say which estate it is about."]),
    ],
)  # fmt: skip
def test_a_missing_unknown_or_doubled_sheet_or_column_is_told(facts: Any, reasons: list[str]) -> None:
    assert [told(problem) for problem in problems(written(**facts))] == reasons


def test_an_empty_sheet_beside_the_others_does_no_harm() -> None:
    book = written()
    book.create_sheet("Sheet3")
    assert len(read(book).units) == 1


@pytest.mark.parametrize(
    "content", [b"", b"name,phone\n", b"PK\x03\x04 not really", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100]
)
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(content: bytes) -> None:
    (problem,) = problems(BytesIO(content))
    assert told(problem).strip(" :") == (
        "This is no Excel workbook (.xlsx). Save it in that format, without a password."
    )


def test_an_archive_that_is_no_workbook_or_a_broken_one_is_refused() -> None:
    for names in (["holiday.jpg"], ["[Content_Types].xml", "xl/workbook.xml"]):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name in names:
                archive.writestr(name, b"\xff not xml")
        assert problems(stream)[0].message == limits.NO_WORKBOOK


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = saved(written())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings2.xml", b"\0" * (limits.MOST_UNPACKED + 1))
    assert stream.tell() < 2**20
    assert problems(stream)[0].message == limits.UNPACKS_TOO_LARGE


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    (problem,) = problems(BytesIO(bytes(limits.MOST_BYTES + 1)))
    assert told(problem).strip(" :") == "The file is larger than 10 MB."


def test_a_sheet_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 200)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("房产")
    for number in range(limits.MOST_ROWS + 2):
        sheet.append(["LX", "邻香苑", "2栋", "5层", number])
    (problem,) = problems(book)
    assert told(problem).strip(" :") == "The sheet “房产” has more than 200 rows. Split the file."


def test_a_row_far_below_the_others_is_read_with_its_number() -> None:
    book = written()
    book["住户"].cell(100_000, 4, "房东")
    assert {problem.row for problem in problems(book)} == {100_000}


def test_entities_that_multiply_are_refused() -> None:
    """The “billion laughs” in the sheet itself."""
    stream = saved(written())
    bomb = BytesIO()
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(bomb, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = f'<!DOCTYPE x [<!ENTITY a0 "laugh">{entities}]>'.encode() + content.replace(
                    b"<sheetData>", b"<sheetData><row><c><v>&a11;</v></c></row>"
                )
            target.writestr(part.filename, content)
    assert problems(bomb)[0].message == limits.NO_WORKBOOK


def test_progress_counts_the_rows_of_both_sheets() -> None:
    seen: list[tuple[int, int]] = []
    rows = [(*ZHANG[:5], str(13800138000 + number)) for number in range(120)]
    read(written(households=rows), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(50, 121), (100, 121), (121, 121)]
