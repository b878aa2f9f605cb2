"""Clauses that surveys carry (A1.4, A2.1, A2.8)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.visits import contracts
from services.visits.clauses.cadences import Cadence, Unit, ends
from services.visits.clauses.clause import Clause, Per, Reading, Step
from services.visits.models.duties import FactKind
from shared.errors import N_
from shared.events import Envelope

TOLD_WITHIN = timedelta(days=30)


def _campaign(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    """The questionnaire of the half year is over, and its answers are in."""
    if event.half is not None and event.closed_at is not None and not event.deleted:
        yield Step(
            kind=FactKind.PROOF,
            estate_id=event.estate_id,
            subject_id=event.estate_id,
            at=event.closed_at,
            period=f"{event.year}-H{event.half}",
            number=event.title,
            href=f"/survey/campaigns/{event.id}",
        )


def _closed(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    if event.half is not None and event.closed_at is not None and not event.deleted:
        yield Step(
            kind=FactKind.OWED,
            estate_id=event.estate_id,
            subject_id=event.id,
            at=event.closed_at,
            label=event.title,
            due_at=event.closed_at + TOLD_WITHIN,
            href=f"/survey/campaigns/{event.id}",
        )


def _results(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    """Those of other surveys prove nothing that is owed."""
    told = {"number": event.title, "href": f"/survey/campaigns/{event.campaign_id}", "by": event.approved_by}
    about = {"estate_id": event.estate_id, "subject_id": event.campaign_id, "at": event.at}
    yield Step(kind=FactKind.PROOF, **about, **told)


def _analysed(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    yield Step(
        kind=FactKind.PROOF,
        estate_id=event.estate_id,
        subject_id=event.estate_id,
        at=event.at,
        period=f"{event.year}-Q{event.quarter}",
        number=event.title,
        href=f"/survey/analyses/{event.analysis_id}",
        by=event.approved_by,
    )


def _measure(kind: FactKind) -> Reading:
    """``label`` is the quarter: what is to be done may tell of somebody."""

    def reading(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
        quarter = f"{event.year}-Q{event.quarter}"
        yield Step(
            kind=kind,
            estate_id=event.estate_id,
            subject_id=event.measure_id,
            at=event.at,
            label=f"{quarter} · {event.due_on:%Y-%m-%d}",
            due_at=ends(event.due_on, zone) if kind is FactKind.OWED else None,
            owner_id=event.owner_id if kind is FactKind.OWED else None,
            number=quarter,
            href=f"/survey/analyses/{event.analysis_id}",
            by=getattr(event, "by", ""),
        )

    return reading


CLAUSES: tuple[Clause, ...] = (
    Clause(
        id="A2.1",
        title=N_("Owners and tenants are asked by questionnaire"),
        per=Per.ESTATE,
        role="supervisor",
        when=N_("every half year"),
        due=N_("by the end of the half year"),
        proof=N_("the closed survey"),
        cadence=Cadence(Unit.HALF),
        reads={contracts.CampaignChanged: _campaign},
    ),
    Clause(
        id="A2.1-results",
        title=N_("The questionnaire's results are posted on the board"),
        per=Per.SURVEY,
        role="supervisor",
        when=N_("when the half year's survey is closed"),
        due=N_("within 30 days of closing"),
        proof=N_("the published results"),
        reads={contracts.CampaignChanged: _closed, contracts.ResultsPublished: _results},
    ),
    Clause(
        id="A2.8",
        title=N_("The feedback of the quarter is analysed and returned to customers"),
        per=Per.ESTATE,
        role="property_manager",
        when=N_("every quarter"),
        due=N_("within 30 days of the quarter's end"),
        proof=N_("the published analysis"),
        cadence=Cadence(Unit.QUARTER, after=30),
        reads={contracts.AnalysisPublished: _analysed},
    ),
    Clause(
        id="A2.8-measures",
        title=N_("What an analysis promises is done"),
        per=Per.MEASURE,
        role="property_manager",
        when=N_("when the analysis is published"),
        due=N_("by the day that it names"),
        proof=N_("the measure reported as done"),
        reads={contracts.MeasureGiven: _measure(FactKind.OWED), contracts.MeasureDone: _measure(FactKind.PROOF)},
    ),
)
