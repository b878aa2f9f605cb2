"""The example that the import page offers: every sheet and column by its first name, with two homes filled in."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from services.ticketing.handlers.estate_file.columns import HOUSEHOLDS, PREMISES
from shared.file_tables import Form

HOMES = (("1栋", "1层", "0101"), ("1栋", "1层", "0102"))
ESTATE = ("SL", "示例小区")
PEOPLE = (
    ("业主", "张示例", "13800138000", "zhang@example.com", "中文", "短信、邮件", "否", "2026-11-01"),
    ("租户", "李示例", "13900139000", None, "中文", "短信", "否", "2026-11-15"),
)


def example_workbook() -> bytes:
    """The bytes of an ``.xlsx`` file."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _fill(workbook.create_sheet(PREMISES.names[0]), PREMISES, [(*ESTATE, *home) for home in HOMES])
    _fill(
        workbook.create_sheet(HOUSEHOLDS.names[0]),
        HOUSEHOLDS,
        [(*home, *person) for home, person in zip(HOMES, PEOPLE, strict=True)],
    )
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _fill(sheet: Worksheet, form: Form, rows: list[tuple[str | None, ...]]) -> None:
    sheet.append([column.names[0] for column in form.columns])
    for row in rows:
        sheet.append(row)
    sheet.freeze_panes = "A2"
    for number, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 16
        for below in sheet.iter_rows(min_row=2, min_col=number, max_col=number):
            below[0].number_format = "@"  # as text, so that 0101 keeps its zero and a phone number its digits
