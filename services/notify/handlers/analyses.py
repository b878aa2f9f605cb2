"""The quarterly analysis comes to the boards, to each household that it covers, and to who has promised (A2.8)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers import wording
from services.notify.handlers.inbox import settle_items
from services.notify.handlers.results import post_approved
from services.notify.handlers.tell import household, known, send_to_household, tell_those_named
from services.notify.models import Estate, Message, Notice, NoticeKind


def post_analysis(session: Session, event: contracts.AnalysisPublished) -> Notice | None:
    """If the project lead wants it there. Raises ``NotKnownYet``."""
    return post_approved(session, event, NoticeKind.ANALYSIS) if event.on_board else None


def give_feedback(session: Session, event: contracts.FeedbackGiven, *, event_id: UUID) -> Message | None:
    """One message, however many requests it had; one that was erased is told nothing. Raises ``NotKnownYet``."""
    customer = household(session, event.customer_id)
    if customer is None:
        return None
    estate: Estate = known(session, Estate, event.estate_id)
    return send_to_household(
        session,
        event,
        customer,
        partial(wording.feedback, event),
        event_id=event_id,
        link=f"{settings_of(session).public_url}/notify/board/{estate.code}",
        subject=event.analysis_id,
        reference=f"{event.year}-Q{event.quarter}",
    )


def tell_of_measure(
    session: Session, event: contracts.MeasureGiven | contracts.MeasureOverdue, *, event_id: UUID
) -> list[Message]:
    """The newest item takes the place of the earlier ones. Raises ``NotKnownYet``."""
    settle_items(session, subject=event.measure_id)
    say = partial(wording.of_measure, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.measure_id, link="/survey/measures")
