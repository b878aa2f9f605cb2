"""调查: who is asked with a questionnaire, from when until when, and what they answered (A1.4, A2.1)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.survey.models.base import Base
from services.survey.models.choices import CampaignState, HouseholdKind
from services.survey.models.questionnaires import Edition
from shared.audit import Audited
from shared.db import EstateOwned, Identified, Versioned

LONGEST_DAYS = 120


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a campaign asks of those who live in its estate; what is empty does not narrow it.

    ``sample`` households are drawn by ``seed``, so that the same draw can be made again.
    """

    kinds: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    key_customers: bool = False
    sample: int | None = None
    seed: int = 0

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Scope":
        return cls(tuple(told["kinds"]), tuple(told["buildings"]), told["key_customers"], told["sample"], told["seed"])

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Campaign(Versioned, EstateOwned, Audited, Base):
    """Residents answer from ``opens_on`` to the end of ``closes_on``, days of the site.

    ``half`` is 1 or 2 for the written questionnaire of each half year (A2.1), None for any other. In an ``anonymous``
    one nobody can tell who answered what. On ``remind_on`` those who have not answered are asked again. A score of
    ``act_at`` or less is passed on to the front desk, None: no score is.
    With ``double_entry`` what came back on paper is counted once it was keyed in twice.
    """

    __tablename__ = "campaign"
    __table_args__ = (Index("ix_campaign_state_opens_on", "state", "opens_on"),)

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    title: Mapped[str]
    title_en: Mapped[str]
    year: Mapped[int]
    half: Mapped[int | None]
    anonymous: Mapped[bool]
    state: Mapped[CampaignState]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    remind_on: Mapped[date | None]
    scope: Mapped[dict[str, Any]]
    act_at: Mapped[int | None]
    double_entry: Mapped[bool]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship(lazy="joined", innerjoin=True)

    def said_in(self, language: str) -> str:
        return self.title_en if language == "en" and self.title_en else self.title


class Invitation(Identified, EstateOwned, Base):
    """One household's invitation, as the household was when it was asked.

    ``answered`` says nothing of when: in an anonymous campaign a time would tell whose sheet is whose. ``kept`` holds
    answers along the way, never in an anonymous campaign. ``serial`` counts within the campaign and stands on paper.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("campaign_id", "customer_id"),
        UniqueConstraint("campaign_id", "serial"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id"))
    customer_id: Mapped[UUID] = mapped_column(index=True)
    serial: Mapped[int]
    building_id: Mapped[UUID | None]
    building: Mapped[str]
    floor_id: Mapped[UUID | None]
    floor: Mapped[str]
    unit_path: Mapped[str]
    name: Mapped[str]
    kind: Mapped[HouseholdKind]
    language: Mapped[str]
    answered: Mapped[bool]
    kept: Mapped[dict[str, Any] | None]

    campaign: Mapped[Campaign] = relationship(lazy="joined", innerjoin=True)


class Sheet(Identified, EstateOwned, Base):
    """答卷: one household's answers.

    An anonymous one has a random id and neither ``invitation_id`` nor ``answered_at``; its building and kind of
    household remain, to be counted by. ``counted``: it is among the tallies of the campaign.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        Index("ix_sheet_campaign_id_building_id", "campaign_id", "building_id"),
        Index("ix_sheet_campaign_id_counted", "campaign_id", "counted"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id"))
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation.id"), unique=True)
    building_id: Mapped[UUID | None]
    kind: Mapped[HouseholdKind]
    values: Mapped[dict[str, Any]]
    answered_at: Mapped[datetime | None]
    counted: Mapped[bool]
