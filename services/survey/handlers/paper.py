"""Keying in what came back on paper, once or twice, and settling where the two differ."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.handlers.answering import Answered, NotOpen, mark_answered, put_apart, put_in, tell_answered
from services.survey.handlers.counting import promise_count
from services.survey.models import Campaign, CampaignState, Invitation, PaperEntry, Sheet
from services.survey.models.answers import checked_answers
from shared import audit, clock
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing

TAKES_PAPER = frozenset({CampaignState.OPEN, CampaignState.CLOSED})


class OwnEntry(DomainError):
    message = N_("Somebody else has to key this form the second time.")


class Settled(DomainError):
    message = N_("This form has been keyed in already.")


def enter_sheet(session: Session, *, campaign_id: UUID, serial: int, given: Mapping[str, Any]) -> PaperEntry | None:
    """What the form ``serial`` says; on paper a question may have been left open. None of an anonymous one.

    Raises ``NotFound``, ``NotOpen``, ``Answered``, ``Invalid``.
    """
    invitation = invitation_numbered(session, campaign_id, serial)
    campaign = invitation.campaign
    if invitation.answered:
        raise Answered
    values = _checked(campaign, given)
    mark_answered(session, invitation)
    if campaign.anonymous:
        put_apart(session, invitation, values)
        entry = None
    else:
        entry = _entered(session, put_in(session, invitation, values), invitation)
    if campaign.state is CampaignState.CLOSED:
        promise_count(session, campaign)
    return entry


def enter_again(session: Session, *, campaign_id: UUID, serial: int, given: Mapping[str, Any]) -> PaperEntry:
    """The second entry; it settles the form if it says the same.

    Raises as ``enter_sheet``, ``OwnEntry``, ``Settled``.
    """
    entry, sheet = _waiting(session, campaign_id, serial)
    actor = actor_of(session)
    if actor.id is not None and actor.id == entry.entered_by_id:
        raise OwnEntry
    entry.second, entry.second_by = _checked(session.get_one(Campaign, campaign_id), given), actor.name
    audit.bare_record(session, "paper.enter_again", entry)
    if entry.second == sheet.values:
        _settle(session, entry, sheet)
    return entry


def settle_sheet(session: Session, *, campaign_id: UUID, serial: int, given: Mapping[str, Any]) -> PaperEntry:
    """What the form says where the entries differ. Raises as ``enter_sheet``, ``Settled``."""
    entry, sheet = _waiting(session, campaign_id, serial)
    sheet.values = _checked(session.get_one(Campaign, campaign_id), given)
    _settle(session, entry, sheet)
    return entry


def invitation_numbered(session: Session, campaign_id: UUID, serial: int) -> Invitation:
    """Raises ``NotFound``, ``NotOpen``, and ``Invalid`` where no form has this number."""
    campaign = existing(session.get(Campaign, campaign_id))
    if campaign.state not in TAKES_PAPER:
        raise NotOpen
    numbered = select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.serial == serial)
    row = session.scalars(numbered).first()
    if row is None:
        raise Invalid({"serial": [N_("No form of this survey has this number.")]})
    return row


def _checked(campaign: Campaign, given: Mapping[str, Any]) -> dict[str, Any]:
    values = checked_answers(campaign.edition.document, given, complete=False)
    if not values:
        raise Invalid({"": [N_("An empty form is not keyed in.")]})
    return values


def _entered(session: Session, sheet: Sheet, invitation: Invitation) -> PaperEntry:
    actor, campaign = actor_of(session), invitation.campaign
    entry = PaperEntry(
        estate_id=sheet.estate_id, campaign_id=campaign.id, sheet_id=sheet.id, serial=invitation.serial,
        entered_by=actor.name, entered_by_id=actor.id, entered_at=clock.now(),
        second=None, second_by=None, settled=not campaign.double_entry,
    )  # fmt: skip
    session.add(entry)
    audit.bare_record(session, "paper.enter", entry)
    if entry.settled:
        tell_answered(session, invitation, sheet)
    return entry


def _waiting(session: Session, campaign_id: UUID, serial: int) -> tuple[PaperEntry, Sheet]:
    invitation = invitation_numbered(session, campaign_id, serial)
    keyed = PaperEntry.campaign_id == invitation.campaign_id, PaperEntry.serial == serial
    entry = existing(session.scalars(select(PaperEntry).where(*keyed)).first())
    if entry.settled:
        raise Settled
    return entry, session.get_one(Sheet, entry.sheet_id)


def _settle(session: Session, entry: PaperEntry, sheet: Sheet) -> None:
    entry.settled = True
    audit.bare_record(session, "paper.settle", entry)
    invitation = session.get_one(Invitation, sheet.invitation_id)
    tell_answered(session, invitation, sheet)
    if invitation.campaign.state is CampaignState.CLOSED:
        promise_count(session, invitation.campaign)
