"""Planning a campaign and taking it through its states (A1.4, A2.1)."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.survey.handlers.answering import shuffle_sheets
from services.survey.handlers.counting import promise_count
from services.survey.handlers.half_years import settle_half_year
from services.survey.handlers.invitations import invite
from services.survey.handlers.questionnaires import in_use, newest_edition
from services.survey.handlers.state_events import campaign_state, edition_state
from services.survey.models import LONGEST_DAYS, Campaign, CampaignState, Edition, Estate, Scope
from shared import audit, clock, outbox, timers
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing

OPEN, CLOSE, REMIND = "open_campaign", "close_campaign", "remind_campaign"
MORNING = time(8)


class WrongState(DomainError):
    message = N_("The survey has moved on meanwhile. Reload the page.")


class NothingToAsk(DomainError):
    message = N_("This questionnaire asks nothing yet.")


class NobodyToAsk(DomainError):
    message = N_("Nobody who lives in the estate fits the choice of households.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is decided when a campaign is planned, as its columns are."""

    title: str
    title_en: str = ""
    half: int | None = None
    anonymous: bool = False
    opens_on: date
    closes_on: date
    remind_on: date | None = None
    scope: Scope = field(default_factory=Scope)
    act_at: int | None = None
    double_entry: bool = False

    def columns(self) -> dict[str, Any]:
        """With the year in which it opens."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return told | {"scope": self.scope.as_json(), "year": self.opens_on.year}


def plan_campaign(session: Session, *, estate_id: UUID, questionnaire_id: UUID, **facts: Any) -> Campaign:
    """It opens by itself in the morning of its first day and closes at the end of its last; ``facts`` as of ``Plan``.

    Raises ``NotFound``, ``Retired``, ``NothingToAsk``, ``Invalid``.
    """
    plan = Plan(**facts)
    check_estate(session, estate_id)
    _check_days(session, plan.opens_on, plan.closes_on, plan.remind_on)
    edition = _askable(session, questionnaire_id)
    campaign = Campaign(
        estate_id=estate_id, edition_id=edition.id, edition=edition, state=CampaignState.PLANNED, **plan.columns()
    )
    session.add(campaign)
    audit.record(session, "campaign.plan", campaign)
    outbox.add(session, campaign_state(campaign), campaign)
    timers.schedule(session, OPEN, campaign.id, _at(session, plan.opens_on, MORNING))
    if plan.half is not None:
        settle_half_year(session, campaign)
    return campaign


def cancel_campaign(session: Session, *, campaign_id: UUID, reason: str) -> Campaign:
    """Nobody is asked. Raises ``NotFound``, ``WrongState``."""
    campaign = in_state(session, campaign_id, CampaignState.PLANNED)
    campaign.state = CampaignState.CANCELLED
    audit.record(session, "campaign.cancel", campaign, reason)
    outbox.add(session, campaign_state(campaign), campaign)
    timers.cancel(session, campaign.id)
    return campaign


def open_campaign(session: Session, *, campaign_id: UUID) -> Campaign:
    """Invites every household of its scope and freezes what is asked.

    Raises ``NotFound``, ``WrongState``, ``NobodyToAsk``.
    """
    campaign = in_state(session, campaign_id, CampaignState.PLANNED)
    campaign.state, campaign.opened_at = CampaignState.OPEN, clock.now()
    audit.record(session, "campaign.open", campaign)
    outbox.add(session, campaign_state(campaign), campaign)
    _freeze(session, campaign.edition)
    if not invite(session, campaign):
        raise NobodyToAsk
    timers.cancel(session, campaign.id, OPEN)
    _promise(session, campaign)
    promise_count(session, campaign)
    return campaign


def extend_campaign(session: Session, *, campaign_id: UUID, closes_on: date, remind_on: date | None = None) -> Campaign:
    """Leaves residents more time, or less. Raises ``NotFound``, ``WrongState``, ``Invalid``."""
    campaign = in_state(session, campaign_id, CampaignState.OPEN)
    today = clock.today(_zone(session))
    _check_days(session, max(campaign.opens_on, today), closes_on, remind_on)
    campaign.closes_on, campaign.remind_on = closes_on, remind_on
    audit.record(session, "campaign.extend", campaign)
    outbox.add(session, campaign_state(campaign), campaign)
    timers.cancel(session, campaign.id, CLOSE, REMIND)
    _promise(session, campaign)
    return campaign


def close_campaign(session: Session, *, campaign_id: UUID) -> Campaign:
    """Answers are taken no longer. Raises ``NotFound``, ``WrongState``."""
    campaign = in_state(session, campaign_id, CampaignState.OPEN)
    campaign.state, campaign.closed_at = CampaignState.CLOSED, clock.now()
    audit.record(session, "campaign.close", campaign)
    outbox.add(session, campaign_state(campaign), campaign)
    if campaign.anonymous:
        shuffle_sheets(session, campaign)
    timers.cancel(session, campaign.id)
    promise_count(session, campaign)
    return campaign


def in_state(session: Session, campaign_id: UUID, state: CampaignState) -> Campaign:
    """Raises ``NotFound``, ``WrongState``."""
    campaign = existing(session.get(Campaign, campaign_id))
    if campaign.state is not state:
        raise WrongState
    return campaign


def check_estate(session: Session, estate_id: UUID) -> None:
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})


def _askable(session: Session, questionnaire_id: UUID) -> Edition:
    in_use(session, questionnaire_id)
    edition = newest_edition(session, questionnaire_id)
    if not any(edition.document.questions):
        raise NothingToAsk
    return edition


def _freeze(session: Session, edition: Edition) -> None:
    if edition.frozen_at is None:
        edition.frozen_at = clock.now()
        audit.record(session, "edition.freeze", edition)
        outbox.add(session, edition_state(edition), edition)


def _promise(session: Session, campaign: Campaign) -> None:
    midnight = _at(session, campaign.closes_on + timedelta(days=1), time())
    timers.schedule(session, CLOSE, campaign.id, midnight)
    if campaign.remind_on:
        timers.schedule(session, REMIND, campaign.id, _at(session, campaign.remind_on, MORNING))


def _check_days(session: Session, opens_on: date, closes_on: date, remind_on: date | None) -> None:
    errors: dict[str, list[Any]] = {}
    if opens_on < clock.today(_zone(session)):
        errors["opens_on"] = [N_("This day has passed.")]
    if not timedelta() <= closes_on - opens_on <= timedelta(days=LONGEST_DAYS):
        errors["closes_on"] = [N_("A survey closes on or after the day on which it opens, within 120 days.")]
    if remind_on is not None and not opens_on < remind_on <= closes_on:
        errors["remind_on"] = [N_("A reminder is sent after the opening and before the end.")]
    if errors:
        raise Invalid(errors)


def _at(session: Session, day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, _zone(session))


def _zone(session: Session) -> ZoneInfo:
    zone: ZoneInfo = session.info["settings"].site_zone
    return zone
