"""What the front desk keeps about a household, for the household to read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from services.ticketing.config import settings_of
from services.ticketing.models import (
    COMMITTEE_ROLE_NAMES,
    QUOTE_NAMES,
    RELATION_NAMES,
    Attachment,
    Customer,
    CustomerTerm,
    Quote,
    Rating,
    Reporter,
    Status,
    Ticket,
    told_from,
)
from services.ticketing.models.choices import LABELS
from services.ticketing.models.trail import TRAIL
from services.ticketing.queries.members import members, records_of
from services.ticketing.queries.people import customer
from shared.attachments import AttachmentStore
from shared.audit import AuditRow
from shared.errors import N_, NotFound
from shared.i18n import translate
from shared.personal_data import Part, PersonalData, Word, part

ACTOR_NAMES = {
    "staff": N_("staff"),
    "client": N_("another system"),
    "resident": N_("resident"),
    "event": N_("the system"),
    "system": N_("the system"),
}
LINKS = {"status": N_("how the request stands"), "rating": N_("rating the request")}
WORDS: tuple[Mapping[Any, str], ...] = (
    *(LABELS, QUOTE_NAMES, RELATION_NAMES, COMMITTEE_ROLE_NAMES, ACTOR_NAMES, LINKS, TRAIL.actions),
)
UNTOLD = frozenset({"id", "version"})

HOUSEHOLD = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "other_phone": N_("Second phone"),
    "email": N_("E-mail"),
    "kind": N_("Kind"),
    "unit_path": N_("Place"),
    "language": N_("Language"),
    "channels": N_("Told by"),
    "preferences": N_("Other ways for some messages"),
    "key_customer": N_("Key customer"),
    "moved_in_on": N_("Moved in"),
    "moved_out_on": N_("Moved out"),
}
MEMBER = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "relation": N_("Relation to the contact"),
    "committee_role": N_("Owners' committee"),
    "since": N_("Belongs to it since"),
    "until": N_("Last day"),
}
TICKET = {
    "number": N_("Number"),
    "kind": N_("Kind"),
    "category": N_("Category"),
    "title": N_("Title"),
    "description": N_("Details"),
    "channel": N_("Channel"),
    "unit_path": N_("Place"),
    "reporter_name": N_("Name of the caller"),
    "reporter_phone": N_("Phone of the caller"),
    "status": N_("State"),
    "opened_at": N_("Filed"),
    "resolution": N_("What was done"),
    "decline_reason": N_("Reason why it was declined"),
    "answer": N_("Answer to the resident"),
    "answer_channel": N_("Answered by"),
    "closed_at": N_("Closed"),
    "major_reason": N_("Why it is a major problem"),
    "lead_visit_words": N_("What was said"),
}
TOLD_TOO = {"number": N_("Number"), "channel": N_("Channel"), "words": N_("Remark"), "added_at": N_("When")}
RATING = {"number": N_("Number"), "score": N_("Score"), "words": N_("Remark"), "given_at": N_("Rated")}
QUOTE = {
    "number": N_("Number"),
    "revision": N_("Version of the quote"),
    "state": N_("State"),
    "total_fen": N_("Total in fen"),
    "settled_fen": N_("Charged in fen"),
    "note": N_("Words to the resident"),
    "offered_at": N_("Quoted"),
    "consent": N_("Agreed by"),
    "decided_at": N_("Decided"),
    "decided_by": N_("Decided by"),
    "words": N_("In which words?"),
}
PHOTO = {"number": N_("Number"), "file": N_("File"), "added_at": N_("When")}
LINK = {"number": N_("Number"), "link": N_("Link without account")}
CHANGE = {
    "about": N_("Whom or what it is about"),
    "at": N_("When"),
    "who": N_("Who"),
    "action": N_("Action"),
    "before": N_("Before"),
    "after": N_("After"),
    "note": N_("Note"),
}


def personal_data(session: Session, customer_id: UUID) -> PersonalData:
    """All of it, in a fixed number of queries. Raises ``NotFound``, also for who was erased."""
    household = customer(session, customer_id)
    if household.erased_at is not None:
        raise NotFound
    records = records_of(session, household)
    ids = [row.id for row in records]
    people = members(session, ids)
    tickets = _tickets(session, Ticket.customer_id.in_(ids))
    letters = _tickets(session, told_from(records, people))
    named = {**{row.id: row.name for row in records}, **{row.id: row.name for row in people}}
    named |= {row.id: row.number for row in [*tickets, *letters]}
    photos = [(row.number, photo) for row in [*tickets, *letters] for photo in row.attachments]
    parts = [
        part("household", N_("Household"), HOUSEHOLD, records),
        part("members", N_("People of the household"), MEMBER, people),
        part("tickets", N_("Requests"), TICKET, tickets),
        part("letters", N_("Letters with this phone number"), TICKET, letters),
        _told_too(session, ids),
        _ratings(session, tickets),
        _quotes(session, tickets),
        part("photos", N_("Photos"), PHOTO, [_photo(*photo) for photo in photos]),
        part("links", N_("Links sent"), LINK, _links(tickets)),
        part("search_words", N_("Words to find it by"), {"term": N_("Word")}, _terms(session, household)),
        _changes(session, household.language, named),
    ]
    return PersonalData(
        customer_id=household.id,
        estate_id=household.estate_id,
        name=household.name,
        language=household.language,
        parts=parts,
        words={str(key): name for words in WORDS for key, name in words.items()},
        files=[(_file_name(*photo), _opener(session, photo[1])) for photo in photos],
    )


def _tickets(session: Session, condition: ColumnElement[bool]) -> Sequence[Ticket]:
    found = select(Ticket).where(condition).options(selectinload(Ticket.attachments))
    return session.scalars(found.order_by(Ticket.id)).all()


def _told_too(session: Session, households: Sequence[UUID]) -> Part:
    found = select(Ticket.number, Reporter.channel, Reporter.words, Reporter.added_at)
    joined = found.join(Ticket, Ticket.id == Reporter.ticket_id).where(Reporter.customer_id.in_(households))
    return part("told_too", N_("Requests of others that it told too"), TOLD_TOO, session.execute(joined))


def _ratings(session: Session, tickets: Sequence[Ticket]) -> Part:
    found = select(Ticket.number, Rating.score, Rating.words, Rating.given_at)
    joined = found.join(Ticket, Ticket.id == Rating.ticket_id).where(Rating.ticket_id.in_(row.id for row in tickets))
    return part("ratings", N_("Ratings"), RATING, session.execute(joined))


def _quotes(session: Session, tickets: Sequence[Ticket]) -> Part:
    columns = (getattr(Quote, name) for name in QUOTE if name != "number")
    found = select(Ticket.number, *columns).join(Ticket, Ticket.id == Quote.ticket_id)
    joined = found.where(Quote.ticket_id.in_(row.id for row in tickets)).order_by(Quote.id)
    return part("quotes", N_("Quotes"), QUOTE, session.execute(joined))


def _photo(number: str, photo: Attachment) -> Mapping[str, Any]:
    return {"number": number, "file": _file_name(number, photo), "added_at": photo.added_at}


def _file_name(number: str, photo: Attachment) -> str:
    return f"photos/{number}-{str(photo.id)[-6:]}.jpg"


def _opener(session: Session, photo: Attachment) -> Callable[[], BinaryIO]:
    return partial(AttachmentStore(settings_of(session).attachments).open, photo.key)


def _links(tickets: Sequence[Ticket]) -> Iterator[Mapping[str, Any]]:
    """Links are signed, not stored: that there is one follows from the ticket."""
    for row in tickets:
        yield {"number": row.number, "link": Word("status")}
        if row.status is Status.CLOSED and row.merged_into_id is None:
            yield {"number": row.number, "link": Word("rating")}


def _terms(session: Session, household: Customer) -> Sequence[Mapping[str, Any]]:
    terms = session.scalars(select(CustomerTerm.term).where(CustomerTerm.customer_id == household.id))
    return [{"term": term} for term in sorted(terms)]


def _changes(session: Session, language: str, named: Mapping[UUID, str]) -> Part:
    """The audit rows about the household, its people and its requests. Names of staff are not the household's."""
    found = select(AuditRow).where(AuditRow.subject.in_(named)).order_by(AuditRow.at, AuditRow.id)
    rows = [
        {
            "about": named[row.subject],
            "at": row.at,
            "who": Word(row.actor_kind),
            "action": Word(row.action),
            "before": _in_words(row.before, language),
            "after": _in_words(row.after, language),
            "note": row.note,
        }
        for row in session.scalars(found)
    ]
    return part("changes", N_("What was recorded about it"), CHANGE, rows)


def _in_words(values: Mapping[str, Any], language: str) -> str:
    told = {column: value for column, value in values.items() if column not in UNTOLD and not column.endswith("_id")}
    return "; ".join(
        f"{translate(TRAIL.columns.get(column, column), language)}: {translate(LABELS.get(word, word), language)}"
        for column, word in ((column, str(value)) for column, value in told.items())
    )
