"""Counting the sheets of a campaign, a batch at a time, so that its statistics are there when they are asked for."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, insert, select, update
from sqlalchemy.orm import Session

from services.survey.handlers.follow_ups import act_upon
from services.survey.models import Campaign, CampaignState, Document, Invitation, Level, PaperEntry, Sheet, Strip, Tally
from services.survey.models.counting import add, count, items, strip
from shared import clock, timers
from shared.ids import new_id

COUNT = "count_campaign"
BATCH, PART = 2_000, 20_000  # sheets that are counted at once, and in one part of a strip
EVERY = timedelta(minutes=1)
WAITS_FOR_SECOND = exists().where(PaperEntry.sheet_id == Sheet.id, ~PaperEntry.settled)
Cell = tuple[UUID | None, Any, UUID | None]  # building, kind of household, floor
Key = tuple[Level, UUID | None, Any, UUID | None]


def promise_count(session: Session, campaign: Campaign) -> None:
    """Anonymous answers are counted once no more come: of one that is counted as it comes it would be known whose."""
    if campaign.state is CampaignState.OPEN and campaign.anonymous:
        return
    wait = EVERY if campaign.state is CampaignState.OPEN else timedelta()
    timers.schedule(session, COUNT, campaign.id, clock.now() + wait)


def count_campaign(session: Session, *, campaign_id: UUID) -> int:
    """Counts some of the sheets that were not counted yet; returns how many, and promises to go on."""
    campaign = session.get_one(Campaign, campaign_id)
    if campaign.state in {CampaignState.PLANNED, CampaignState.CANCELLED}:
        return 0
    sheets = _uncounted(session, campaign)
    if sheets:
        _add_to_tallies(session, campaign, sheets)
        _add_to_strips(session, campaign, [row.values for row in sheets])
        ids = [row.id for row in sheets]
        session.execute(update(Sheet).where(Sheet.id.in_(ids)).values(counted=True))
        if campaign.anonymous:
            _act_upon(session, campaign, ids)
    if len(sheets) == BATCH:
        timers.schedule(session, COUNT, campaign.id, clock.now())
    elif campaign.state is CampaignState.OPEN:
        promise_count(session, campaign)
    return len(sheets)


def _act_upon(session: Session, campaign: Campaign, sheet_ids: Sequence[UUID]) -> None:
    """Only now: passed on when it came, an answer could be set beside who has just answered."""
    for sheet in session.scalars(select(Sheet).where(Sheet.id.in_(sheet_ids)).order_by(Sheet.id)).all():
        act_upon(session, campaign, sheet, None)


def begin_tallies(session: Session, campaign: Campaign) -> None:
    """How many were invited, of each group that is told of."""
    group = (Invitation.building_id, Invitation.building, Invitation.kind, Invitation.floor_id, Invitation.floor)
    found = select(*group, func.count().label("invited")).where(Invitation.campaign_id == campaign.id).group_by(*group)
    invited: Counter[Key] = Counter()
    names: dict[Key, str] = {}
    for row in session.execute(found):
        for key in _keys((row.building_id, row.kind, row.floor_id), campaign):
            invited[key] += row.invited
            names[key] = {Level.WHOLE: "", Level.BUILDING: row.building, Level.FLOOR: row.floor}[key[0]]
    rows = [_empty(campaign, key, names[key], number) for key, number in invited.items()]
    if rows:
        session.connection().execute(insert(Tally), rows)


def _keys(cell: Cell, campaign: Campaign) -> list[Key]:
    """The tallies in which a sheet of the cell counts."""
    building_id, kind, floor_id = cell
    keys: list[Key] = [(Level.WHOLE, None, None, None), (Level.BUILDING, building_id, kind, None)]
    if floor_id is not None and not campaign.anonymous:
        keys.append((Level.FLOOR, building_id, None, floor_id))
    return keys


def _empty(campaign: Campaign, key: Key, name: str, invited: int) -> dict[str, Any]:
    level, building_id, kind, floor_id = key
    return {
        "id": new_id(),
        "estate_id": campaign.estate_id,
        "campaign_id": campaign.id,
        "level": level,
        "building_id": building_id,
        "kind": kind,
        "floor_id": floor_id,
        "name": name,
        "invited": invited,
        "answered": 0,
        "counts": {},
    }


def _uncounted(session: Session, campaign: Campaign) -> Sequence[Row[Any]]:
    columns = (Sheet.id, Sheet.building_id, Sheet.kind, Invitation.floor_id, Sheet.values)
    found = select(*columns).outerjoin(Invitation, Invitation.id == Sheet.invitation_id)
    waiting = found.where(Sheet.campaign_id == campaign.id, ~Sheet.counted, ~WAITS_FOR_SECOND)
    return session.execute(waiting.order_by(Sheet.id).limit(BATCH)).all()


def _add_to_tallies(session: Session, campaign: Campaign, sheets: Sequence[Row[Any]]) -> None:
    document, cells = campaign.edition.document, defaultdict(list)
    for row in sheets:
        cells[row.building_id, row.kind, row.floor_id].append(row.values)
    tallies = _tallies(session, campaign)
    for cell, answers in cells.items():
        counts = count(document, answers)
        for key in _keys(cell, campaign):
            tallies[key].answered += len(answers)
            tallies[key].counts = add(tallies[key].counts, counts)


def _tallies(session: Session, campaign: Campaign) -> Mapping[Key, Tally]:
    """Made now for a campaign that was opened before there were any."""
    found = select(Tally).where(Tally.campaign_id == campaign.id)
    rows = session.scalars(found).all()
    if not rows:
        begin_tallies(session, campaign)
        rows = session.scalars(found).all()
    return {(row.level, row.building_id, row.kind, row.floor_id): row for row in rows}


def _add_to_strips(session: Session, campaign: Campaign, sheets: Sequence[Mapping[str, Any]]) -> None:
    """Fills the newest part of each strip, and begins the next one where it is full."""
    of_campaign = Strip.campaign_id == campaign.id
    part = session.scalar(select(func.max(Strip.part)).where(of_campaign)) or 0
    last = {row.key: row for row in session.scalars(select(Strip).where(of_campaign, Strip.part == part))}
    full = any(len(row.values) + len(sheets) > PART for row in last.values())
    for key, values in _strips(campaign.edition.document, sheets).items():
        if key in last and not full:
            last[key].values += values
        else:
            told = {"estate_id": campaign.estate_id, "campaign_id": campaign.id, "key": key, "values": values}
            session.add(Strip(part=part + 1 if full else part, **told))


def _strips(document: Document, sheets: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    return {key: values for item in items(document) for key, values in strip(item, sheets).items()}
