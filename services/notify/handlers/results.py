"""The results of a survey come to the boards: survey has written them, and its project lead approved them (A2.1)."""

from sqlalchemy.orm import Session

from services.notify.contracts import AnalysisPublished, ResultsPublished
from services.notify.handlers.notice_numbers import next_number
from services.notify.handlers.notice_publication import publish_notice
from services.notify.handlers.notices import NoticeContent, draft_notice
from services.notify.handlers.tell import NotKnownYet
from services.notify.models import Estate, Notice, NoticeKind, NoticeStep
from shared import audit


def post_results(session: Session, event: ResultsPublished) -> Notice:
    """Raises ``NotKnownYet``."""
    return post_approved(session, event, NoticeKind.RESULTS)


def post_approved(session: Session, event: ResultsPublished | AnalysisPublished, kind: NoticeKind) -> Notice:
    """What was approved elsewhere is on the boards at once. Raises ``NotKnownYet``."""
    if session.get(Estate, event.estate_id) is None:
        raise NotKnownYet(event.estate_id)
    content = NoticeContent(
        kind=kind, title=event.title, body=event.body, title_en=event.title_en, body_en=event.body_en
    )
    notice = draft_notice(session, estate_id=event.estate_id, content=content)
    session.flush()
    number = next_number(session, event.estate_id)
    notice.take(NoticeStep.SUBMIT)
    notice.take(NoticeStep.APPROVE)
    notice.number, notice.approved_by, notice.approved_at = number, event.approved_by, event.approved_at
    audit.record(session, "notice.approve", notice)
    session.flush()
    return publish_notice(session, notice_id=notice.id)
