"""For tests of the quarterly analysis: facts as other services tell them, and rows of them at once."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from deploy import contracts
from services.survey import queries
from services.survey.app import SERVICE
from services.survey.models import CLOCKS, Figures, Issue, Quarter
from shared.ids import new_id
from shared.inbox import Inbox
from tests.integration.survey_office import SurveyOffice

ZONE = ZoneInfo("Asia/Shanghai")
EMITTED = {event.key: event for event in contracts.emitted()}
AUTUMN = Quarter(2026, 3)


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time().replace(hour=hour), ZONE)


def estate_of(office: SurveyOffice) -> UUID:
    return UUID(str(office.desk.estates["LX"].id))


def tell(office: SurveyOffice, key: str, version: int = 1, **facts: Any) -> tuple[str, bytes]:
    """The event reaches the service; what is not said is as in the golden envelope. Returns it, to be sent again."""
    envelope = contracts.golden_envelope(EMITTED[key])
    subject = next((facts[name] for name in ("ticket_id", "visit_id", "notice_id", "id") if name in facts), new_id())
    data = envelope["data"] | {"estate_id": estate_of(office)} | facts
    envelope |= {"id": str(new_id()), "subject": str(subject), "subjectversion": version, "data": data}
    event = key, json.dumps(envelope, default=_plain).encode()
    Inbox(office.database, SERVICE).apply([event])
    return event


def figures(office: SurveyOffice, quarter: Quarter = AUTUMN) -> Figures:
    return office.read("lead", queries.figures, estate_id=estate_of(office), quarter=quarter)


def fill(office: SurveyOffice, *rows: Mapping[str, Any]) -> list[UUID]:
    """Requests of the estate as the facts hold them; what is not said is a repair by phone that was closed in time."""
    made = [_issue(office, number, row) for number, row in enumerate(rows, 1)]
    with office.database.write() as session:
        session.add_all([Issue(**row) for row in made])
    return [row["id"] for row in made]


def _issue(office: SurveyOffice, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    opened = row.get("opened_at", at("2026-08-05"))
    facts = {
        "id": new_id(), "estate_id": estate_of(office), "at_version": 1, "number": f"BX-{number:04}",
        "kind": "repair", "tier": "normal", "category": "水电", "channel": "phone", "status": "closed",
        "customer_id": None, "unit_id": None, "opened_at": opened, "declined_at": None, "outcome": "已修好",
        **dict.fromkeys(("acknowledged_at", "resolved_at", "answered_at", "closed_at"), opened),
        **dict.fromkeys(("reopened", "merged", "major"), False), **{f"late_{clock}": False for clock in CLOCKS},
        "score": None,
    }  # fmt: skip
    return facts | dict(row)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
