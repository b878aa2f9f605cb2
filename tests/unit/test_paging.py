"""A list's cursor is read back exactly, and one that somebody made up is refused."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from services.survey.models import Estate
from services.ticketing.models import Ticket
from shared.audit import AuditRow
from shared.errors import Invalid
from shared.eventlog import EventLogRow
from shared.ids import new_id
from shared.paging import _cursor, _Key, _values

ID = "01a20df6-1a07-756e-b50d-9e0ebb669ac2"


def made_up(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_a_cursor_is_read_back_exactly() -> None:
    values = [datetime(2026, 11, 24, 6, 5, tzinfo=UTC), new_id()]
    assert _values(_cursor(values), [_Key(Ticket.next_due_at), _Key(Ticket.id)]) == values


@pytest.mark.parametrize(
    ("columns", "cursor"),
    [
        ((Estate.name, Estate.id), "nowhere"),
        ((Estate.name, Estate.id), made_up("邻香苑")),
        ((Estate.name, Estate.id), made_up("a\0b", ID)),
        ((Estate.name, Estate.id), made_up("\ud800", ID)),
        ((Estate.name, Estate.id), made_up("a", "b")),
        ((Estate.name, Estate.id), made_up(None, ID)),
        ((EventLogRow.seq,), made_up(str(2**63))),
        ((AuditRow.at, AuditRow.id), made_up("2026-11-24T06:05:00", ID)),
        ((EventLogRow.seq,), base64.urlsafe_b64encode(b"[" * 100_000).decode()),
    ],
)
def test_a_cursor_that_the_list_never_gave_is_refused(columns: tuple[Any, ...], cursor: str) -> None:
    with pytest.raises(Invalid):
        _values(cursor, [_Key(column) for column in columns])
