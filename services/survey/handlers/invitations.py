"""Inviting the households of a campaign, and asking again those who have not answered."""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, aliased

from services.survey import contracts
from services.survey.handlers.counting import begin_tallies
from services.survey.handlers.signed_links import answer_link
from services.survey.models import LIVES_HERE, Campaign, CampaignState, Customer, Invitation, Premises, Scope
from shared import clock, outbox
from shared.ids import new_id

BATCH = 1000
Household = tuple[Customer, Premises | None, Premises | None]  # with the building and the floor it lives in


def invite(session: Session, campaign: Campaign) -> int:
    """One invitation for each household of the scope, each told by an event with its own link; returns how many."""
    households = _drawn(Scope.of(campaign.scope), _living(session, campaign))
    rows = [_invitation(campaign, serial, row) for serial, row in enumerate(households, 1)]
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        session.connection().execute(insert(Invitation), batch)
        outbox.add_many(session, _told(session, campaign, contracts.InvitationIssued, batch))
    begin_tallies(session, campaign)
    return len(rows)


def remind(session: Session, *, campaign_id: UUID) -> int:
    """Asks those again who have not answered; returns how many. None once it is closed."""
    campaign = session.get_one(Campaign, campaign_id)
    if campaign.state is not CampaignState.OPEN:
        return 0
    columns = (Invitation.id, Invitation.customer_id, Invitation.unit_path)
    open_ones = select(*columns).where(Invitation.campaign_id == campaign.id, ~Invitation.answered)
    rows: list[dict[str, Any]] = [dict(row._mapping) for row in session.execute(open_ones.order_by(Invitation.serial))]
    outbox.add_many(session, _told(session, campaign, contracts.InvitationReminded, rows))
    return len(rows)


def _living(session: Session, campaign: Campaign) -> list[Household]:
    """Who lives in the estate and fits the scope, in the order of their places."""
    scope, floor, building = Scope.of(campaign.scope), aliased(Premises), aliased(Premises)
    found = (
        select(Customer, building, floor)
        .outerjoin(Premises, Premises.id == Customer.unit_id)
        .outerjoin(floor, floor.id == Premises.parent_id)
        .outerjoin(building, building.id == floor.parent_id)
        .where(Customer.estate_id == campaign.estate_id, LIVES_HERE)
    )
    if scope.kinds:
        found = found.where(Customer.kind.in_(scope.kinds))
    if scope.buildings:
        found = found.where(building.id.in_([UUID(key) for key in scope.buildings]))
    if scope.key_customers:
        found = found.where(Customer.key_customer)
    return sorted(
        session.execute(found),
        key=lambda household: (_as_counted(household[0].unit_path), household[0].id),
    )


def _as_counted(place: str) -> list[tuple[int, str]]:
    """``2层`` comes before ``10层``."""
    parts = re.findall(r"[0-9]+|[^0-9]+", place)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _drawn(scope: Scope, households: Sequence[Household]) -> Sequence[Household]:
    """All of them, or a sample in their own order."""
    if scope.sample is None or scope.sample >= len(households):
        return households
    chosen = random.Random(scope.seed).sample(range(len(households)), scope.sample)  # noqa: S311 - to be drawn again
    return [households[index] for index in sorted(chosen)]


def _invitation(campaign: Campaign, serial: int, household: Household) -> dict[str, Any]:
    customer, building, floor = household
    return {
        "id": new_id(),
        "estate_id": campaign.estate_id,
        "campaign_id": campaign.id,
        "customer_id": customer.id,
        "serial": serial,
        "building_id": building.id if building else None,
        "building": building.name if building else "",
        "floor_id": floor.id if floor else None,
        "floor": floor.name if floor else "",
        "unit_path": customer.unit_path,
        "name": customer.name,
        "kind": customer.kind,
        "language": customer.language,
        "answered": False,
        "kept": None,
    }


def _told(
    session: Session, campaign: Campaign, contract: type[contracts.InvitationEvent], rows: Sequence[dict[str, Any]]
) -> Iterator[tuple[contracts.InvitationEvent, UUID, int]]:
    now = clock.now()
    for row in rows:
        event = contract(
            invitation_id=row["id"],
            campaign_id=campaign.id,
            estate_id=campaign.estate_id,
            customer_id=row["customer_id"],
            unit_path=row["unit_path"],
            title=campaign.title,
            title_en=campaign.title_en,
            anonymous=campaign.anonymous,
            closes_on=campaign.closes_on,
            answer_url=answer_link(session, row["id"]),
            at=now,
        )
        yield event, row["id"], 1
