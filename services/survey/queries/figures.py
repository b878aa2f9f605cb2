"""Counting what was said, asked and done in a quarter, from the facts (A2.8)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.survey.config import settings_of
from services.survey.models import (
    CLOCKS,
    Asked,
    Campaign,
    CampaignState,
    Category,
    Contact,
    ContactKind,
    Count,
    Figures,
    Heard,
    Issue,
    Outage,
    Premises,
    Quarter,
    Rate,
    Reason,
    Top,
    Unannounced,
)
from services.survey.queries.statistics import statistics

PERIODS = 5  # the quarter, the three before it, and the same one of the year before
MOST_TOP, MOST_REASONS, AGAIN = 10, 100, 2
ENDED = (CampaignState.CLOSED, CampaignState.COUNTED, CampaignState.APPROVED, CampaignState.PUBLISHED)
DECLINED = Issue.declined_at.is_not(None)
DONE = and_(~DECLINED, or_(*(at.is_not(None) for at in (Issue.resolved_at, Issue.answered_at, Issue.closed_at))))
STATES: Mapping[str, Any] = {
    "done": DONE,
    "declined": DECLINED,
    "open": and_(~DECLINED, ~DONE),
    "answered": Issue.answered_at.is_not(None),
    "closed": Issue.closed_at.is_not(None),
    "reopened": Issue.reopened,
    "major": Issue.major,
}
MET: Mapping[str, ColumnElement[bool]] = {
    "acknowledge": Issue.acknowledged_at.is_not(None),
    "respond": or_(Issue.resolved_at.is_not(None), DECLINED),
    "resolve": or_(Issue.resolved_at.is_not(None), DECLINED),
    "answer": Issue.answered_at.is_not(None),
}
Row = Any  # of _counted: period, kind, category, channel, building_id, building, number


@dataclass(frozen=True, slots=True)
class _Of:
    """The estate and the quarters whose facts are counted."""

    session: Session
    estate_id: UUID
    quarter: Quarter

    def begins(self, back: int = 0) -> datetime:
        return self.quarter.before(back).begins(settings_of(self.session).site_zone)

    def within(self, table: Any, column: Any, since: int = 0) -> ColumnElement[bool]:
        """From the quarter so many ``since`` before this one, to its end."""
        return and_(table.estate_id == self.estate_id, column >= self.begins(since), column < self.begins(-1))

    def issues(self, *columns: Any, since: int = 0) -> Select[Any]:
        """Those that count: a merged one is counted as the other."""
        return select(*columns).where(self.within(Issue, Issue.opened_at, since), ~Issue.merged)

    def period(self, back: int) -> ColumnElement[int]:
        """The place of an issue's quarter among the last ones, 0 for the oldest."""
        later = [(Issue.opened_at < self.begins(back - place - 1), place) for place in range(back)]
        return case(*later, else_=back)


def figures(session: Session, estate_id: UUID, quarter: Quarter) -> Figures:
    """Of the requests that were filed in the quarter, as they stand now."""
    of = _Of(session, estate_id, quarter)
    names = {row.name: row.name_en for row in session.execute(select(Category.name, Category.name_en))}
    rows, heard, states = _counted(of), _heard(of), _states(of)
    return Figures(
        periods=[quarter.before(back).key for back in reversed(range(PERIODS))],
        totals=_numbers(rows),
        kinds=_by(rows, lambda row: (row.kind, row.kind)),
        categories=_by(rows, lambda row: (row.category, row.category), names),
        buildings=_by(rows, lambda row: (str(row.building_id or ""), row.building or "")),
        channels=_by(rows, lambda row: (row.channel, row.channel)),
        rates=_rates(of),
        states=states[0],
        ratings=states[1],
        top=_top(rows, names),
        reasons=_reasons(of),
        visits=heard[ContactKind.VISIT],
        symposiums=heard[ContactKind.SYMPOSIUM],
        mailbox=heard[ContactKind.MAILBOX],
        meetings=heard[ContactKind.MEETING],
        surveys=_surveys(of),
        outages=_outages(of),
        unannounced=_unannounced(of),
    )


def _counted(of: _Of) -> Sequence[Row]:
    place, above, top = aliased(Premises), aliased(Premises), aliased(Premises)
    tower = {name: _building(name, place, above, top) for name in ("id", "name")}
    groups = [of.period(PERIODS - 1).label("period"), Issue.kind, Issue.category, Issue.channel]
    groups += [tower["id"].label("building_id"), tower["name"].label("building")]
    found = of.issues(*groups, func.count().label("number"), since=PERIODS - 1)
    joined = (
        found.select_from(Issue)
        .outerjoin(place, place.id == Issue.unit_id)
        .outerjoin(above, above.id == place.parent_id)
        .outerjoin(top, top.id == above.parent_id)
    )
    return of.session.execute(joined.group_by(*groups)).all()


def _building(column: str, *levels: Any) -> ColumnElement[Any]:
    """Of the unit, its floor and its building: the one that is a building."""
    return case(*((level.kind == "building", getattr(level, column)) for level in levels), else_=None)


