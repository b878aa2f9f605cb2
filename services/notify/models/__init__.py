"""Tables, state rules and domain errors of notify."""

from services.notify.models.base import Base
from services.notify.models.boards import Commitment, PriceItem
from services.notify.models.choices import (
    EMAIL,
    INBOX,
    LABELS,
    SMS,
    DeliveryState,
    MessageState,
    Outcome,
    Reason,
    RecipientKind,
)
from services.notify.models.mailings import Mailing
from services.notify.models.messages import UNREAD, Delivery, DeliveryAttempt, Message, reached
from services.notify.models.notice_choices import OUTAGES, SHOWN, Audience, NoticeKind, NoticeState
from services.notify.models.notice_steps import IllegalNoticeStep, NoticeStep, legal_notice_steps
from services.notify.models.notice_templates import NoticeTemplate, check_fields
from services.notify.models.notices import (
    LONGEST_BODY,
    LONGEST_TITLE,
    MOST_FILES,
    MOST_PLACES,
    Notice,
    NoticeCounter,
    NoticeFile,
    NoticeReads,
)
from services.notify.models.people import ApiClient, Customer, Estate, Premises, Staff
from services.notify.models.postings import (
    EMERGENCY_POST_WITHIN,
    LONGEST_PLACE,
    POST_WITHIN,
    REMOVE_WITHIN,
    UNDONE,
    PlaceKind,
    Posting,
    PostingPlace,
    PostingState,
    announced_in_time,
)
from services.notify.models.reporters import TicketReporter

__all__ = [
    "EMAIL",
    "EMERGENCY_POST_WITHIN",
    "INBOX",
    "LABELS",
    "LONGEST_BODY",
    "LONGEST_PLACE",
    "LONGEST_TITLE",
    "MOST_FILES",
    "MOST_PLACES",
    "OUTAGES",
    "POST_WITHIN",
    "REMOVE_WITHIN",
    "SHOWN",
    "SMS",
    "UNDONE",
    "UNREAD",
    "ApiClient",
    "Audience",
    "Base",
    "Commitment",
    "Customer",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryState",
    "Estate",
    "IllegalNoticeStep",
    "Mailing",
    "Message",
    "MessageState",
    "Notice",
    "NoticeCounter",
    "NoticeFile",
    "NoticeKind",
    "NoticeReads",
    "NoticeState",
    "NoticeStep",
    "NoticeTemplate",
    "Outcome",
    "PlaceKind",
    "Posting",
    "PostingPlace",
    "PostingState",
    "Premises",
    "PriceItem",
    "Reason",
    "RecipientKind",
    "Staff",
    "TicketReporter",
    "announced_in_time",
    "check_fields",
    "legal_notice_steps",
    "reached",
]
