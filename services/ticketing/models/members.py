"""The people of a household, and who of them sits on the owners' committee 业委会 (A1.1)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from shared.audit import Audited
from shared.db import EstateOwned, Versioned
from shared.errors import N_


class Relation(StrEnum):
    """What somebody is to the household's contact."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    RENTER = "renter"
    OTHER = "other_relation"


class CommitteeRole(StrEnum):
    """An office of the owners' committee."""

    CHAIR = "committee_chair"
    DEPUTY = "committee_deputy"
    MEMBER = "committee_member"


RELATION_NAMES = {
    Relation.SELF: N_("contact in person"),
    Relation.SPOUSE: N_("spouse"),
    Relation.CHILD: N_("child"),
    Relation.PARENT: N_("parent"),
    Relation.RENTER: N_("renter"),
    Relation.OTHER: N_("other relation"),
}
COMMITTEE_ROLE_NAMES = {
    CommitteeRole.CHAIR: N_("chair of the owners' committee"),
    CommitteeRole.DEPUTY: N_("deputy chair of the owners' committee"),
    CommitteeRole.MEMBER: N_("member of the owners' committee"),
}


class Member(Versioned, EstateOwned, Audited, Base):
    """Somebody of a household. ``phone`` is E.164; who has an ``until`` belongs to it no longer."""

    __tablename__ = "member"

    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estate.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    relation: Mapped[Relation]
    committee_role: Mapped[CommitteeRole | None]
    since: Mapped[date | None]
    until: Mapped[date | None]
    erased_at: Mapped[datetime | None]
