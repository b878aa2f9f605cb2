"""Tables of the visits service: its copies of what ticketing owns, and visits to major problems."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.audit import Audited, TrailWords
from shared.db import NAMING, EstateOwned, Identified, Mapping
from shared.directory import ClientRights, StaffRights
from shared.errors import N_


class Base(Mapping):
    """The visits service's own tables."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)


class Estate(Identified, Base):
    __tablename__ = "estate"

    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)


class Premises(Identified, EstateOwned, Base):
    """A building, floor or unit; ``path`` is its full label."""

    __tablename__ = "premises"

    kind: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[UUID | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)


class Customer(Identified, EstateOwned, Base):
    """A household to be visited (A2.7); ``merged_into_id``: a second record of that one, which is visited instead."""

    __tablename__ = "customer"

    unit_id: Mapped[UUID | None] = mapped_column(index=True)
    unit_path: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    key_customer: Mapped[bool]
    moved_in_on: Mapped[date | None]
    moved_out_on: Mapped[date | None]
    merged_into_id: Mapped[UUID | None]


class Staff(StaffRights, Base):
    __tablename__ = "staff"

    language: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)


class ApiClient(ClientRights, Base):
    __tablename__ = "api_client"


class MajorProblem(EstateOwned, Base):
    """A ticket that the project lead must see in person (A2.10), as its events tell."""

    __tablename__ = "major_problem"

    ticket_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[UUID | None]
    unit_path: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    flagged_by: Mapped[str] = mapped_column(Text)
    flagged_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class MajorVisit(Identified, EstateOwned, Audited, Base):
    """The project lead's visit to a major problem. It refers to no ``MajorProblem``: those can be built anew."""

    __tablename__ = "major_visit"

    ticket_id: Mapped[UUID] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(Text)
    visited_at: Mapped[datetime]
    visited_by: Mapped[str] = mapped_column(Text)
    met: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    promised: Mapped[str] = mapped_column(Text)


TRAIL = TrailWords(
    actions={"major_visit.record": N_("Visit to a major problem recorded")},
    columns={
        "estate_id": N_("Estate"),
        "met": N_("Who was met?"),
        "number": N_("Number"),
        "promised": N_("What was promised?"),
        "ticket_id": N_("Ticket"),
        "visited_at": N_("When?"),
        "visited_by": N_("Project lead"),
        "words": N_("What was said?"),
    },
)
