"""Excel files of made-up estates, as large and as wrong as a test needs them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

PREMISES = ["项目编号", "项目名称", "楼栋", "楼层", "房号"]
HOUSEHOLDS = ["楼栋", "楼层", "房号", "类型", "姓名", "手机号"]


def estate_file(
    households: int = 3, *, code: str = "NEW", name: str = "新苑", wrong: Sequence[Sequence[Any]] = ()
) -> BytesIO:
    """One household in each unit, eight to a floor; ``wrong`` rows follow the households."""
    homes = [
        (f"{n // 400 + 1}栋", f"{n // 8 % 50 + 1}层", f"{n // 8 % 50 + 1:02}{n % 8 + 1:02}") for n in range(households)
    ]
    book = Workbook(write_only=True)
    _fill(book, "房产", [PREMISES, *((code, name, *home) for home in homes)])
    people = [(*home, "业主", "张三丰", f"139{number:08}") for number, home in enumerate(homes)]
    _fill(book, "住户", [HOUSEHOLDS, *people, *wrong])
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def _fill(book: Workbook, title: str, rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
