"""What visits keeps about a household, to be handed out to it."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.config import settings_of
from services.visits.models import Customer, MajorProblem, MajorVisit, VisitNeed, VisitPicture, VisitRecord
from shared import eventlog
from shared.attachments import AttachmentStore
from shared.errors import N_, existing
from shared.personal_data import PersonalData, Word, part

KIND_NAMES = {"owner": N_("owner"), "tenant": N_("tenant")}
HOUSEHOLD = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "kind": N_("Kind"),
    "unit_path": N_("Place"),
    "language": N_("Language"),
    "key_customer": N_("Key customer"),
    "moved_in_on": N_("Moved in"),
    "moved_out_on": N_("Moved out"),
}
PROBLEM = {
    "number": N_("Number"),
    "title": N_("Title"),
    "unit_path": N_("Place"),
    "reason": N_("Reason"),
    "flagged_at": N_("When"),
}
VISIT = {
    "number": N_("Number"),
    "visited_at": N_("When?"),
    "met": N_("Who was met?"),
    "words": N_("What was said?"),
    "promised": N_("What was promised?"),
}


RECORD = {
    "visited_at": N_("When?"),
    "visited_by": N_("Officer"),
    "met": N_("Who was met?"),
    "words": N_("What was said?"),
    "evaluation": N_("Evaluation"),
    "promised": N_("What was promised?"),
}
NEED = {"number": N_("Number"), "title": N_("Title"), "answer": N_("Answer")}


def personal_data(session: Session, customer_id: UUID) -> PersonalData:
    """The copy of the household, its major problems, the visits to them, and the events. Raises ``NotFound``."""
    household = existing(session.get(Customer, customer_id))
    problems = session.scalars(select(MajorProblem).where(MajorProblem.customer_id == customer_id)).all()
    tickets = [row.ticket_id for row in problems]
    visits = session.scalars(select(MajorVisit).where(MajorVisit.ticket_id.in_(tickets)))
    pictures, store = _own(session, VisitPicture, customer_id), AttachmentStore(settings_of(session).attachments)
    words = {"kind": Word(household.kind), "language": Word(household.language)}
    return PersonalData(
        customer_id=household.id,
        estate_id=household.estate_id,
        name=household.name,
        language=household.language,
        parts=[
            part("household", N_("Household"), HOUSEHOLD, [{**vars(household), **words}]),
            part("major_problems", N_("Major problems"), PROBLEM, problems),
            part("visits", N_("Visits"), VISIT, visits),
            part("visit_records", N_("Records of visits"), RECORD, _own(session, VisitRecord, customer_id)),
            part("needs", N_("Needs told on visits"), NEED, _own(session, VisitNeed, customer_id)),
            part("events", N_("Events received"), eventlog.TOLD, eventlog.received(session, [customer_id, *tickets])),
        ],
        words=KIND_NAMES,
        files=[(f"visits/{row.id}.jpg", partial(store.open, row.key)) for row in pictures],
    )


def _own(session: Session, table: Any, customer_id: UUID) -> Iterable[Any]:
    return session.scalars(select(table).where(table.customer_id == customer_id).order_by(table.id))
