"""Telling others of a statement's step (A2.6)."""

from typing import TypeVar

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.models import Estate, Statement
from shared import clock, outbox
from shared.db import actor_of

E = TypeVar("E", bound=contracts.StatementEvent)


def announce_statement(session: Session, event: type[E], statement: Statement) -> E:
    """Queues the event with what is signed, as the very text that was signed."""
    actor, now = actor_of(session), clock.now()
    told = event(
        statement_id=statement.id,
        estate_id=statement.estate_id,
        begins_on=statement.begins_on,
        ends_on=statement.ends_on,
        opening_fen=statement.opening_fen,
        income_fen=statement.income_fen,
        expense_fen=statement.expense_fen,
        closing_fen=statement.closing_fen,
        document=statement.document().decode(),
        content_hash=statement.content_hash or "",
        signature=statement.signature or "",
        key_id=statement.key_id or "",
        signed_by=statement.signed_by or "",
        signed_at=statement.signed_at or now,
        replaces_id=statement.replaces_id,
        notice_id=statement.notice_id,
        url=public_statement(session, statement),
        by=actor.name,
        by_id=actor.id,
        at=now,
    )
    outbox.add(session, told, statement)
    return told


def public_statement(session: Session, statement: Statement) -> str:
    """Where everybody reads and verifies it, once it is published."""
    code = session.get_one(Estate, statement.estate_id).code
    return f"{settings_of(session).public_url}/notify/board/{code}/statements/{statement.id}"
