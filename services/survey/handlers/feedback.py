"""The published analysis reaches each household whose request it covers, once, with what came of it (A2.8)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.config import settings_of
from services.survey.handlers.measures import measures_of
from services.survey.models import Analysis, Customer, Issue, IssueReporter
from services.survey.models.analysis_words import with_measures
from shared import audit, outbox

Told = dict[UUID, dict[UUID, Issue]]  # by household, then by ticket


def publish_and_tell(session: Session, analysis: Analysis) -> None:
    """Records the publication, and tells it with the requests that it covers."""
    issues = _covered(session, analysis)
    with session.no_autoflush:  # what is changed is flushed only once it is recorded
        told = _by_household(session, analysis.estate_id, issues)
        homes = _homes(session, analysis.estate_id, told)
    analysis.requests, analysis.households = len(issues), len(homes)
    audit.record(session, "analysis.publish", analysis)
    measures = measures_of(session, analysis)
    zh, en = (with_measures(body, measures, name) for body, name in ((analysis.body, "zh"), (analysis.body_en, "en")))
    event = contracts.AnalysisPublished(
        **_facts(analysis),
        body=zh,
        body_en=en,
        ticket_ids=[issue.id for issue in issues],
        customer_ids=list(homes),
        measures=len(measures),
        approved_by=analysis.approved_by or "",
        approved_at=analysis.approved_at or analysis.drafted_at,
    )
    outbox.add(session, event, analysis)
    words = [measure.words for measure in measures]
    outbox.add_many(session, _feedback(analysis, told, homes, words))


def _covered(session: Session, analysis: Analysis) -> Sequence[Issue]:
    """The requests that were counted; of a merged one the other is told."""
    zone = settings_of(session).site_zone
    since, until = analysis.of.begins(zone), analysis.of.ends(zone)
    filed = Issue.opened_at >= since, Issue.opened_at < until, Issue.estate_id == analysis.estate_id
    with session.no_autoflush:
        return session.scalars(select(Issue).where(*filed, ~Issue.merged).order_by(Issue.opened_at, Issue.number)).all()


def _by_household(session: Session, estate_id: UUID, issues: Sequence[Issue]) -> Told:
    """Who asked, and who told the same; a household that is known twice is told once."""
    known = {issue.id: issue for issue in issues}
    ties = select(IssueReporter.customer_id, IssueReporter.ticket_id).where(IssueReporter.estate_id == estate_id)
    same = [row for row in session.execute(ties) if row.ticket_id in known]
    asked = [(issue.customer_id, issue.id) for issue in issues]
    pairs = [*asked, *((row.customer_id, row.ticket_id) for row in same)]
    merged = select(Customer.id, Customer.merged_into_id).where(Customer.estate_id == estate_id)
    twice = session.execute(merged.where(Customer.merged_into_id.is_not(None)))
    kept = {row.id: row.merged_into_id for row in twice}
    told: Told = {}
    for customer_id, ticket_id in pairs:
        if customer_id is not None:
            told.setdefault(kept.get(customer_id, customer_id), {})[ticket_id] = known[ticket_id]
    return told


def _homes(session: Session, estate_id: UUID, told: Told) -> Mapping[UUID, str]:
    """The places of those that are still known: who was erased is told nothing."""
    places = select(Customer.id, Customer.unit_path).where(Customer.estate_id == estate_id)
    found = session.execute(places.order_by(Customer.id))
    return {row.id: row.unit_path for row in found if row.id in told}


def _feedback(
    analysis: Analysis, told: Told, homes: Mapping[UUID, str], measures: list[str]
) -> Iterator[tuple[contracts.FeedbackGiven, UUID, int]]:
    facts = _facts(analysis)
    for customer_id, unit_path in homes.items():
        requests = [_said(issue) for issue in told[customer_id].values()]
        own: dict[str, Any] = {"customer_id": customer_id, "unit_path": unit_path, "requests": requests}
        yield contracts.FeedbackGiven(**facts, **own, measures=measures), customer_id, 1


def _said(issue: Issue) -> dict[str, str]:
    told = {"number": issue.number, "kind": issue.kind, "state": issue.came_to, "outcome": issue.outcome}
    return {"ticket_id": str(issue.id), **told}


def _facts(analysis: Analysis) -> dict[str, Any]:
    return {
        "analysis_id": analysis.id,
        "estate_id": analysis.estate_id,
        "year": analysis.year,
        "quarter": analysis.quarter,
        "title": analysis.title,
        "title_en": analysis.title_en,
        "on_board": analysis.on_board,
        "at": analysis.published_at,
    }