def _numbers(rows: Sequence[Row]) -> list[int]:
    counted: Counter[int] = Counter()
    for row in rows:
        counted[row.period] += row.number
    return [counted[place] for place in range(PERIODS)]


def _by(
    rows: Sequence[Row], told: Callable[[Row], tuple[str, str]], names: Mapping[str, str] | None = None
) -> list[Count]:
    """The most frequent of the quarter first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault(told(row), []).append(row)
    english = names or {}
    found = [Count(key, name, english.get(name, ""), _numbers(group)) for (key, name), group in groups.items()]
    return sorted(found, key=lambda count: (-count.now, -sum(count.numbers), count.name, count.key))


def _top(rows: Sequence[Row], names: Mapping[str, str]) -> list[Top]:
    """What was told more than once; praise is no problem."""
    numbers: dict[tuple[str, str, str], Counter[int]] = {}
    for row in rows:
        if row.kind != "praise":
            numbers.setdefault((row.kind, row.category, row.building or ""), Counter())[row.period] += row.number
    found = [
        Top(kind, category, names.get(category, ""), building, counted[PERIODS - 1], counted[PERIODS - 2])
        for (kind, category, building), counted in numbers.items()
        if counted[PERIODS - 1] >= AGAIN
    ]
    return sorted(found, key=lambda top: (-top.number, top.kind, top.category, top.building))[:MOST_TOP]


def _rates(of: _Of) -> list[Rate]:
    columns: list[ColumnElement[Any]] = []
    for clock in CLOCKS:
        late = getattr(Issue, f"late_{clock}")
        columns += [_sum(and_(MET[clock], ~late)), _sum(late)]
    period = of.period(1).label("period")
    rows = {row[0]: row[1:] for row in of.session.execute(of.issues(period, *columns, since=1).group_by(period))}
    nothing = [0] * len(columns)
    before, now = (rows.get(place, nothing) for place in range(2))
    return [
        Rate(clock, now[2 * place], now[2 * place + 1], before[2 * place], before[2 * place + 1])
        for place, clock in enumerate(CLOCKS)
    ]


def _states(of: _Of) -> tuple[dict[str, int], Heard]:
    counted = [*(_sum(state) for state in STATES.values()), func.count(Issue.score), func.sum(Issue.score)]
    row = of.session.execute(of.issues(func.count(), *counted)).one()
    merged = select(func.count()).where(of.within(Issue, Issue.opened_at), Issue.merged)
    states = {name: int(number or 0) for name, number in zip(STATES, row[1:], strict=False)}
    states["merged"] = of.session.scalar(merged) or 0
    return states, Heard(row[0], 0, row[-2], int(row[-1] or 0))


def _reasons(of: _Of) -> list[Reason]:
    columns = (Issue.id, Issue.number, Issue.category, Issue.outcome)
    found = of.issues(*columns).where(DECLINED).order_by(Issue.declined_at, Issue.id).limit(MOST_REASONS)
    return [Reason(str(row[0]), row[1], row[2], row[3]) for row in of.session.execute(found)]


def _heard(of: _Of) -> dict[ContactKind, Heard]:
    counted = (func.count(), func.sum(Contact.told), func.count(Contact.score), func.sum(Contact.score))
    found = select(Contact.kind, *counted).where(of.within(Contact, Contact.at)).group_by(Contact.kind)
    rows = {row[0]: Heard(row[1], int(row[2] or 0), row[3], int(row[4] or 0)) for row in of.session.execute(found)}
    return {kind: rows.get(kind, Heard(0, 0, 0, 0)) for kind in ContactKind}


def _surveys(of: _Of) -> list[Asked]:
    """An anonymous one too: it tells nothing before its end."""
    ended = select(Campaign.id).where(of.within(Campaign, Campaign.closed_at), Campaign.state.in_(ENDED))
    found = [statistics(of.session, key) for key in of.session.scalars(ended.order_by(Campaign.closed_at, Campaign.id))]
    return [
        Asked(
            campaign_id=str(row.campaign.id),
            title=row.campaign.title,
            title_en=row.campaign.title_en,
            invited=row.whole.invited,
            answered=row.whole.answered,
            satisfied=row.whole.satisfied(row.scored),
            mean=row.whole.mean(row.scored),
        )
        for row in found
    ]


def _took_place(of: _Of) -> ColumnElement[bool]:
    """What was withdrawn before its beginning has not."""
    stood = or_(Outage.withdrawn_at.is_(None), Outage.withdrawn_at > Outage.starts_at)
    return and_(of.within(Outage, Outage.starts_at), stood)


def _outages(of: _Of) -> int:
    return of.session.scalar(select(func.count()).select_from(Outage).where(_took_place(of))) or 0


def _unannounced(of: _Of) -> list[Unannounced]:
    """C2.1: only an emergency is exempt, and each is listed."""
    found = select(Outage).where(_took_place(of), Outage.announced_at.is_(None))
    return [
        Unannounced(
            notice_id=str(row.id),
            number=row.number,
            kind=row.kind,
            title=row.title,
            title_en=row.title_en,
            starts_at=row.starts_at.isoformat(),
            reason=row.emergency_reason,
        )
        for row in of.session.scalars(found.order_by(Outage.starts_at, Outage.id))
    ]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
