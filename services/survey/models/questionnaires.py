"""问卷: questionnaires, and their editions, each frozen once somebody was asked with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.survey.models.base import Base
from services.survey.models.documents import Document
from shared.audit import Audited
from shared.db import Versioned


class Questionnaire(Versioned, Audited, Base):
    """Company-wide. ``standard`` is the 《客户意见调查表》 that ships with Linli (A2.1).

    With one that is retired nobody is asked anew.
    """

    __tablename__ = "questionnaire"

    title: Mapped[str]
    title_en: Mapped[str]
    standard: Mapped[bool]
    retired_at: Mapped[datetime | None]

    def said_in(self, language: str) -> str:
        return self.title_en if language == "en" and self.title_en else self.title


class Edition(Versioned, Audited, Base):
    """What the questionnaire asks; ``content`` is the document as JSON. Frozen, it is never changed again."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    questionnaire_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaire.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    frozen_at: Mapped[datetime | None]

    questionnaire: Mapped[Questionnaire] = relationship(lazy="joined", innerjoin=True)

    @property
    def document(self) -> Document:
        return Document.of(self.content)
