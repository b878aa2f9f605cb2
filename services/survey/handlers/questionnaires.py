"""Keeping questionnaires and beginning their editions (A2.1)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.handlers.state_events import edition_state, questionnaire_state
from services.survey.models import Document, Edition, Questionnaire
from shared import audit, clock, outbox
from shared.errors import N_, DomainError, Invalid, existing


class Retired(DomainError):
    message = N_("This questionnaire is no longer in use.")


class DraftExists(DomainError):
    message = N_("There is an edition that nobody was asked with yet. Change that one.")


def create_questionnaire(session: Session, *, title: str, title_en: str = "") -> Questionnaire:
    """A questionnaire with an empty first edition. Raises ``Invalid`` when there is one of this title."""
    return _created(session, title, title_en, Document())


def copy_questionnaire(session: Session, *, questionnaire_id: UUID, title: str, title_en: str = "") -> Questionnaire:
    """Another questionnaire that asks the same, to be changed freely. Raises ``NotFound``, ``Invalid``."""
    copied = newest_edition(session, questionnaire_id)
    return _created(session, title, title_en, copied.document)


def change_questionnaire(session: Session, *, questionnaire_id: UUID, title: str, title_en: str = "") -> Questionnaire:
    """Raises ``NotFound``, ``Retired``, ``Invalid``."""
    row = in_use(session, questionnaire_id)
    if title != row.title:
        _check_title(session, title)
    row.title, row.title_en = title, title_en
    audit.record(session, "questionnaire.change", row)
    outbox.add(session, questionnaire_state(row), row)
    return row


def retire_questionnaire(session: Session, *, questionnaire_id: UUID) -> Questionnaire:
    """Nobody is asked with it anew; campaigns that have it keep it. Raises ``NotFound``, ``Retired``."""
    row = in_use(session, questionnaire_id)
    row.retired_at = clock.now()
    audit.record(session, "questionnaire.retire", row)
    outbox.add(session, questionnaire_state(row), row)
    return row


def begin_edition(session: Session, *, questionnaire_id: UUID) -> Edition:
    """The next edition, equal to the one before until it is changed.

    Raises ``NotFound``, ``Retired``, ``DraftExists``.
    """
    in_use(session, questionnaire_id)
    last = newest_edition(session, questionnaire_id)
    if last.frozen_at is None:
        raise DraftExists
    return _begun(session, last.questionnaire, last.number + 1, last.document)


def in_use(session: Session, questionnaire_id: UUID) -> Questionnaire:
    """Raises ``NotFound``, ``Retired``."""
    row = existing(session.get(Questionnaire, questionnaire_id))
    if row.retired_at is not None:
        raise Retired
    return row


def newest_edition(session: Session, questionnaire_id: UUID) -> Edition:
    """Raises ``NotFound``."""
    editions = select(Edition).where(Edition.questionnaire_id == questionnaire_id).order_by(Edition.number.desc())
    return existing(session.scalars(editions).first())


def _created(session: Session, title: str, title_en: str, document: Document) -> Questionnaire:
    _check_title(session, title)
    row = Questionnaire(title=title, title_en=title_en, standard=False)
    session.add(row)
    audit.record(session, "questionnaire.create", row)
    outbox.add(session, questionnaire_state(row), row)
    _begun(session, row, 1, document)
    return row


def _begun(session: Session, questionnaire: Questionnaire, number: int, document: Document) -> Edition:
    edition = Edition(
        questionnaire_id=questionnaire.id,
        questionnaire=questionnaire,
        number=number,
        content=document.as_json(),
    )
    session.add(edition)
    audit.record(session, "edition.begin", edition)
    outbox.add(session, edition_state(edition), edition)
    return edition


def _check_title(session: Session, title: str) -> None:
    same = select(Questionnaire.id).where(Questionnaire.title == title, Questionnaire.retired_at.is_(None))
    if session.scalars(same).first():
        raise Invalid({"title": [N_("There is a questionnaire of this title already.")]})
