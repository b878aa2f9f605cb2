"""The analysis of a quarter: drafted from its figures, reviewed by the project lead, published (A2.8)."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.config import settings_of
from services.survey.handlers.campaigns import check_estate
from services.survey.handlers.feedback import publish_and_tell
from services.survey.handlers.measures import give_measures
from services.survey.models import Analysis, AnalysisFigures, AnalysisState, Figures, Quarter, ResultsText
from shared import audit, clock
from shared.db import actor_of
from shared.errors import N_, DomainError, StaleVersion, existing


class QuarterOpen(DomainError):
    message = N_("The quarter is not over yet. Its analysis can be drafted from %(day)s on.")


class Drafted(DomainError):
    message = N_("This quarter has its analysis already.")


class MovedOn(DomainError):
    message = N_("The analysis has moved on meanwhile. Reload the page.")


def draft_analysis(
    session: Session, *, estate_id: UUID, quarter: Quarter, figures: Figures, text: ResultsText
) -> Analysis:
    """``text`` is what the ``figures`` say, to be edited. Raises ``NotFound``, ``QuarterOpen``, ``Drafted``."""
    check_estate(session, estate_id)
    following = quarter.before(-1).first
    if clock.today(settings_of(session).site_zone) < following:
        raise QuarterOpen("quarter", day=following.isoformat())
    same = Analysis.estate_id == estate_id, Analysis.year == quarter.year, Analysis.quarter == quarter.number
    if session.scalars(select(Analysis.id).where(*same)).first():
        raise Drafted("quarter")
    analysis = Analysis(
        estate_id=estate_id, year=quarter.year, quarter=quarter.number, state=AnalysisState.DRAFTED,
        on_board=True, drafted_at=clock.now(), requests=0, households=0, **text.columns(),
    )  # fmt: skip
    session.add(analysis)
    audit.record(session, "analysis.draft", analysis)
    session.flush()
    numbers = {"counted_at": analysis.drafted_at, "numbers": figures.plain()}
    session.add(AnalysisFigures(analysis_id=analysis.id, estate_id=estate_id, **numbers))
    return analysis


def redraft_analysis(session: Session, *, analysis_id: UUID, figures: Figures, text: ResultsText) -> Analysis:
    """From what is known by now; the measures stay. Raises ``NotFound``, ``MovedOn``."""
    analysis = analysis_in(session, analysis_id, AnalysisState.DRAFTED)
    kept = session.scalars(select(AnalysisFigures).where(AnalysisFigures.analysis_id == analysis.id)).one()
    _write(analysis, text.columns() | {"drafted_at": clock.now()})
    audit.record(session, "analysis.redraft", analysis)
    kept.numbers, kept.counted_at = figures.plain(), analysis.drafted_at
    return analysis


def edit_analysis(session: Session, *, analysis_id: UUID, text: ResultsText, version: int | None = None) -> Analysis:
    """``version`` is what the writer had read. Raises ``NotFound``, ``MovedOn``, ``StaleVersion``."""
    analysis = analysis_in(session, analysis_id, AnalysisState.DRAFTED)
    if version is not None and version != analysis.version:
        raise StaleVersion
    _write(analysis, text.columns())
    audit.record(session, "analysis.edit", analysis)
    return analysis


def submit_analysis(session: Session, *, analysis_id: UUID) -> Analysis:
    """To the project lead. Raises ``NotFound``, ``MovedOn``."""
    analysis = analysis_in(session, analysis_id, AnalysisState.DRAFTED)
    told = {"submitted_by": actor_of(session).name, "submitted_at": clock.now(), "returned_reason": None}
    _write(analysis, told | {"state": AnalysisState.SUBMITTED})
    audit.record(session, "analysis.submit", analysis)
    return analysis


def approve_analysis(session: Session, *, analysis_id: UUID, on_board: bool = True) -> Analysis:
    """The project lead lets it be told, ``on_board`` to everybody. Raises ``NotFound``, ``MovedOn``."""
    analysis = analysis_in(session, analysis_id, AnalysisState.SUBMITTED)
    told = {"approved_by": actor_of(session).name, "approved_at": clock.now(), "on_board": on_board}
    _write(analysis, told | {"state": AnalysisState.APPROVED})
    audit.record(session, "analysis.approve", analysis)
    return analysis


def return_analysis(session: Session, *, analysis_id: UUID, reason: str) -> Analysis:
    """To be written differently; an approval is taken back. Raises ``NotFound``, ``MovedOn``."""
    analysis = analysis_in(session, analysis_id, AnalysisState.SUBMITTED, AnalysisState.APPROVED)
    told = {"returned_reason": reason, "approved_by": None, "approved_at": None}
    _write(analysis, told | {"submitted_at": None, "submitted_by": None, "state": AnalysisState.DRAFTED})
    audit.record(session, "analysis.return", analysis, reason)
    return analysis


def publish_analysis(session: Session, *, analysis_id: UUID) -> Analysis:
    """Each household whose request it covers is told what came of it; the measures are duties from now on.

    Raises ``NotFound``, ``MovedOn``.
    """
    analysis = analysis_in(session, analysis_id, AnalysisState.APPROVED)
    _write(analysis, {"state": AnalysisState.PUBLISHED, "published_at": clock.now()})
    publish_and_tell(session, analysis)
    give_measures(session, analysis)
    return analysis


def analysis_in(session: Session, analysis_id: UUID, *states: AnalysisState) -> Analysis:
    """Raises ``NotFound``, ``MovedOn`` for one in another state."""
    analysis = existing(session.get(Analysis, analysis_id))
    if analysis.state not in states:
        raise MovedOn
    return analysis


def _write(analysis: Analysis, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(analysis, name, value)
