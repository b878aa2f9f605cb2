"""Notices and their way to the boards (A1.2)."""

from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.handlers import NoticeContent
from services.notify.models import Notice, NoticeFile
from services.notify.queries import NoticeFilter
from services.notify.schemas import (
    ApproveNoticeSchema,
    AttachFileSchema,
    DraftNoticeSchema,
    EditNoticeSchema,
    NothingSchema,
    NoticeFileSchema,
    NoticeFilterSchema,
    NoticeRowSchema,
    NoticeSchema,
    ReasonSchema,
    ScheduleNoticeSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

notices = ApiBlueprint("notices", __name__, url_prefix="/api/v1/notices", description="Notices")


@notices.get("")
@reads("notices.read")
@notices.arguments(page_args(NoticeFilterSchema), location="query")
@notices.response(200, page_schema(NoticeRowSchema))
def list_notices(args: dict[str, Any]) -> Page[Notice]:
    """Notices of every state, newest first."""
    after, limit = args.pop("after"), args.pop("limit")
    return queries.notices(db(), NoticeFilter(**args), after=after, limit=limit)


@notices.get("/<uuid:notice_id>")
@reads("notices.read")
@notices.response(200, NoticeSchema)
def get_notice(notice_id: UUID) -> Notice:
    """The whole notice."""
    return queries.notice(db(), notice_id)


@notices.post("")
@writes("notices.write")
@notices.arguments(DraftNoticeSchema)
@notices.response(201, NoticeSchema)
def draft_notice(facts: dict[str, Any]) -> Notice:
    """A draft, which nobody sees yet."""
    estate_id = facts.pop("estate_id")
    return handlers.draft_notice(db(), estate_id=estate_id, content=NoticeContent(**facts))


@notices.put("/<uuid:notice_id>")
@writes("notices.write")
@notices.arguments(EditNoticeSchema)
@notices.response(200, NoticeSchema)
def edit_notice(facts: dict[str, Any], notice_id: UUID) -> Notice:
    """Writes a draft anew, as a whole."""
    return handlers.edit_notice(db(), notice_id=notice_id, content=NoticeContent(**facts))


@notices.post("/<uuid:notice_id>/files")
@writes("notices.write")
@notices.arguments(AttachFileSchema, location="form")
@notices.response(201, NoticeFileSchema)
def attach_file(facts: dict[str, Any], notice_id: UUID) -> NoticeFile:
    """Adds a picture, a PDF document or an Excel workbook to a draft."""
    file = facts["attachments"]
    return handlers.attach_to_notice(db(), notice_id=notice_id, name=file.filename or "", data=file.read())


@notices.post("/<uuid:notice_id>/files/<uuid:file_id>/detach")
@writes("notices.write")
@notices.arguments(NothingSchema, required=False)
@notices.response(200, NoticeFileSchema)
def detach_file(_nothing: dict[str, Any], notice_id: UUID, file_id: UUID) -> NoticeFile:
    """Takes a file from a draft."""
    return handlers.detach_from_notice(db(), notice_id=notice_id, file_id=file_id)


@notices.post("/<uuid:notice_id>/submit")
@writes("notices.write")
@notices.arguments(NothingSchema, required=False)
@notices.response(200, NoticeSchema)
def submit_notice(_nothing: dict[str, Any], notice_id: UUID) -> Notice:
    """Asks for approval."""
    return handlers.submit_notice(db(), notice_id=notice_id)


@notices.post("/<uuid:notice_id>/take_back")
@writes("notices.write")
@notices.arguments(NothingSchema, required=False)
@notices.response(200, NoticeSchema)
def take_back_notice(_nothing: dict[str, Any], notice_id: UUID) -> Notice:
    """Back to a draft."""
    return handlers.take_back_notice(db(), notice_id=notice_id)


@notices.post("/<uuid:notice_id>/discard")
@writes("notices.write")
@notices.arguments(NothingSchema, required=False)
@notices.response(200, NoticeSchema)
def discard_notice(_nothing: dict[str, Any], notice_id: UUID) -> Notice:
    """The draft will not be published."""
    return handlers.discard_notice(db(), notice_id=notice_id)


@notices.post("/<uuid:notice_id>/revise")
@writes("notices.write")
@notices.arguments(NothingSchema, required=False)
@notices.response(201, NoticeSchema)
def revise_notice(_nothing: dict[str, Any], notice_id: UUID) -> Notice:
    """A draft that will replace what is published: answers with the new row."""
    return handlers.revise_notice(db(), notice_id=notice_id)


@notices.post("/<uuid:notice_id>/return")
@writes("notices.approve")
@notices.arguments(ReasonSchema)
@notices.response(200, NoticeSchema)
def return_notice(facts: dict[str, Any], notice_id: UUID) -> Notice:
    """Sends it back to who wrote it."""
    return handlers.return_notice(db(), notice_id=notice_id, **facts)


@notices.post("/<uuid:notice_id>/approve")
@writes("notices.approve")
@notices.arguments(ApproveNoticeSchema, required=False)
@notices.response(200, NoticeSchema)
def approve_notice(facts: dict[str, Any], notice_id: UUID) -> Notice:
    """Lets it go to the boards, at once or at its time."""
    return handlers.approve_notice(db(), notice_id=notice_id, **facts)


@notices.post("/<uuid:notice_id>/schedule")
@writes("notices.approve")
@notices.arguments(ScheduleNoticeSchema)
@notices.response(200, NoticeSchema)
def schedule_notice(facts: dict[str, Any], notice_id: UUID) -> Notice:
    """Publishes it at another time."""
    return handlers.schedule_notice(db(), notice_id=notice_id, **facts)


@notices.post("/<uuid:notice_id>/publish")
@writes("notices.approve")
@notices.arguments(NothingSchema, required=False)
@notices.response(200, NoticeSchema)
def publish_notice(_nothing: dict[str, Any], notice_id: UUID) -> Notice:
    """Publishes an approved notice now."""
    return handlers.publish_notice(db(), notice_id=notice_id)


@notices.post("/<uuid:notice_id>/withdraw")
@writes("notices.approve")
@notices.arguments(ReasonSchema)
@notices.response(200, NoticeSchema)
def withdraw_notice(facts: dict[str, Any], notice_id: UUID) -> Notice:
    """Takes it off the boards before its time."""
    return handlers.withdraw_notice(db(), notice_id=notice_id, **facts)


@notices.post("/<uuid:notice_id>/all_clear")
@writes("notices.write")
@notices.arguments(NothingSchema, required=False)
@notices.response(200, NoticeSchema)
def give_all_clear(_nothing: dict[str, Any], notice_id: UUID) -> Notice:
    """The outage is over."""
    return handlers.give_all_clear(db(), notice_id=notice_id)
