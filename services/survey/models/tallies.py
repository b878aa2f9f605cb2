"""What the sheets of a campaign come to, counted once and kept."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.survey.models.base import Base
from services.survey.models.choices import HouseholdKind, Level
from shared.db import EstateOwned, Identified


class Tally(Identified, EstateOwned, Base):
    """The households of a whole campaign, of one kind in a building, or of a floor: invited, and what they answered.

    An anonymous campaign has none by floor: a floor has few households, and who has answered is known.
    """

    __tablename__ = "tally"
    __table_args__ = (Index("ix_tally_campaign_id_level", "campaign_id", "level"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id"))
    level: Mapped[Level]
    building_id: Mapped[UUID | None]
    floor_id: Mapped[UUID | None]
    kind: Mapped[HouseholdKind | None]
    name: Mapped[str]
    invited: Mapped[int]
    answered: Mapped[int]
    counts: Mapped[dict[str, Any]]


class Strip(Identified, EstateOwned, Base):
    """The answers to one item of some thousand sheets, one byte for each: to set two questions against each other.

    In all strips of a ``part`` the same place is the same sheet, but which one is not kept.
    """

    __tablename__ = "strip"
    __table_args__ = (UniqueConstraint("campaign_id", "key", "part"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id"))
    key: Mapped[str]
    part: Mapped[int]
    values: Mapped[bytes]


class TextTag(Identified, EstateOwned, Base):
    """A word by which staff put a written answer together with others like it."""

    __tablename__ = "text_tag"
    __table_args__ = (
        UniqueConstraint("sheet_id", "key", "tag"),
        Index("ix_text_tag_campaign_id_key", "campaign_id", "key"),
    )

    campaign_id: Mapped[UUID]
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("sheet.id"))
    key: Mapped[str]
    tag: Mapped[str]
