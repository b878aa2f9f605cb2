"""The results of a closed survey: counted, written up, approved by the project lead, told to the board (A2.1)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.handlers.campaigns import in_state
from services.survey.handlers.state_events import campaign_state
from services.survey.models import Campaign, CampaignState, PaperEntry, Report, ResultsText, Sheet
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, StaleVersion, existing


class NotCounted(DomainError):
    message = N_("Some answers are not counted yet. Try again in a minute.")


class KeyedOnce(DomainError):
    message = N_("Some forms wait for their second entry.")


def count_results(session: Session, *, campaign_id: UUID, text: ResultsText) -> Report:
    """No more answers are taken, on paper neither; ``text`` is what the numbers say, to be edited.

    Raises ``NotFound``, ``WrongState``, ``KeyedOnce``, ``NotCounted``.
    """
    campaign = in_state(session, campaign_id, CampaignState.CLOSED)
    keyed_once = select(PaperEntry.id).where(PaperEntry.campaign_id == campaign.id, ~PaperEntry.settled)
    if session.scalars(keyed_once.limit(1)).first():
        raise KeyedOnce
    waiting = select(Sheet.id).where(Sheet.campaign_id == campaign.id, ~Sheet.counted)
    if session.scalars(waiting.limit(1)).first():
        raise NotCounted
    report = Report(campaign_id=campaign.id, estate_id=campaign.estate_id, **text.columns())
    session.add(report)
    audit.record(session, "report.draft", report)
    _move(session, campaign, CampaignState.COUNTED)
    return report


def edit_report(session: Session, *, campaign_id: UUID, text: ResultsText, version: int | None = None) -> Report:
    """``version`` is what the writer had read. Raises ``NotFound``, ``WrongState``, ``StaleVersion``."""
    in_state(session, campaign_id, CampaignState.COUNTED)
    report = report_of(session, campaign_id)
    if version is not None and version != report.version:
        raise StaleVersion
    for name, value in text.columns().items():
        setattr(report, name, value)
    audit.record(session, "report.edit", report)
    return report


def approve_report(session: Session, *, campaign_id: UUID) -> Report:
    """The project lead lets it go to the board. Raises ``NotFound``, ``WrongState``."""
    campaign = in_state(session, campaign_id, CampaignState.COUNTED)
    report = report_of(session, campaign_id)
    report.approved_by, report.approved_at, report.returned_reason = actor_of(session).name, clock.now(), None
    audit.record(session, "report.approve", report)
    _move(session, campaign, CampaignState.APPROVED)
    return report


def return_report(session: Session, *, campaign_id: UUID, reason: str) -> Report:
    """To be written differently; an approval is taken back. Raises ``NotFound``, ``WrongState``."""
    campaign = existing(session.get(Campaign, campaign_id))
    if campaign.state is not CampaignState.COUNTED:
        campaign = in_state(session, campaign_id, CampaignState.APPROVED)
    report = report_of(session, campaign_id)
    report.returned_reason, report.approved_by, report.approved_at = reason, None, None
    audit.record(session, "report.return", report, reason)
    if campaign.state is CampaignState.APPROVED:
        _move(session, campaign, CampaignState.COUNTED)
    return report


def publish_report(session: Session, *, campaign_id: UUID) -> Report:
    """To the boards of the estate, by an event. Raises ``NotFound``, ``WrongState``."""
    campaign = in_state(session, campaign_id, CampaignState.APPROVED)
    report = report_of(session, campaign_id)
    report.published_at = clock.now()
    audit.record(session, "report.publish", report)
    _move(session, campaign, CampaignState.PUBLISHED)
    event = contracts.ResultsPublished(
        campaign_id=campaign.id,
        estate_id=campaign.estate_id,
        title=report.title,
        body=report.body,
        title_en=report.title_en,
        body_en=report.body_en,
        approved_by=report.approved_by or "",
        approved_at=report.approved_at or report.published_at,
        at=report.published_at,
    )
    outbox.add_raw(session, event, subject=str(campaign.id), version=1)
    return report


def report_of(session: Session, campaign_id: UUID) -> Report:
    """Raises ``NotFound``."""
    return existing(session.scalars(select(Report).where(Report.campaign_id == campaign_id)).first())


def _move(session: Session, campaign: Campaign, state: CampaignState) -> None:
    """The version gate of readers orders these events behind the earlier ones."""
    campaign.state = state
    audit.record(session, "campaign.move", campaign)
    outbox.add(session, campaign_state(campaign), campaign)
