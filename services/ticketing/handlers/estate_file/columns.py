"""The sheets and columns of an estate's file, and the names by which people head them."""

from shared.errors import N_
from shared.file_problems import Problem, Problems
from shared.file_tables import Column, Form, Table, read_table
from shared.workbook_reader import Sheet

MISSING_SHEET = N_("The sheet “%(sheet)s” is missing.")
UNKNOWN_SHEET = N_("This sheet is not read. Move its rows to “房产” or “住户”, or remove it.")
SHEET_TWICE = N_("The file has this sheet twice.")

_UNIT = (
    Column("building", ("楼栋", "Building", "楼号"), 20),
    Column("floor", ("楼层", "Floor"), 20),
    Column("unit", ("房号", "Unit", "单元房号"), 20),
)
PREMISES = Form(
    ("房产", "Premises"),
    (
        Column("estate_code", ("项目编号", "Estate code", "小区编号"), 20),
        Column("estate_name", ("项目名称", "Estate name", "小区名称"), 60),
        *_UNIT,
    ),
)
HOUSEHOLDS = Form(
    ("住户", "Households"),
    (
        *_UNIT,
        Column("kind", ("类型", "Kind", "住户类型"), 20),
        Column("name", ("姓名", "Name", "住户姓名"), 80),
        Column("phone", ("手机号", "Phone", "电话"), 40),
        Column("email", ("邮箱", "E-mail", "电子邮箱"), 254, required=False),
        Column("language", ("语言", "Language"), 20, required=False),
        Column("channels", ("联系方式", "Channels", "通知方式"), 100, required=False),
        Column("key_customer", ("重点客户", "Key customer"), 20, required=False),
        Column("moved_in_on", ("入住日期", "Move-in date", "入住时间"), 20, required=False),
    ),
)


def find_tables(sheets: list[Sheet], problems: Problems) -> dict[Form, Table]:
    """The sheets that were found, by what they hold; every other sheet with content is a problem."""
    tables: dict[Form, Table] = {}
    for sheet in sheets:
        form = next((form for form in (PREMISES, HOUSEHOLDS) if form.is_called(sheet.title)), None)
        if form is None:
            if sheet.rows:
                problems.add(Problem(UNKNOWN_SHEET, sheet=sheet.title))
        elif form in tables:
            problems.add(Problem(SHEET_TWICE, sheet=sheet.title))
        else:
            tables[form] = read_table(sheet, form, problems)
    for form in (PREMISES, HOUSEHOLDS):
        if form not in tables:
            problems.add(Problem(MISSING_SHEET, {"sheet": form.names[0]}))
    return tables
