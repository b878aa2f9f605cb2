"""What a campaign's answers come to: in all, by building, floor and kind of household, over campaigns (A2.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.survey.models import Campaign, CampaignState, Document, Edition, Estate, Level, Tally
from services.survey.models.counting import (
    FEWEST,
    SCORED,
    Counts,
    add,
    hidden,
    items,
    mean,
    satisfied,
    scores,
)
from shared.errors import existing

LONGEST_TREND = 8
NOTHING: Counts = {}


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the households; ``counts`` is None where they are too few for their answers to be told."""

    name: str
    invited: int
    answered: int
    counts: Counts | None
    building_id: UUID | None = None

    @property
    def response(self) -> float | None:
        """回收率: the percentage of those invited who have answered."""
        return 100 * self.answered / self.invited if self.invited else None

    def scores(self, keys: Sequence[str]) -> dict[str, int]:
        return scores(self.counts or NOTHING, keys)

    def satisfied(self, keys: Sequence[str]) -> float | None:
        return satisfied(self.scores(keys))

    def mean(self, keys: Sequence[str]) -> float | None:
        return mean(self.scores(keys))


@dataclass(frozen=True, slots=True)
class Statistics:
    """``whole`` is all that was counted until now; ``scored`` are the keys of what is answered from 1 to 5."""

    campaign: Campaign
    estate: str
    document: Document
    whole: Group
    buildings: Sequence[Group]
    kinds: Sequence[Group]

    @property
    def scored(self) -> list[str]:
        return scored(self.document)

    @property
    def withheld(self) -> bool:
        """An anonymous one tells nothing while answers come."""
        return self.campaign.anonymous and self.campaign.state in {CampaignState.PLANNED, CampaignState.OPEN}

    @property
    def by_floor(self) -> bool:
        return not self.campaign.anonymous


@dataclass(frozen=True, slots=True)
class Period:
    """One campaign among those of the same questionnaire."""

    campaign: Campaign
    group: Group
    satisfied: float | None
    mean: float | None


def scored(document: Document) -> list[str]:
    return [item.key for item in items(document) if item.question.kind in SCORED]


def statistics(session: Session, campaign_id: UUID) -> Statistics:
    """In three queries, however many have answered. Raises ``NotFound``."""
    campaign = existing(session.get(Campaign, campaign_id))
    estate = session.scalar(select(Estate.name).where(Estate.id == campaign.estate_id)) or ""
    levels = Tally.level.in_([Level.WHOLE, Level.BUILDING])
    rows = _rows(session, Tally.campaign_id == campaign_id, levels)
    whole = _group(next((row for row in rows if row.level == Level.WHOLE), None))
    parts = [row for row in rows if row.level == Level.BUILDING]
    buildings = _groups({row.building_id: row.name for row in parts}, parts, "building_id")
    kinds = _groups({kind: str(kind) for kind in sorted({row.kind for row in parts}, key=str)}, parts, "kind")
    return Statistics(campaign, estate, campaign.edition.document, whole, buildings, kinds)


def floors(session: Session, campaign_id: UUID, building_id: UUID) -> list[Group]:
    """Those of one building, from below; none where nothing was asked by name."""
    rows = _rows(
        session, Tally.campaign_id == campaign_id, Tally.building_id == building_id, Tally.level == Level.FLOOR
    )
    return _groups({row.floor_id: row.name for row in rows}, rows, "floor_id")


def trend(session: Session, campaign: Campaign) -> list[Period]:
    """The same questionnaire in the same estate until this campaign, oldest first; two queries."""
    same = select(Campaign).join(Edition, Edition.id == Campaign.edition_id)
    of_questionnaire = Edition.questionnaire_id == campaign.edition.questionnaire_id
    earlier = same.where(
        of_questionnaire, Campaign.estate_id == campaign.estate_id, Campaign.opens_on <= campaign.opens_on
    )
    newest = earlier.order_by(Campaign.opens_on.desc(), Campaign.id.desc()).limit(LONGEST_TREND)
    campaigns = {row.id: row for row in session.scalars(newest) if row.id == campaign.id or row.closed_at is not None}
    rows = _rows(session, Tally.campaign_id.in_(campaigns), Tally.level == Level.WHOLE)
    told = {row.campaign_id: _group(row) for row in rows if row.answered >= FEWEST}
    return [_period(campaigns[key], told[key]) for key in reversed(campaigns) if key in told]


def _period(campaign: Campaign, group: Group) -> Period:
    keys = scored(campaign.edition.document)
    return Period(campaign, group, group.satisfied(keys), group.mean(keys))


def _rows(session: Session, *conditions: Any) -> Sequence[Any]:
    columns = (Tally.campaign_id, Tally.level, Tally.building_id, Tally.floor_id, Tally.kind, Tally.name)
    numbers = (Tally.invited, Tally.answered, Tally.counts)
    found = select(*columns, *numbers).where(*conditions)
    return session.execute(found.order_by(func.length(Tally.name), Tally.name, Tally.id)).all()


def _group(row: Any) -> Group:
    if row is None:
        return Group("", 0, 0, None)
    return Group(row.name, row.invited, row.answered, row.counts if row.answered >= FEWEST else None)


def _groups(names: Mapping[Any, str], rows: Sequence[Any], by: str) -> list[Group]:
    """One for each of ``names``, without the answers of those that are too few."""
    found = []
    for key, name in names.items():
        own = [row for row in rows if getattr(row, by) == key]
        counts: Counts = {}
        for row in own:
            counts = add(counts, row.counts)
        building_id = key if by == "building_id" else None
        found.append(
            Group(name, sum(row.invited for row in own), sum(row.answered for row in own), counts, building_id)
        )
    secret = hidden([group.answered for group in found])
    return [_without_answers(group) if place in secret else group for place, group in enumerate(found)]


def _without_answers(group: Group) -> Group:
    return Group(group.name, group.invited, group.answered, None, group.building_id)
