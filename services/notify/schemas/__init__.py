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
    AttachFileSchema,
    DraftNoticeSchema,
    EditNoticeSchema,
    NewNoticeFormSchema,
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
from services.notify.schemas.postings import (
    AddPlaceSchema,
    PostedFormSchema,
    PostedSchema,
    PostingFilterSchema,
    PostingPlaceSchema,
    PostingSchema,
    RemovedFormSchema,
    RemovedSchema,
)
from shared.fields import NothingSchema

__all__ = [
    "AddPlaceSchema",
    "ApproveNoticeSchema",
    "AttachFileSchema",
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
    "PostedFormSchema",
    "PostedSchema",
    "PostingFilterSchema",
    "PostingPlaceSchema",
    "PostingSchema",
    "PreviewSchema",
    "ReadAllSchema",
    "ReasonSchema",
    "RemovedFormSchema",
    "RemovedSchema",
    "ScheduleNoticeFormSchema",
    "ScheduleNoticeSchema",
]
