"""One cell, read as what its column holds."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from marshmallow import ValidationError, validate

from services.ticketing.models import CustomerKind, Language, MessageChannel
from shared.errors import N_, Invalid
from shared.file_tables import UNKNOWN, Column, Unfit, words_in
from shared.phones import e164
from shared.workbook_reader import CellValue

NO_PHONE = N_("This is no possible phone number.")
NO_EMAIL = N_("This is no e-mail address.")
NO_DATE = N_("This is no date. Write it like 2026-11-24.")
FAR_DATE = N_("The date must lie between %(first)s and %(last)s.")

EARLIEST_MOVE_IN = date(1980, 1, 1)
MOVE_IN_AHEAD = timedelta(days=366)
_DATE = re.compile(r"^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)$")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z])")
_LIST_MARKS = re.compile(r"[,，、;；/\s]+")
_EMAIL = validate.Email()

KINDS = {
    "业主": CustomerKind.OWNER,
    "owner": CustomerKind.OWNER,
    "租户": CustomerKind.TENANT,
    "tenant": CustomerKind.TENANT,
}
LANGUAGES = {
    "中文": Language.ZH,
    "zh": Language.ZH,
    "chinese": Language.ZH,
    "英文": Language.EN,
    "en": Language.EN,
    "english": Language.EN,
}
CHANNELS = {
    "短信": MessageChannel.SMS,
    "sms": MessageChannel.SMS,
    "邮件": MessageChannel.EMAIL,
    "电子邮件": MessageChannel.EMAIL,
    "email": MessageChannel.EMAIL,
    "e-mail": MessageChannel.EMAIL,
    "企业微信": MessageChannel.WECOM,
    "wecom": MessageChannel.WECOM,
}
ANSWERS = {"是": True, "yes": True, "true": True, "1": True, "否": False, "no": False, "false": False, "0": False}
Choice = TypeVar("Choice")


def read(column: Column, cell: CellValue, today: date) -> Any:
    """The value, None when an optional cell is empty. Raises ``Unfit``."""
    if cell is None and not column.required:
        return None
    if column.key == "moved_in_on" and isinstance(cell, str | date):
        return _move_in(cell, today)
    return READERS.get(column.key, str)(words_in(cell, column.longest))


def _label(text: str) -> str:
    """Spaces join labels to a unit's path, so a label holds none: ``2 栋`` → ``2栋``, ``Tower A`` → ``Tower-A``."""
    return "".join(_BETWEEN_WORDS.sub("-", text).split())


def _phone(text: str) -> str:
    try:
        return e164(text)
    except Invalid as error:
        raise Unfit(NO_PHONE) from error


def _email(text: str) -> str:
    try:
        return str(_EMAIL(text))
    except ValidationError as error:
        raise Unfit(NO_EMAIL) from error


def _one_of(choices: Mapping[str, Choice]) -> Callable[[str], Choice]:
    def read_choice(text: str) -> Choice:
        if text.casefold() not in choices:
            raise Unfit(UNKNOWN, value=text, choices="、".join(choices))
        return choices[text.casefold()]

    return read_choice


def _channels(text: str) -> tuple[MessageChannel, ...]:
    """In the order in which they are named."""
    named = [word for word in _LIST_MARKS.split(text) if word]
    return tuple(dict.fromkeys(map(_one_of(CHANNELS), named)))


READERS: dict[str, Callable[[str], Any]] = {
    "estate_code": _label,
    "building": _label,
    "floor": _label,
    "unit": _label,
    "kind": _one_of(KINDS),
    "phone": _phone,
    "email": _email,
    "language": _one_of(LANGUAGES),
    "channels": _channels,
    "key_customer": _one_of(ANSWERS),
}


def _move_in(cell: str | date, today: date) -> date:
    day = cell if isinstance(cell, date) else _date(cell)
    last = today + MOVE_IN_AHEAD
    if not EARLIEST_MOVE_IN <= day <= last:
        raise Unfit(FAR_DATE, first=EARLIEST_MOVE_IN.isoformat(), last=last.isoformat())
    return day


def _date(text: str) -> date:
    found = _DATE.match("".join(text.split()))
    if found is None:
        raise Unfit(NO_DATE)
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unfit(NO_DATE) from error
