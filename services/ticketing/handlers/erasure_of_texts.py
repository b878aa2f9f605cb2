"""What identifies the people of a household, and the tables in which it may stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.orm import Session

from services.ticketing.handlers.letters import ANONYMOUS
from services.ticketing.models import (
    Base,
    Customer,
    CustomerTerm,
    ImportJob,
    Letter,
    Member,
    Quote,
    Reporter,
    SavedFilter,
    Ticket,
)
from shared import audit, erasure
from shared.audit import AuditRow
from shared.erasure import lines_of, table_of
from shared.i18n import translate
from shared.redaction import MARK, Redaction

UNTOUCHED = {table_of(model) for model in (Ticket, Member, CustomerTerm)}  # whose rows are seen to by themselves
PLACE = "unit_path"
OF_STAFF = (ImportJob, SavedFilter)  # few rows, in which anybody may be named
# The columns that hold nothing but who somebody is and how to reach them.
OF_HOUSEHOLD, OF_MEMBER = (tuple({*lines_of(model)} - {PLACE}) for model in (Customer, Member))
PERSONAL = frozenset({*OF_HOUSEHOLD, *OF_MEMBER, "reporter_name", "reporter_phone"})


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a household left its trace: its people, its ``own`` tickets, and those of ``others`` that may name it.

    ``records`` are the household's, and those that were merged into it.
    """

    records: Sequence[Customer]
    people: Sequence[Member]
    own: Sequence[Ticket]
    others: Sequence[Ticket]

    @property
    def tickets(self) -> list[Ticket]:
        return [*self.own, *self.others]

    @property
    def household(self) -> Customer:
        return self.records[0]

    @property
    def record_ids(self) -> list[UUID]:
        return [row.id for row in self.records]

    @property
    def persons(self) -> list[UUID]:
        return [*self.record_ids, *(row.id for row in self.people)]


def erase_texts(session: Session, trace: Trace) -> Redaction:
    """Erases them from all but the household's and the tickets' own rows; returns what finds them in texts.

    It goes past the session, so nothing of what it changes may have been loaded.
    """
    session.flush()
    redaction = Redaction(texts=_known(session, trace))
    tickets = [row.id for row in trace.tickets]
    _erase_trail(session, trace, tickets, redaction)
    for table in Base.metadata.sorted_tables:
        for name, keys in (("ticket_id", tickets), ("customer_id", trace.record_ids)):
            if name in table.columns and table not in UNTOUCHED:
                erasure.rewrite(session, table, table.columns[name].in_(keys), redaction)
    quotes = table_of(Quote)
    erasure.blank(session, quotes, quotes.c.ticket_id.in_(row.id for row in trace.own), "decided_by")
    reported = table_of(Reporter)
    of_household = reported.columns["customer_id"].in_(trace.record_ids)
    erasure.blank(session, reported, of_household, "name", "phone")
    letters = Letter.ticket_id.in_(row.id for row in trace.own)
    session.execute(update(Letter).where(letters).values(receipt_digest=None))
    for model in OF_STAFF:
        erasure.rewrite(session, table_of(model), true(), redaction)
    erasure.rewrite_machinery(session, redaction)
    return redaction


def _known(session: Session, trace: Trace) -> set[str]:
    """What they are and were called, and how they were reached; a name given without one is nobody's."""
    known = {getattr(row, name) or "" for row in trace.records for name in OF_HOUSEHOLD}
    known |= {getattr(row, name) or "" for row in trace.people for name in OF_MEMBER}
    known |= {text for row in trace.own for text in (row.reporter_name, row.reporter_phone)}
    reported = select(Reporter.name, Reporter.phone).where(Reporter.customer_id.in_(trace.record_ids))
    known |= {text for row in session.execute(reported) for text in row}
    agreed = select(Quote.decided_by).where(Quote.ticket_id.in_(row.id for row in trace.own))
    known |= {name or "" for name in session.scalars(agreed)}
    agreed = select(Quote.decided_by).where(Quote.ticket_id.in_(row.id for row in trace.own))
    known |= {text or "" for text in session.scalars(agreed)}
    recorded = select(AuditRow.before, AuditRow.after).where(
        AuditRow.subject.in_([*trace.persons, *(row.id for row in trace.own)])
    )
    known |= {text for values in session.execute(recorded) for text in _personal(values)}
    return known - {"", MARK, ANONYMOUS, translate(ANONYMOUS, "zh")}


def _personal(values: Any) -> Iterator[str]:
    for columns in values:
        yield from (columns[name] for name in PERSONAL if isinstance(columns.get(name), str))


def _erase_trail(session: Session, trace: Trace, tickets: Sequence[UUID], redaction: Redaction) -> None:
    """The rows about them, and those that may name them: of their tickets, of the unit's other households."""
    own = [row.id for row in trace.own]
    of_tickets = [
        key
        for table in Base.metadata.sorted_tables
        if {"id", "ticket_id"} <= set(table.columns.keys())
        for key in session.scalars(select(table.c.id).where(table.c.ticket_id.in_(tickets)))
    ]
    of_staff = [key for model in OF_STAFF for key in session.scalars(select(model.id))]
    audit.erase(session, [*trace.persons, *own], redaction, PERSONAL)
    audit.erase(session, [*tickets, *of_tickets, *_at_the_unit(session, trace.household), *of_staff], redaction)


def _at_the_unit(session: Session, household: Customer) -> Iterator[UUID]:
    """Who moves in is named where those who move out are recorded, and the other way round."""
    for table in (Customer, Ticket):
        same: ColumnElement[bool] = table.unit_id == household.unit_id
        yield from session.scalars(select(table.id).where(same))
