"""What happens when a deadline comes due: a notice goes to the boards or leaves them, is told; paper is late.

Tries of a delivery are no deadlines: ``sender`` finds them in the ledger itself, so that a retry needs no second row.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from services.notify import handlers
from services.notify.handlers.mailings import TELL_HOUSEHOLDS
from services.notify.handlers.notice_publication import EXPIRE_NOTICE, PUBLISH_NOTICE
from services.notify.handlers.postings import POSTING_LATE
from services.notify.handlers.signs import SIGN_DUE
from shared.service import TimerFunction
from shared.timers import Deadline


def publish_notice(session: Session, deadline: Deadline) -> None:
    handlers.publish_in_time(session, notice_id=deadline.subject)


def expire_notice(session: Session, deadline: Deadline) -> None:
    handlers.expire_in_time(session, notice_id=deadline.subject)


def tell_late_posting(session: Session, deadline: Deadline) -> None:
    handlers.tell_late_posting(session, posting_id=deadline.subject, **deadline.payload)


def tell_households(session: Session, deadline: Deadline) -> None:
    handlers.tell_next_chunk(session, mailing_id=deadline.subject)


def tell_overdue_sign(session: Session, deadline: Deadline) -> None:
    handlers.tell_overdue_sign(session, sign_id=deadline.subject)


TIMERS: Mapping[str, TimerFunction] = {
    PUBLISH_NOTICE: publish_notice,
    EXPIRE_NOTICE: expire_notice,
    TELL_HOUSEHOLDS: tell_households,
    POSTING_LATE: tell_late_posting,
    SIGN_DUE: tell_overdue_sign,
}
