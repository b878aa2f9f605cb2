"""What a statement of income and expenditure says on the board and on paper, in both languages (A2.6)."""

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from services.notify.models import Flow, Statement
from shared.errors import N_
from shared.i18n import translate

DAY = {"zh": "y年M月d日", "en": "d MMM y"}
MOMENT = {"zh": "y年M月d日 HH:mm", "en": "d MMM y, HH:mm"}
FLOWS = {Flow.INCOME: N_("income"), Flow.EXPENSE: N_("expenditure")}
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def statement_notice(statement: Statement, url: str, zone: ZoneInfo) -> dict[str, str]:
    """Title and text of the notice, in Chinese and in English."""
    texts = {language: _text(statement, url, zone, language) for language in ("zh", "en")}
    titles = {language: statement_title(statement, language) for language in ("zh", "en")}
    return {"title": titles["zh"], "body": texts["zh"], "title_en": titles["en"], "body_en": texts["en"]}


def statement_title(statement: Statement, language: str) -> str:
    period = period_name(statement.begins_on, statement.ends_on, language)
    return translate(N_("Income and expenditure, %(period)s"), language, period=period)


def period_name(begins: date, ends: date, language: str) -> str:
    """``2026年第三季度`` where it is a whole quarter, half-year, year or month; else both days."""
    months = (ends.year - begins.year) * 12 + ends.month - begins.month + 1
    whole = begins.day == 1 and (ends + timedelta(days=1)).day == 1 and begins.year == ends.year
    told: dict[str, object] = {"year": begins.year, "part": (begins.month - 1) // max(months, 1) + 1}
    if whole and months == 12:
        return translate(N_("the year %(year)s"), language, **told)
    if whole and months == 6 and begins.month in (1, 7):
        half = N_("first half of %(year)s") if begins.month == 1 else N_("second half of %(year)s")
        return translate(half, language, **told)
    if whole and months == 3 and begins.month % 3 == 1:
        return translate(N_("quarter %(part)s of %(year)s"), language, **told)
    if whole and months == 1:
        return str(format_date(begins, "y年M月" if language == "zh" else "MMMM y", locale=language))
    first, last = (format_date(day, DAY[language], locale=language) for day in (begins, ends))
    return translate(N_("%(first)s to %(last)s"), language, first=first, last=last)


def _text(statement: Statement, url: str, zone: ZoneInfo, language: str) -> str:
    def say(message: str, **params: object) -> str:
        return translate(message, language, **params)

    balances = [(N_("Opening balance"), statement.opening_fen), (N_("Closing balance"), statement.closing_fen)]
    opening, closing = (f"| **{say(name)}** | | **{_yuan(fen)}** |" for name, fen in balances)
    head = [f"| {say(N_('Category'))} | {say(N_('Item'))} | {say(N_('Amount in yuan'))} |", "|---|---|---:|"]
    tables = [row for flow in Flow for row in _table(statement, flow, language)]
    signed_at = format_datetime(statement.signed_at, MOMENT[language], tzinfo=zone, locale=language)
    signed = say(N_("Signed by %(name)s (project lead), %(at)s."), name=_plain(statement.signed_by or ""), at=signed_at)
    note = (language == "en" and statement.note_en) or statement.note
    verify = say(N_("Chart, comparison and check of the signature"))
    summary = N_("Income %(income)s yuan, expenditure %(expense)s yuan, left %(closing)s yuan.")
    sums = {"income": _yuan(statement.income_fen), "expense": _yuan(statement.expense_fen)}
    told = say(summary, **sums, closing=_yuan(statement.closing_fen))
    parts = [told, "\n".join([*head, opening, *tables, closing]), note, signed, f"[{verify}]({url})"]
    return "\n\n".join(part for part in parts if part)


def _table(statement: Statement, flow: Flow, language: str) -> list[str]:
    rows = [
        f"| {_plain((language == 'en' and line['category_en']) or line['category'])} | {_plain(line['item'])} "
        f"| {_yuan(line['amount_fen'])} |"
        for line in statement.lines_of(flow)
    ]
    total = translate(N_("Total of %(flow)s"), language, flow=translate(FLOWS[flow], language))
    return [*rows, f"| **{total}** | | **{_yuan(statement.total(flow))}** |"]


def _plain(text: str) -> str:
    """Words of people are words: no mark of Markdown in them means anything."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _yuan(fen: int) -> str:
    return f"{'−' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02}"
