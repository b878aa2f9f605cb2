"""What the pages of a statement show beside its amounts: the period before, and both as a chart (A2.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.notify.config import settings_of
from services.notify.handlers.wording import period_name, statement_title
from services.notify.models import Compared, Flow, Statement, compared
from shared.web import db, language_of_reader


@dataclass(frozen=True, slots=True)
class Bar:
    """One category's two amounts, and how long they are drawn beside the longest, in percent."""

    row: Compared
    now: float
    before: float


def shown(statement: Statement, before: Statement | None) -> dict[str, Any]:
    """For the templates of one statement."""
    language = language_of_reader()
    rows = {flow: compared(statement, before, flow) for flow in Flow}
    return {
        "statement": statement,
        "before": before,
        "rows": rows,
        "bars": {flow: bars(rows[flow]) for flow in Flow},
        "flows": Flow,
        "title": statement_title(statement, language),
        "period": period_name(statement.begins_on, statement.ends_on, language),
        "period_before": period_name(before.begins_on, before.ends_on, language) if before else None,
        "authentic": statement.is_authentic(settings_of(db()).statement_keys),
    }


def bars(rows: Sequence[Compared]) -> list[Bar]:
    longest = max((max(row.now_fen, row.before_fen or 0) for row in rows), default=0) or 1
    return [Bar(row, _share(row.now_fen, longest), _share(row.before_fen or 0, longest)) for row in rows]


def _share(fen: int, longest: int) -> float:
    return round(100 * fen / longest, 3)
