"""What passes between the estate and an outside party: contacts, weekly talks, and what is to be done after them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.visits.models.base import Base
from services.visits.models.parties import Party
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_, DomainError


class ContactWay(StrEnum):
    MEETING = "meeting"
    CALL_ON = "call_on"
    PHONE = "by_phone"
    MESSAGE = "by_message"
    LETTER = "by_letter"


class TaskKind(StrEnum):
    """``improvement``: asked of a contractor, and verified by staff once it is said to be done."""

    NEXT_STEP = "next_step"
    IMPROVEMENT = "improvement"
    REQUIREMENT = "requirement"


class TaskState(StrEnum):
    """``open`` → ``finished`` → (an improvement) ``verified``, or ``open`` again; ``dropped``: nobody needs it."""

    OPEN = "open"
    FINISHED = "finished"
    VERIFIED = "verified"
    DROPPED = "dropped"


PARTY_WORK_NAMES = {
    ContactWay.MEETING: N_("meeting"),
    ContactWay.CALL_ON: N_("on site"),
    ContactWay.PHONE: N_("by phone"),
    ContactWay.MESSAGE: N_("by message"),
    ContactWay.LETTER: N_("by letter"),
    TaskKind.NEXT_STEP: N_("next step"),
    TaskKind.IMPROVEMENT: N_("required improvement"),
    TaskKind.REQUIREMENT: N_("requirement of an event"),
    TaskState.OPEN: N_("to be done"),
    TaskState.FINISHED: N_("finished"),
    TaskState.VERIFIED: N_("verified"),
    TaskState.DROPPED: N_("not needed any more"),
}


class NotAContractor(DomainError):
    message = N_("The weekly talk is held with contractors.")


class TaskIsOver(DomainError):
    message = N_("This is done with already.")


class NothingToVerify(DomainError):
    message = N_("Only an improvement that is said to be finished is verified.")


class PartyContact(Versioned, EstateOwned, Audited, Base):
    """``person`` is who was spoken with at the party."""

    __tablename__ = "party_contact"
    __table_args__ = (Index("ix_party_contact_contacted_at_id", "contacted_at", "id"),)

    party_id: Mapped[UUID] = mapped_column(ForeignKey("party.id"), index=True)
    contacted_at: Mapped[datetime]
    way: Mapped[ContactWay]
    person: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]

    party: Mapped[Party] = relationship(lazy="raise_on_sql")


class PartyTalk(Versioned, EstateOwned, Audited, Base):
    """The week's talk with the project lead of a contractor (B4.1.3); its improvements are tasks with its id."""

    __tablename__ = "party_talk"
    __table_args__ = (Index("ix_party_talk_party_id_held_at", "party_id", "held_at"),)

    party_id: Mapped[UUID] = mapped_column(ForeignKey("party.id"))
    held_at: Mapped[datetime]
    person: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]

    party: Mapped[Party] = relationship(lazy="raise_on_sql")


class PartyTask(Versioned, EstateOwned, Audited, Base):
    """``owner`` does it, perhaps at the party; ``follower_id`` sees to it here. ``source_id`` is what it came from."""

    __tablename__ = "party_task"
    __table_args__ = (Index("ix_party_task_state_due_on_id", "state", "due_on", "id"),)

    party_id: Mapped[UUID] = mapped_column(ForeignKey("party.id"), index=True)
    kind: Mapped[TaskKind]
    source_id: Mapped[UUID] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text)
    follower_id: Mapped[UUID | None]
    due_on: Mapped[date]
    state: Mapped[TaskState]
    outcome: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(Text)
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)

    party: Mapped[Party] = relationship(lazy="raise_on_sql")

    def check_open(self) -> None:
        if self.state is not TaskState.OPEN:
            raise TaskIsOver

    def check_to_verify(self) -> None:
        if self.kind is not TaskKind.IMPROVEMENT or self.state is not TaskState.FINISHED:
            raise NothingToVerify
