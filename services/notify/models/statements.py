"""收支情况: what the management fee brought in and what it was used for, signed by the project lead (A2.6, C3)."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TypedDict
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models import signatures
from services.notify.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_, DomainError

MOST_LINES = 200
LONGEST_ITEM = 100
LONGEST_CATEGORY = 60
LARGEST_FEN = 10**13
FORMAT = "linli-statement-1"


class Flow(StrEnum):
    INCOME = "income"
    EXPENSE = "expense"


class StatementState(StrEnum):
    """``draft`` → ``signed`` → ``published`` → ``replaced``; what is changed after it was signed is a draft again."""

    DRAFT = "draft"
    SIGNED = "signed"
    PUBLISHED = "published"
    REPLACED = "replaced"
    DISCARDED = "discarded"


WRITABLE_STATEMENT = frozenset({StatementState.DRAFT, StatementState.SIGNED})
STANDING = frozenset({StatementState.DRAFT, StatementState.SIGNED, StatementState.PUBLISHED})


class IllegalStatementStep(DomainError):
    """The statement does not stand where the step could be taken; the message says why."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__()


class Line(TypedDict):
    """One amount; the category's names are those of the day on which it was written."""

    flow: str
    category_id: str
    category: str
    category_en: str
    item: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class LineContent:
    """An amount in fen of one of the estate's categories; ``item`` may say what exactly."""

    category_id: UUID
    amount_fen: int
    item: str = ""


class FeeCategory(Versioned, EstateOwned, Audited, Base):
    """What income comes from, or what the fee is used for (C3.2); a retired one is offered no more."""

    __tablename__ = "fee_category"

    flow: Mapped[Flow]
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    retired_at: Mapped[datetime | None]

    def name_in(self, language: str) -> str:
        return (language == "en" and self.name_en) or self.name


class Statement(Versioned, EstateOwned, Audited, Base):
    """Income and expenditure of a period, in fen. What was published is never altered: a correction replaces it.

    ``closing_fen`` is what the books say is left; the lines must lead there from ``opening_fen``. With the signature
    come ``estate_name`` as it was, and ``content_hash``, the SHA-256 of ``document()`` in hexadecimal digits.
    """

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_estate_id_ends_on", "estate_id", "ends_on"),)

    estate_id: Mapped[UUID] = mapped_column()
    state: Mapped[StatementState]
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    opening_fen: Mapped[int] = mapped_column(BigInteger)
    closing_fen: Mapped[int] = mapped_column(BigInteger)
    lines: Mapped[list[Line]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text)
    note_en: Mapped[str] = mapped_column(Text)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement.id"), index=True)
    drafted_by: Mapped[str] = mapped_column(Text)
    drafted_by_id: Mapped[UUID | None]
    estate_name: Mapped[str | None] = mapped_column(Text)
    signed_by: Mapped[str | None] = mapped_column(Text)
    signed_by_id: Mapped[UUID | None]
    signed_at: Mapped[datetime | None]
    content_hash: Mapped[str | None] = mapped_column(Text)
    signature: Mapped[str | None] = mapped_column(Text)
    key_id: Mapped[str | None] = mapped_column(Text)
    notice_id: Mapped[UUID | None] = mapped_column(ForeignKey("notice.id"), index=True)

    def total(self, flow: Flow) -> int:
        return sum(line["amount_fen"] for line in self.lines if line["flow"] == flow)

    @property
    def income_fen(self) -> int:
        return self.total(Flow.INCOME)

    @property
    def expense_fen(self) -> int:
        return self.total(Flow.EXPENSE)

    @property
    def missing_fen(self) -> int:
        """What is left by the lines, less what the books say is left; 0 when the statement balances."""
        return self.opening_fen + self.income_fen - self.expense_fen - self.closing_fen

    def lines_of(self, flow: Flow) -> list[Line]:
        return [line for line in self.lines if line["flow"] == flow]

    def document(self) -> bytes:
        """What is signed: all that a reader is told, and by whom; keys in order, no blanks, UTF-8."""
        told = {
            "format": FORMAT,
            "id": str(self.id),
            "replaces": str(self.replaces_id) if self.replaces_id else None,
            "estate": {"id": str(self.estate_id), "name": self.estate_name},
            "begins_on": self.begins_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "opening_fen": self.opening_fen,
            "lines": [dict(line) for line in self.lines],
            "income_fen": self.income_fen,
            "expense_fen": self.expense_fen,
            "closing_fen": self.closing_fen,
            "note": self.note,
            "note_en": self.note_en,
            "signed_by": {"id": str(self.signed_by_id), "name": self.signed_by},
            "signed_at": self.signed_at.astimezone(UTC).isoformat() if self.signed_at else None,
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def is_authentic(self, keys: str) -> bool:
        """Whether it still is, to the last byte, what was signed with one of these published keys."""
        if self.signature is None or self.key_id is None:
            return False
        document = self.document()
        same = sha256(document).hexdigest() == self.content_hash
        return same and signatures.holds(keys, self.key_id, self.signature, document)

    def bind(self, signing_key: str) -> None:
        """Signs what it says now; who signs, and when, is set before."""
        document = self.document()
        self.content_hash = sha256(document).hexdigest()
        self.key_id, self.signature = signatures.sign(signing_key, document)
        self.state = StatementState.SIGNED

    def unbind(self) -> None:
        """What is changed was not signed: a draft again."""
        self.state = StatementState.DRAFT
        self.estate_name = self.signed_by = self.content_hash = self.signature = self.key_id = None
        self.signed_by_id = self.signed_at = None


# C3.2; the source's list stops there.
FIRST_CATEGORIES: tuple[tuple[Flow, str, str], ...] = (
    (Flow.INCOME, "物业服务费", "Management fee"),
    (Flow.EXPENSE, "员工工资及福利", "Staff pay and benefits"),
    (Flow.EXPENSE, "公共区域秩序维护", "Security of public areas"),
    (Flow.EXPENSE, "清洁卫生", "Cleaning"),
    (Flow.EXPENSE, "环境保护", "Environment protection"),
    (Flow.EXPENSE, "绿化养护", "Greening"),
)
STATEMENT_LABELS: dict[str, str] = {
    Flow.INCOME: N_("income"),
    Flow.EXPENSE: N_("expenditure"),
    StatementState.SIGNED: N_("signed"),
    StatementState.DISCARDED: N_("discarded"),
}
