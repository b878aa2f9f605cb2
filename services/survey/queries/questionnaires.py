"""Reads of questionnaires and their editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.survey.models import Edition, Questionnaire
from shared.errors import existing


@dataclass(frozen=True, slots=True)
class Questions:
    """A questionnaire with its newest edition."""

    questionnaire: Questionnaire
    edition: Edition

    @property
    def count(self) -> int:
        return len(list(self.edition.document.questions))


def questionnaires(session: Session) -> Sequence[Questions]:
    """Those in use: the standard one first, then by age. One query."""
    newest = select(Edition.questionnaire_id, func.max(Edition.number).label("number"))
    last = newest.group_by(Edition.questionnaire_id).subquery()
    found = (
        select(Edition)
        .join(last, (last.c.questionnaire_id == Edition.questionnaire_id) & (last.c.number == Edition.number))
        .join(Questionnaire, Questionnaire.id == Edition.questionnaire_id)
        .where(Questionnaire.retired_at.is_(None))
        .order_by(Questionnaire.standard.desc(), Questionnaire.id)
    )
    return [Questions(edition.questionnaire, edition) for edition in session.scalars(found)]


def questionnaire(session: Session, questionnaire_id: UUID) -> Questions:
    """With its newest edition. Raises ``NotFound``."""
    editions = select(Edition).where(Edition.questionnaire_id == questionnaire_id).order_by(Edition.number.desc())
    edition = existing(session.scalars(editions.limit(1)).first())
    return Questions(edition.questionnaire, edition)
