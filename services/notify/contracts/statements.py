"""Events of a statement of income and expenditure (A2.6, C3). Amounts are in fen."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.events import Event, Moment


class StatementEvent(Event):
    """What every event of a statement tells. ``document`` is, to the last byte, what ``signature`` (Ed25519, base64url)
    was made of with the key ``key_id`` of ``/notify/api/v1/statement-keys``; ``content_hash`` is its SHA-256.

    ``url`` is the public page, once it is published; ``by`` took the step.
    """

    statement_id: UUID
    estate_id: UUID
    begins_on: date
    ends_on: date
    opening_fen: int
    income_fen: int
    expense_fen: int
    closing_fen: int
    document: str
    content_hash: str
    signature: str
    key_id: str
    signed_by: str
    signed_at: Moment
    replaces_id: UUID | None
    notice_id: UUID | None
    url: str
    by: str
    by_id: UUID | None
    at: Moment


class StatementSigned(StatementEvent):
    key: ClassVar[str] = "notify.statement_signed.v1"


class StatementVoided(StatementEvent):
    """It was changed after it was signed: this signature no longer counts."""

    key: ClassVar[str] = "notify.statement_voided.v1"


class StatementPublished(StatementEvent):
    """It is on the board, as the notice ``notice_id``."""

    key: ClassVar[str] = "notify.statement_published.v1"


EMITS: tuple[type[Event], ...] = (StatementSigned, StatementVoided, StatementPublished)
