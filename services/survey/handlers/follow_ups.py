"""Bad answers act: what asks for action goes to the front desk, and what became of it returns to the answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.models import Campaign, FollowUp, FollowUpState, Invitation, Sheet
from services.survey.models.acting import calls_for_action, told_of, wants_contact
from shared import audit, clock, outbox
from shared.db import repeats
from shared.errors import N_, DomainError, existing

LONGEST_TITLE = 100


class NothingWritten(DomainError):
    message = N_("This answer is anonymous and has no words to act upon.")


class FollowedUp(DomainError):
    message = N_("This answer has been passed on already.")


def follow_up(session: Session, *, sheet_id: UUID) -> FollowUp:
    """Staff pass an answer on. Raises ``NotFound``, ``FollowedUp``, ``NothingWritten``."""
    sheet = existing(session.get(Sheet, sheet_id))
    if session.scalars(select(FollowUp.id).where(FollowUp.sheet_id == sheet.id)).first():
        raise FollowedUp
    campaign = session.get_one(Campaign, sheet.campaign_id)
    invitation = session.get(Invitation, sheet.invitation_id) if sheet.invitation_id else None
    row = request(session, campaign, sheet, invitation)
    if row is None:
        raise NothingWritten
    return row


def act_upon(session: Session, campaign: Campaign, sheet: Sheet, invitation: Invitation | None) -> None:
    """Passes the sheet on if the campaign's rule says so."""
    if calls_for_action(campaign.edition.document, sheet.values, campaign.act_at):
        request(session, campaign, sheet, invitation)


def request(session: Session, campaign: Campaign, sheet: Sheet, invitation: Invitation | None) -> FollowUp | None:
    """None where nothing may be told: of an anonymous sheet its words alone are."""
    document, now = campaign.edition.document, clock.now()
    description = told_of(document, sheet.values, named=invitation is not None, at_most=campaign.act_at)
    if not description:
        return None
    row = FollowUp(
        estate_id=sheet.estate_id, campaign_id=campaign.id, sheet_id=sheet.id,
        customer_id=invitation.customer_id if invitation else None,
        unit_path=invitation.unit_path if invitation else "",
        contact=invitation is not None and wants_contact(document, sheet.values), description=description,
        requested_at=now, state=FollowUpState.REQUESTED, ticket_id=None, number="", outcome="", changed_at=now,
    )  # fmt: skip
    session.add(row)
    audit.record(session, "follow_up.request", row)
    outbox.add(session, _requested(row, campaign), row)
    return row


def note_ticket(session: Session, event: contracts.FollowUpOpened) -> None:
    """The front desk has opened a ticket for it."""
    row = session.get(FollowUp, event.follow_up_id)
    if row is not None:
        row.ticket_id, row.number = event.ticket_id, event.number
        _move(session, row, FollowUpState.OPENED, event.at, "")


def note_step(session: Session, event: contracts.TicketFact, state: FollowUpState, outcome: str | None = None) -> None:
    """A ticket has come further; of those that no answer asked for nothing is kept here."""
    row = session.scalars(select(FollowUp).where(FollowUp.ticket_id == event.ticket_id)).first()
    if row is not None:
        _move(session, row, state, event.at, row.outcome if outcome is None else outcome)


def _move(session: Session, row: FollowUp, state: FollowUpState, at: datetime, outcome: str) -> None:
    row.state, row.changed_at, row.outcome = state, at, outcome
    if not repeats(session):
        audit.record(session, "follow_up.move", row)


def _requested(row: FollowUp, campaign: Campaign) -> contracts.FollowUpRequested:
    return contracts.FollowUpRequested(
        follow_up_id=row.id,
        campaign_id=campaign.id,
        estate_id=row.estate_id,
        customer_id=row.customer_id,
        unit_path=row.unit_path,
        contact=row.contact,
        title=campaign.title[:LONGEST_TITLE],
        description=row.description,
        at=row.requested_at,
    )
