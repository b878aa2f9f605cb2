"""One cell, read as what its column holds."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from marshmallow import ValidationError, validate

from services.ticketing.handlers.estate_file.columns import Column
from services.ticketing.handlers.estate_file.workbook import CellValue, Odd
from services.ticketing.models import CustomerKind, Language, MessageChannel
from shared.errors import N_, Invalid
from shared.phones import e164

EMPTY = N_("This cell must not be empty.")
FORMULA = N_("The cell holds a formula. Replace it by its value.")
ERROR = N_("The cell holds an Excel error.")
TURNED_DATE = N_("Excel has made a date of this. Format the column as text and type it again.")
TOO_LONG = N_("The text has more than %(longest)s characters.")
CONTROL = N_("The text contains characters that cannot be stored.")
NO_PHONE = N_("This is no possible phone number.")
NO_EMAIL = N_("This is no e-mail address.")
NO_DATE = N_("This is no date. Write it like 2026-11-24.")
FAR_DATE = N_("The date must lie between %(first)s and %(last)s.")
UNKNOWN = N_("Not known: “%(value)s”. Possible: %(choices)s.")

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


class Unfit(Exception):
    """The cell does not hold what its column needs; ``message`` is a catalogue key."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


def read(column: Column, cell: CellValue, today: date) -> Any:
    """The value, None when an optional cell is empty. Raises ``Unfit``."""
    if isinstance(cell, Odd):
        raise Unfit(FORMULA if cell is Odd.FORMULA else ERROR)
    if cell is None:
        if column.required:
            raise Unfit(EMPTY)
        return None
    if column.key == "moved_in_on":
        return _move_in(cell, today)
    if isinstance(cell, date):
        raise Unfit(TURNED_DATE)
    return READERS.get(column.key, str)(_text(cell, column.longest))


def _text(cell: str, longest: int) -> str:
    text = unicodedata.normalize("NFKC", cell)
    if any(unicodedata.category(character) in {"Cc", "Cs"} and not character.isspace() for character in text):
        raise Unfit(CONTROL)
    text = " ".join(text.split())
    if len(text) > longest:
        raise Unfit(TOO_LONG, longest=longest)
    if not text:
        raise Unfit(EMPTY)
    return text


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
