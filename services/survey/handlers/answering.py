"""A household's answers: kept along the way, then handed in once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.handlers.follow_ups import act_upon
from services.survey.models import Campaign, CampaignState, Customer, Invitation, Sheet
from services.survey.models.answers import checked_answers
from shared import clock, outbox
from shared.errors import N_, DomainError, existing
from shared.ids import new_id


class Answered(DomainError):
    message = N_("This questionnaire has been answered already. Thank you.")


class NotOpen(DomainError):
    message = N_("This survey takes no answers now.")


class Gone(DomainError):
    message = N_("The household has moved out, and its link has ended.")


def keep_answers(session: Session, *, invitation_id: UUID, given: Mapping[str, Any]) -> Invitation:
    """Keeps answers along the way; those to an anonymous campaign stay in the resident's own browser.

    Raises ``NotFound``, ``Answered``, ``NotOpen``, ``Gone``, ``Invalid``.
    """
    invitation = awaiting(session, invitation_id)
    if not invitation.campaign.anonymous:
        document = invitation.campaign.edition.document
        invitation.kept = checked_answers(document, given, complete=False)
    return invitation


def hand_in(session: Session, *, invitation_id: UUID, given: Mapping[str, Any]) -> Invitation:
    """The household's answers, once.

    Raises ``NotFound``, ``Answered``, ``NotOpen``, ``Gone``, ``Invalid`` by question.
    """
    invitation = awaiting(session, invitation_id)
    values = checked_answers(invitation.campaign.edition.document, given)
    mark_answered(session, invitation)
    if invitation.campaign.anonymous:
        put_apart(session, invitation, values)
    else:
        tell_answered(session, invitation, put_in(session, invitation, values))
    return invitation


def mark_answered(session: Session, invitation: Invitation) -> None:
    """Raises ``Answered`` when somebody of the household was faster."""
    still_open = Invitation.id == invitation.id, ~Invitation.answered
    marked = update(Invitation).where(*still_open).values(answered=True, kept=None).returning(Invitation.id)
    if session.execute(marked).first() is None:
        raise Answered


def put_apart(session: Session, invitation: Invitation, values: dict[str, Any]) -> None:
    """The answers of nobody in particular."""
    told = {"id": uuid4(), "values": values, "counted": False}
    session.connection().execute(insert(Sheet), {**_counted_by(invitation), **told})


def put_in(session: Session, invitation: Invitation, values: dict[str, Any]) -> Sheet:
    told = {"id": new_id(), "invitation_id": invitation.id, "values": values, "answered_at": clock.now()}
    sheet = Sheet(**_counted_by(invitation), **told, counted=False)
    session.add(sheet)
    return sheet


def tell_answered(session: Session, invitation: Invitation, sheet: Sheet) -> None:
    """Tells others what the household has answered, and acts where that is bad."""
    event = contracts.SurveyAnswered(
        sheet_id=sheet.id,
        campaign_id=invitation.campaign_id,
        edition_id=invitation.campaign.edition_id,
        estate_id=invitation.estate_id,
        customer_id=invitation.customer_id,
        unit_path=invitation.unit_path,
        values=sheet.values,
        at=clock.now(),
    )
    outbox.add_raw(session, event, subject=str(sheet.id), version=1)
    act_upon(session, invitation.campaign, sheet, invitation)


def awaiting(session: Session, invitation_id: UUID) -> Invitation:
    """The invitation that can be answered now. Raises ``NotFound``, ``Answered``, ``NotOpen``, ``Gone``."""
    invitation = existing(session.get(Invitation, invitation_id))
    if invitation.answered:
        raise Answered
    if invitation.campaign.state is not CampaignState.OPEN:
        raise NotOpen
    household, today = session.get(Customer, invitation.customer_id), clock.today(session.info["settings"].site_zone)
    if household is None or (household.moved_out_on is not None and household.moved_out_on <= today):
        raise Gone
    return invitation


def shuffle_sheets(session: Session, campaign: Campaign) -> None:
    """Writes the sheets of an anonymous campaign anew, in random order and under other ids.

    Until then their order in the database is that in which they came, which could be set beside a log of requests.
    """
    counted = (Sheet.estate_id, Sheet.campaign_id, Sheet.building_id, Sheet.kind, Sheet.values, Sheet.counted)
    rows = session.execute(select(*counted).where(Sheet.campaign_id == campaign.id).order_by(Sheet.id)).all()
    session.execute(delete(Sheet).where(Sheet.campaign_id == campaign.id))
    if rows:
        session.connection().execute(insert(Sheet), [{**row._mapping, "id": uuid4()} for row in rows])


def _counted_by(invitation: Invitation) -> dict[str, Any]:
    return {
        "estate_id": invitation.estate_id,
        "campaign_id": invitation.campaign_id,
        "building_id": invitation.building_id,
        "kind": invitation.kind,
    }
