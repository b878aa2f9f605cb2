"""What survey keeps about a household, to be handed out to it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.models import LABELS, Customer, Invitation, Issue, Question, Sheet, said
from shared import eventlog
from shared.errors import N_, existing
from shared.personal_data import PersonalData, Word, part

HOUSEHOLD = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "unit_path": N_("Place"),
    "language": N_("Language"),
    "key_customer": N_("Key customer"),
    "moved_in_on": N_("Moved in"),
    "moved_out_on": N_("Moved out"),
}
REQUESTS = {
    "number": N_("Number"),
    "kind": N_("Kind"),
    "category": N_("Category"),
    "channel": N_("Channel"),
    "opened_at": N_("When"),
    "outcome": N_("What came of it"),
    "score": N_("Score"),
}
ANSWERS = {"survey": N_("Survey"), "question": N_("Question"), "answer": N_("Answer")}


def personal_data(session: Session, customer_id: UUID) -> PersonalData:
    """The copy of the household, and the events that have made it. Raises ``NotFound``."""
    household = existing(session.get(Customer, customer_id))
    words = {"kind": Word(household.kind), "language": Word(household.language)}
    return PersonalData(
        customer_id=household.id,
        estate_id=household.estate_id,
        name=household.name,
        language=household.language,
        parts=[
            part("household", N_("Household"), HOUSEHOLD, [{**vars(household), **words}]),
            part("answers", N_("Answers to surveys"), ANSWERS, _answers(session, customer_id, household.language)),
            part("requests", N_("Requests in the analysis of opinions"), REQUESTS, _requests(session, customer_id)),
            part("events", N_("Events received"), eventlog.TOLD, eventlog.received(session, [customer_id])),
        ],
        words=LABELS,
    )


def _requests(session: Session, customer_id: UUID) -> list[dict[str, Any]]:
    own = select(Issue).where(Issue.customer_id == customer_id).order_by(Issue.opened_at, Issue.id)
    return [{**vars(row), "kind": Word(row.kind), "channel": Word(row.channel)} for row in session.scalars(own)]


def _answers(session: Session, customer_id: UUID, language: str) -> list[dict[str, str]]:
    """One row for each question that the household has answered under its name."""
    own = select(Invitation, Sheet).join(Sheet, Sheet.invitation_id == Invitation.id)
    rows = session.execute(own.where(Invitation.customer_id == customer_id).order_by(Sheet.answered_at))
    return [
        {"survey": invitation.campaign.said_in(language), "question": said(question, language), "answer": answer}
        for invitation, sheet in rows
        for question in invitation.campaign.edition.document.questions
        for answer in _worded(question, sheet.values.get(question.key), language)
    ]


def _worded(question: Question, value: Any, language: str) -> Iterator[str]:
    """The answer as it was chosen; of a matrix one for each line."""
    words = {choice.value: said(choice, language) for choice in question.choices}
    match value:
        case None:
            return
        case dict():
            yield from (f"{words[line]}: {score}" for line, score in value.items())
        case list():
            yield ", ".join(words[chosen] for chosen in value)
        case _:
            yield words.get(str(value), str(value))
