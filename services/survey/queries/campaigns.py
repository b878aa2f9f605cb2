"""Reads of campaigns, their invitations and how far they have come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, case, cast, func, select
from sqlalchemy.orm import Session

from services.survey.models import Campaign, CampaignState, Estate, Invitation, Premises
from shared import paging
from shared.errors import existing
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Progress:
    """How many households were invited and have answered."""

    invited: int
    answered: int

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.invited) if self.invited else 0


NONE = Progress(0, 0)
ANSWERED = func.coalesce(func.sum(cast(case((Invitation.answered, 1), else_=0), Integer)), 0)


@dataclass(frozen=True, slots=True)
class Running:
    """A campaign with its estate's name and its progress."""

    campaign: Campaign
    estate: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class BuildingProgress:
    building: str
    progress: Progress


def campaigns(
    session: Session, *, state: CampaignState | None = None, after: str | None = None, limit: int = paging.MOST
) -> Page[Running]:
    """The newest first, in three queries however many there are. Raises ``Invalid``."""
    found = select(Campaign)
    if state is not None:
        found = found.where(Campaign.state == state)
    listed = paging.page(session, found, [Campaign.id.desc()], after=after, limit=limit)
    progress = _progress(session, [row.id for row in listed.items])
    estates = select(Estate.id, Estate.name).where(Estate.id.in_({row.estate_id for row in listed.items}))
    names = {key: name for key, name in session.execute(estates)}  # noqa: C416 - a row is no pair to mypy
    rows = [Running(row, names.get(row.estate_id, ""), progress.get(row.id, NONE)) for row in listed.items]
    return Page(rows, listed.next)


def open_campaigns(session: Session) -> int:
    return session.scalar(select(func.count()).where(Campaign.state == CampaignState.OPEN)) or 0


def campaign(session: Session, campaign_id: UUID) -> Running:
    """Raises ``NotFound``."""
    row = existing(session.get(Campaign, campaign_id))
    name = session.scalar(select(Estate.name).where(Estate.id == row.estate_id)) or ""
    return Running(row, name, _progress(session, [row.id]).get(row.id, NONE))


def by_building(session: Session, campaign_id: UUID) -> list[BuildingProgress]:
    """The progress of each building, in the order of their names."""
    found = (
        select(Invitation.building, func.count(), ANSWERED)
        .where(Invitation.campaign_id == campaign_id)
        .group_by(Invitation.building)
        .order_by(func.length(Invitation.building), Invitation.building)
    )
    return [BuildingProgress(name, Progress(invited, answered)) for name, invited, answered in session.execute(found)]


def invitations(
    session: Session,
    campaign_id: UUID,
    *,
    text: str = "",
    answered: bool | None = None,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Invitation]:
    """By serial number; ``text`` is part of the place or the name. Raises ``Invalid``."""
    found = select(Invitation).where(Invitation.campaign_id == campaign_id)
    if text:
        found = found.where(_contains(text))
    if answered is not None:
        found = found.where(Invitation.answered.is_(answered))
    return paging.page(session, found, [Invitation.serial], after=after, limit=limit)


def invitation(session: Session, invitation_id: UUID) -> Invitation:
    """Raises ``NotFound``."""
    return existing(session.get(Invitation, invitation_id))


def estates(session: Session) -> Sequence[Estate]:
    """Those of which the reader sees any household or premises, by name."""
    own = select(Premises.estate_id).distinct()
    return session.scalars(select(Estate).where(Estate.id.in_(own)).order_by(Estate.name, Estate.id)).all()


def estate_called(session: Session, code: str) -> Estate:
    """Raises ``NotFound``."""
    return existing(session.scalars(select(Estate).where(Estate.code == code)).first())


def buildings(session: Session, estate_id: UUID) -> Sequence[Premises]:
    in_estate = select(Premises).where(Premises.estate_id == estate_id, Premises.kind == "building")
    return session.scalars(in_estate.order_by(func.length(Premises.name), Premises.name)).all()


def _contains(text: str) -> ColumnElement[bool]:
    in_place = Invitation.unit_path.contains(text, autoescape=True)
    return in_place | Invitation.name.contains(text, autoescape=True)


def _progress(session: Session, campaign_ids: Sequence[UUID]) -> Mapping[UUID, Progress]:
    found = select(Invitation.campaign_id, func.count(), ANSWERED).where(Invitation.campaign_id.in_(campaign_ids))
    rows = session.execute(found.group_by(Invitation.campaign_id))
    return {key: Progress(invited, answered) for key, invited, answered in rows}
