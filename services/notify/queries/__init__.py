"""Reads for notify's pages and API; each takes a fixed number of queries."""

from services.notify.queries.board import (
    archive,
    board,
    board_stamp,
    estate_of_code,
    find_on_board,
    public_notice,
    public_successor,
)
from services.notify.queries.boards import commitments, prices
from services.notify.queries.channels import estate_channel, estate_channels
from services.notify.queries.fees import fee_document, fee_reminders, fee_standard, fee_standard_history, fee_standards
from services.notify.queries.inbox import inbox, unread_count
from services.notify.queries.mailings import MailingCount, mailing_counts
from services.notify.queries.message_templates import message_templates
from services.notify.queries.messages import (
    LedgerFilter,
    delivery,
    delivery_due,
    message,
    messages,
    unreached,
)
from services.notify.queries.notice_templates import notice_template, notice_templates
from services.notify.queries.notices import (
    NoticeFilter,
    awaiting_approval,
    buildings,
    estate,
    estates,
    notice,
    notice_file,
    notices,
    places_by_path,
    reads,
    successor,
)
from services.notify.queries.people import staff_member
from services.notify.queries.personal_data import personal_data
from services.notify.queries.postings import (
    posting,
    posting_photo,
    posting_places,
    postings,
    undone_count,
    undone_postings,
)
from services.notify.queries.signs import SignFilter, labels, overdue_signs, sign, sign_photo, signs
from services.notify.queries.statements import (
    PublicStatement,
    correction,
    fee_categories,
    public_statement,
    public_statements,
    statement,
    statement_before,
    statement_of_notice,
    statements,
)

__all__ = [
    "LedgerFilter",
    "MailingCount",
    "NoticeFilter",
    "PublicStatement",
    "SignFilter",
    "archive",
    "awaiting_approval",
    "board",
    "board_stamp",
    "buildings",
    "commitments",
    "correction",
    "delivery",
    "delivery_due",
    "estate",
    "estate_channel",
    "estate_channels",
    "estate_of_code",
    "estates",
    "fee_categories",
    "fee_document",
    "fee_reminders",
    "fee_standard",
    "fee_standard_history",
    "fee_standards",
    "find_on_board",
    "inbox",
    "labels",
    "mailing_counts",
    "message",
    "message_templates",
    "messages",
    "notice",
    "notice_file",
    "notice_template",
    "notice_templates",
    "notices",
    "overdue_signs",
    "personal_data",
    "places_by_path",
    "posting",
    "posting_photo",
    "posting_places",
    "postings",
    "prices",
    "public_notice",
    "public_statement",
    "public_statements",
    "public_successor",
    "reads",
    "sign",
    "sign_photo",
    "signs",
    "staff_member",
    "statement",
    "statement_before",
    "statement_of_notice",
    "statements",
    "successor",
    "undone_count",
    "undone_postings",
    "unreached",
    "unread_count",
]
