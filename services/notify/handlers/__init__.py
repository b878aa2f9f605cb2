"""Notify's verbs, its only writers: plain facts in, the row out, never a commit."""

from services.notify.handlers.analyses import give_feedback, post_analysis, tell_of_measure
from services.notify.handlers.claims import Claim, Tried
from services.notify.handlers.copies import COPIES
from services.notify.handlers.deliveries import claim_due, record_tries, release
from services.notify.handlers.erasures import erase_household
from services.notify.handlers.estate_channels import channel_urls, remove_channel, set_channel
from services.notify.handlers.fee_categories import (
    CategoryRetired,
    add_category,
    begin_categories,
    change_category,
    retire_category,
)
from services.notify.handlers.fee_reminders import remind_to_pay
from services.notify.handlers.fee_standards import StandardReplaced, add_standard, end_standard, replace_standard
from services.notify.handlers.half_years import tell_half_year
from services.notify.handlers.hotline_gaps import tell_hotline_gap
from services.notify.handlers.inbox import mark_all_read, mark_read, settle_items
from services.notify.handlers.late_postings import tell_late_posting
from services.notify.handlers.mailings import tell_next_chunk
from services.notify.handlers.meetings import (
    settle_summary,
    tell_of_meeting_action,
    tell_of_missing_summaries,
    tell_of_weekly_summary,
)
from services.notify.handlers.message_templates import frame_for, reset_message_template, set_message_template
from services.notify.handlers.notice_files import attach_to_notice, detach_from_notice
from services.notify.handlers.notice_publication import (
    expire_in_time,
    publish_in_time,
    publish_notice,
    schedule_notice,
    withdraw_notice,
)
from services.notify.handlers.notice_reads import count_read
from services.notify.handlers.notice_review import (
    OwnNotice,
    approve_notice,
    return_notice,
    submit_notice,
    take_back_notice,
)
from services.notify.handlers.notice_templates import (
    TemplateRetired,
    add_template,
    change_template,
    draft_from_template,
    retire_template,
)
from services.notify.handlers.notices import (
    AlreadyRevised,
    NoticeContent,
    StatementNotice,
    discard_notice,
    draft_notice,
    edit_notice,
    revise_notice,
)
from services.notify.handlers.outages import AnnouncedTooLate, LobbyMissing, NoOutage, give_all_clear
from services.notify.handlers.parties import tell_event_change, tell_party_task, tell_talk_due
from services.notify.handlers.posting_places import PlaceClosed, add_place, close_place
from services.notify.handlers.postings import NothingToPost, record_posted, record_removed
from services.notify.handlers.receipts import NotUnderWay, note_opened, record_receipt
from services.notify.handlers.results import post_results
from services.notify.handlers.retry import RetryRefused, retry
from services.notify.handlers.sending_rules import sending_rules, set_sending_rules
from services.notify.handlers.sign_inspections import (
    inspect_sign,
    note_merged,
    note_outcome,
    note_reopened,
    note_repair,
    tell_overdue_sign,
)
from services.notify.handlers.signs import SignRemoved, add_sign, change_sign, remove_sign
from services.notify.handlers.statement_file import import_lines
from services.notify.handlers.statement_signing import (
    NoSigningKey,
    NotAuthentic,
    NothingDeclared,
    PeriodGoesOn,
    Unbalanced,
    publish_statement,
    sign_statement,
)
from services.notify.handlers.statements import (
    AlreadyCorrected,
    StatementContent,
    correct_statement,
    discard_statement,
    draft_statement,
    edit_statement,
)
from services.notify.handlers.surveys import tell_invited
from services.notify.handlers.tell import tell_household, tell_households, tell_of_work_left, tell_staff
from services.notify.handlers.visits import tell_of_promise, tell_of_slot, tell_of_visit

__all__ = [
    "COPIES",
    "AlreadyCorrected",
    "AlreadyRevised",
    "AnnouncedTooLate",
    "CategoryRetired",
    "Claim",
    "LobbyMissing",
    "NoOutage",
    "NoSigningKey",
    "NotAuthentic",
    "NotUnderWay",
    "NothingDeclared",
    "NothingToPost",
    "NoticeContent",
    "OwnNotice",
    "PeriodGoesOn",
    "PlaceClosed",
    "RetryRefused",
    "SignRemoved",
    "StandardReplaced",
    "StatementContent",
    "StatementNotice",
    "TemplateRetired",
    "Tried",
    "Unbalanced",
    "add_category",
    "add_place",
    "add_sign",
    "add_standard",
    "add_template",
    "approve_notice",
    "attach_to_notice",
    "begin_categories",
    "change_category",
    "change_sign",
    "change_template",
    "channel_urls",
    "claim_due",
    "close_place",
    "correct_statement",
    "count_read",
    "detach_from_notice",
    "discard_notice",
    "discard_statement",
    "draft_from_template",
    "draft_notice",
    "draft_statement",
    "edit_notice",
    "edit_statement",
    "end_standard",
    "erase_household",
    "expire_in_time",
    "frame_for",
    "give_all_clear",
    "give_feedback",
    "import_lines",
    "inspect_sign",
    "mark_all_read",
    "mark_read",
    "note_merged",
    "note_opened",
    "note_outcome",
    "note_reopened",
    "note_repair",
    "post_analysis",
    "post_results",
    "publish_in_time",
    "publish_notice",
    "publish_statement",
    "record_posted",
    "record_receipt",
    "record_removed",
    "record_tries",
    "release",
    "remind_to_pay",
    "remove_channel",
    "remove_sign",
    "replace_standard",
    "reset_message_template",
    "retire_category",
    "retire_template",
    "retry",
    "return_notice",
    "revise_notice",
    "schedule_notice",
    "sending_rules",
    "set_channel",
    "set_message_template",
    "set_sending_rules",
    "settle_items",
    "settle_summary",
    "sign_statement",
    "submit_notice",
    "take_back_notice",
    "tell_event_change",
    "tell_half_year",
    "tell_hotline_gap",
    "tell_household",
    "tell_households",
    "tell_invited",
    "tell_late_posting",
    "tell_next_chunk",
    "tell_of_measure",
    "tell_of_meeting_action",
    "tell_of_missing_summaries",
    "tell_of_promise",
    "tell_of_slot",
    "tell_of_visit",
    "tell_of_weekly_summary",
    "tell_of_work_left",
    "tell_overdue_sign",
    "tell_party_task",
    "tell_staff",
    "tell_talk_due",
    "withdraw_notice",
]
