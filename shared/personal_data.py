"""What a service keeps about a household, as a copy that the household itself can read.

Every service gathers its own part (``Service.personal_data``); the same page and the same call of the API hand it out.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import IO, Any, BinaryIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from shared import audit
from shared.audit import TrailWords
from shared.errors import N_
from shared.i18n import translate

TRAIL = TrailWords(
    actions={"personal_data.export": N_("Personal data handed out"), "personal_data.erase": N_("Personal data erased")}
)
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
COPY_OF = N_("What is kept about %(name)s")
EXPLAINED = N_(
    "personal-data.xlsx is for reading; personal-data.json holds the same for programs. "
    "Photos lie in the folder beside them."
)


class Word(str):
    """A value of another service's vocabulary, to be shown by its name."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One table: ``name`` in JSON; ``title`` and the headings of ``columns`` are ids of the catalogues."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that one service keeps of a household; ``words`` name the values of vocabularies.

    ``files`` are names, and what opens each.
    """

    customer_id: UUID
    estate_id: UUID
    name: str
    language: str
    parts: Sequence[Part]
    words: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[tuple[str, Callable[[], BinaryIO]]] = ()


def part(name: str, title: str, columns: Mapping[str, str], rows: Iterable[Any]) -> Part:
    """The table of these rows: of mappings by key, of anything else by attribute."""
    return Part(name, title, columns, [{key: _of(row, key) for key in columns} for row in rows])


def record_export(session: Session, data: PersonalData) -> None:
    """Every copy that leaves the house is recorded, with how much it held."""
    counts, who = ", ".join(f"{one.name}: {len(one.rows)}" for one in data.parts), data.customer_id
    audit.record_act(session, "personal_data.export", "customer", who, {}, counts, estate_id=data.estate_id)


def as_json(data: PersonalData) -> dict[str, list[dict[str, Any]]]:
    return {one.name: [{key: _plain(value) for key, value in row.items()} for row in one.rows] for one in data.parts}


def archive(data: PersonalData, zone: ZoneInfo, target: IO[bytes]) -> None:
    """Writes a ZIP file: a workbook in the household's language, the same as JSON, and the files."""
    from shared.workbooks import workbook  # noqa: PLC0415 - openpyxl takes memory that only exports should pay

    heading = translate(COPY_OF, data.language, name=data.name)
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", f"{heading}\n\n{translate(EXPLAINED, data.language)}\n")
        packed.writestr("personal-data.xlsx", workbook([_table(one, data, zone) for one in data.parts]))
        packed.writestr("personal-data.json", json.dumps(as_json(data), ensure_ascii=False, indent=2))
        for name, opened in data.files:
            with opened() as file:
                packed.writestr(name, file.read(), ZIP_STORED)


def _table(one: Part, data: PersonalData, zone: ZoneInfo) -> tuple[str, list[str], list[list[str]]]:
    headings = [translate(heading, data.language) for heading in one.columns.values()]
    return (
        translate(one.title, data.language),
        headings,
        [[_said(value, data, zone) for value in row.values()] for row in one.rows],
    )


def _said(value: Any, data: PersonalData, zone: ZoneInfo) -> str:
    match value:
        case None:
            return ""
        case bool():
            return translate(N_("yes") if value else N_("no"), data.language)
        case datetime():
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        case Enum() | Word():
            return LANGUAGE_NAMES.get(str(value)) or translate(data.words.get(str(value), str(value)), data.language)
        case list():
            return translate(N_(", "), data.language).join(_said(item, data, zone) for item in value)
        case dict():
            pairs = [f"{_said(Word(key), data, zone)}: {_said(Word(told), data, zone)}" for key, told in value.items()]
            value = translate(N_(", "), data.language).join(pairs)
    return str(value)


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case list():
            return [_plain(item) for item in value]
    return value


def _of(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, Mapping) else getattr(row, key)
