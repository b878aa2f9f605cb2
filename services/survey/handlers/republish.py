"""What the service owns told once more, for readers whose copy is new or lost."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.handlers.state_events import campaign_state, edition_state, questionnaire_state
from services.survey.models import Campaign, Edition, Questionnaire
from shared import outbox
from shared.events import Event

STATES: Mapping[type[Any], Callable[[Any], Event]] = {
    Questionnaire: questionnaire_state,
    Edition: edition_state,
    Campaign: campaign_state,
}


def republish(session: Session) -> int:
    """Queues the state of every row of ``STATES``; tells how many."""
    told = [(state(row), row.id, row.version) for table, state in STATES.items() for row in _rows(session, table)]
    outbox.add_many(session, told)
    return len(told)


def _rows(session: Session, table: type[Any]) -> list[Any]:
    return list(session.scalars(select(table).order_by(table.id)))
