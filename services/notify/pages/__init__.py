"""Notify's pages, one file for each use case."""

from services.notify.pages.board import board
from services.notify.pages.boards import boards
from services.notify.pages.channels import channels
from services.notify.pages.home import home
from services.notify.pages.inbox import inbox
from services.notify.pages.ledger import ledger
from services.notify.pages.notice_files import notice_files
from services.notify.pages.notice_steps import notice_steps
from services.notify.pages.notice_templates import notice_templates
from services.notify.pages.notices import notices
from services.notify.pages.posting_places import posting_places
from services.notify.pages.postings import postings

BLUEPRINTS = (
    home,
    notices,
    notice_steps,
    notice_files,
    notice_templates,
    postings,
    posting_places,
    board,
    boards,
    inbox,
    ledger,
    channels,
)
