"""JSON bodies and HTML forms of notify."""

from services.notify.schemas.inbox import InboxFilterSchema, InboxItemSchema, ReadAllSchema
from services.notify.schemas.messages import (
    DeliverySchema,
    MessageFilterSchema,
    MessageRowSchema,
    MessageSchema,
)
from services.notify.schemas.notices import (
    ApproveNoticeSchema,
    DraftNoticeSchema,
    EditNoticeSchema,
    NewNoticeFormSchema,
    NothingSchema,
    NoticeFileSchema,
    NoticeFilterSchema,
    NoticeFormSchema,
    NoticeRowSchema,
    NoticeSchema,
    PreviewSchema,
    ReasonSchema,
    ScheduleNoticeFormSchema,
    ScheduleNoticeSchema,
)

__all__ = [
    "ApproveNoticeSchema",
    "DeliverySchema",
    "DraftNoticeSchema",
    "EditNoticeSchema",
    "InboxFilterSchema",
    "InboxItemSchema",
    "MessageFilterSchema",
    "MessageRowSchema",
    "MessageSchema",
    "NewNoticeFormSchema",
    "NothingSchema",
    "NoticeFileSchema",
    "NoticeFilterSchema",
    "NoticeFormSchema",
    "NoticeRowSchema",
    "NoticeSchema",
    "PreviewSchema",
    "ReadAllSchema",
    "ReasonSchema",
    "ScheduleNoticeFormSchema",
    "ScheduleNoticeSchema",
]
