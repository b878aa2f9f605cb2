"""The audit trail as people read it: actions, columns and values in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from typing import Any

from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import Boolean, Date, Table, Uuid
from sqlalchemy.types import Enum, TypeEngine

from shared import operations, personal_data
from shared.audit import AuditRow, TrailWords
from shared.db import MechanismBase, UTCDateTime
from shared.permissions import ROLE_NAMES
from shared.web import exports
from shared.web.display import day, label, moment
from shared.web.site import site

UNTOLD = frozenset({"id", "version", "password_hash"})
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Told:
    """``before`` and ``after`` are columns with their values."""

    row: AuditRow
    what: str
    note: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]


def told(row: AuditRow) -> Told:
    note = row.note or ""
    return Told(
        row,
        what=_in_words(_words().actions, row.action),
        note=label(note) if note in ROLE_NAMES else note,
        before=list(_values(row, row.before)),
        after=list(_values(row, row.after)),
    )


def actions_called(text: str) -> list[str]:
    """The actions whose words, in the reader's language, contain ``text``."""
    wanted = text.casefold()
    return [action for action, name in _words().actions.items() if wanted in gettext(name).casefold()]


def _words() -> TrailWords:
    trails = (operations.TRAIL, personal_data.TRAIL, exports.TRAIL, site().service.trail)
    actions = {name: words for trail in trails for name, words in trail.actions.items()}
    return TrailWords(actions, {name: words for trail in trails for name, words in trail.columns.items()})


def _values(row: AuditRow, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    tables = {**MechanismBase.metadata.tables, **site().service.metadata.tables}
    table, names = tables.get(row.subject_type), _words().columns
    for column, value in values.items():
        if column not in UNTOLD:
            yield _in_words(names, column), _shown(_type(table, column), value)


def _in_words(names: Mapping[str, str], key: str) -> str:
    return gettext(names[key]) if key in names else key


def _type(table: Table | None, column: str) -> TypeEngine[Any] | None:
    return table.columns[column].type if table is not None and column in table.columns else None


def _shown(kind: TypeEngine[Any] | None, value: Any) -> str:
    match kind:
        case Boolean():
            return str(gettext("yes") if value else gettext("no"))
        case Enum():
            return label(value)
        case UTCDateTime():
            at = datetime.fromisoformat(value)
            return moment(at if at.year < MAXYEAR else None)  # a column that sorts keeps "never" as the last year
        case Date():
            return day(date.fromisoformat(value))
        case Uuid():
            return _short(value)
    return str(gettext(", ")).join(map(_item, value)) if isinstance(value, list) else str(value)


def _item(value: Any) -> str:
    """One of a list: a role, a permission, a channel, or the id of an estate."""
    return _short(value) if _UUID.fullmatch(str(value)) else label(value)


def _short(key: str) -> str:
    """The end of an id, which tells rows apart; its beginning is the time."""
    return Markup('<span title="{}">…{}</span>').format(key, key[-6:])
