"""Notify's pages, one file for each use case."""

from services.notify.pages.board import board
from services.notify.pages.board_statements import board_statements
from services.notify.pages.boards import boards
from services.notify.pages.channels import channels
from services.notify.pages.fee_categories import fee_categories
from services.notify.pages.fee_reminders import fee_reminders
from services.notify.pages.fee_standards import fee_standards
from services.notify.pages.home import home
from services.notify.pages.inbox import inbox
from services.notify.pages.ledger import ledger
from services.notify.pages.message_templates import message_templates
from services.notify.pages.notice_files import notice_files
from services.notify.pages.notice_steps import notice_steps
from services.notify.pages.notice_templates import notice_templates
from services.notify.pages.notices import notices
from services.notify.pages.opened import opened
from services.notify.pages.posting_places import posting_places
from services.notify.pages.postings import postings
from services.notify.pages.signs import signs
from services.notify.pages.statement_steps import statement_steps
from services.notify.pages.statements import statements

BLUEPRINTS = (
    home,
    notices,
    notice_steps,
    notice_files,
    notice_templates,
    postings,
    posting_places,
    signs,
    statements,
    statement_steps,
    fee_categories,
    fee_standards,
    fee_reminders,
    board,
    board_statements,
    boards,
    inbox,
    ledger,
    channels,
    message_templates,
    opened,
)
