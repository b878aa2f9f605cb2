"""Reads of the quarterly analyses and their measures (A2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from services.survey.config import settings_of
from services.survey.models import (
    Analysis,
    AnalysisFigures,
    AnalysisState,
    Estate,
    Figures,
    Measure,
    Quarter,
    ResultsText,
    Staff,
)
from services.survey.queries.analysis_text import analysis_text
from services.survey.queries.campaigns import estates
from services.survey.queries.figures import figures
from shared import clock, paging
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page

OFFERED = 4  # quarters that an analysis can be drafted of
OPEN = and_(Measure.given_at.is_not(None), Measure.done_at.is_(None))


@dataclass(frozen=True, slots=True)
class Analysed:
    """An analysis with its estate's name, its measures, and how many of these are done."""

    analysis: Analysis
    estate: str
    measures: int
    done: int


@dataclass(frozen=True, slots=True)
class Read:
    """An analysis as its page shows it."""

    analysis: Analysis
    estate: str
    figures: Figures
    counted: AnalysisFigures
    measures: Sequence[Measure]


@dataclass(frozen=True, slots=True)
class Owed:
    """A measure with the estate that it is for."""

    measure: Measure
    estate: str
    late: bool


def analyses(
    session: Session,
    *,
    state: AnalysisState | None = None,
    estate: UUID | None = None,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Analysed]:
    """The newest quarter first, in three queries however many there are. Raises ``Invalid``."""
    found = select(Analysis)
    if state is not None:
        found = found.where(Analysis.state == state)
    if estate is not None:
        found = found.where(Analysis.estate_id == estate)
    order = [Analysis.year.desc(), Analysis.quarter.desc(), Analysis.id.desc()]
    listed = paging.page(session, found, order, after=after, limit=limit)
    names = _names(session, {row.estate_id for row in listed.items})
    counted = select(Measure.analysis_id, func.count(), func.count(Measure.done_at)).group_by(Measure.analysis_id)
    of_these = counted.where(Measure.analysis_id.in_([row.id for row in listed.items]))
    numbers = {key: (measures, done) for key, measures, done in session.execute(of_these)}
    rows = [Analysed(row, names.get(row.estate_id, ""), *numbers.get(row.id, (0, 0))) for row in listed.items]
    return Page(rows, listed.next)


def analysis(session: Session, analysis_id: UUID) -> Read:
    """Raises ``NotFound``."""
    row = existing(session.get(Analysis, analysis_id))
    kept = session.scalars(select(AnalysisFigures).where(AnalysisFigures.analysis_id == row.id)).one()
    own = select(Measure).where(Measure.analysis_id == row.id).order_by(Measure.due_on, Measure.id)
    name = _names(session, {row.estate_id}).get(row.estate_id, "")
    return Read(row, name, kept.figures, kept, session.scalars(own).all())


def proposal(session: Session, estate_id: UUID, quarter: Quarter) -> tuple[Figures, ResultsText]:
    """The figures as they are now, and what they say. Raises ``NotFound``."""
    estate = existing(session.get(Estate, estate_id))
    found = figures(session, estate_id, quarter)
    return found, analysis_text(found, estate.name, settings_of(session).site_zone)


def quarters(session: Session) -> list[Quarter]:
    """Those that are over, the newest first."""
    current = Quarter.of(_today(session))
    return [current.before(back) for back in range(1, OFFERED + 1)]


def unanalysed(session: Session) -> Sequence[Estate]:
    """Estates of the reader without an analysis of the quarter that ended last."""
    last = quarters(session)[0]
    known = select(Analysis.estate_id).where(Analysis.year == last.year, Analysis.quarter == last.number)
    drafted = set(session.scalars(known))
    return [row for row in estates(session) if row.id not in drafted]


def measures(
    session: Session, *, mine: bool = True, done: bool = False, after: str | None = None, limit: int = paging.MOST
) -> Page[Owed]:
    """Those that are duties, the soonest first; or those that are done. Raises ``Invalid``."""
    found = select(Measure).where(Measure.done_at.is_not(None) if done else OPEN)
    if mine:
        found = found.where(Measure.owner_id == actor_of(session).id)
    found = found.options(joinedload(Measure.analysis, innerjoin=True))
    listed = paging.page(session, found, [Measure.due_on, Measure.id], after=after, limit=limit)
    names, today = _names(session, {row.estate_id for row in listed.items}), _today(session)
    rows = [Owed(row, names.get(row.estate_id, ""), row.open and row.due_on < today) for row in listed.items]
    return Page(rows, listed.next)


def measure(session: Session, measure_id: UUID) -> Measure:
    """Raises ``NotFound``."""
    found = select(Measure).where(Measure.id == measure_id).options(joinedload(Measure.analysis, innerjoin=True))
    return existing(session.scalars(found).first())


def staff_of(session: Session, estate_id: UUID) -> list[Staff]:
    """Who can be given a measure there, by name."""
    active = session.scalars(select(Staff).where(Staff.active).order_by(Staff.name, Staff.id))
    return [row for row in active if row.estates is None or str(estate_id) in row.estates]


def waiting_analyses(session: Session) -> int:
    """How many wait for the approval of the reader's estates."""
    return _count(session, Analysis, Analysis.state == AnalysisState.SUBMITTED)


def own_measures(session: Session) -> tuple[int, int]:
    """How many the reader has still to do, and how many of these are late."""
    mine = and_(OPEN, Measure.owner_id == actor_of(session).id)
    late = and_(mine, Measure.due_on < _today(session))
    return _count(session, Measure, mine), _count(session, Measure, late)


def _count(session: Session, table: Any, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(table.id)).where(condition)) or 0


def _names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    return {row.id: row.name for row in session.execute(select(Estate.id, Estate.name).where(Estate.id.in_(ids)))}


def _today(session: Session) -> date:
    return clock.today(settings_of(session).site_zone)
