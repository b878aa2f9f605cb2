"""Notify's JSON API, ``/api/v1``."""

from services.notify.api.channels import channels
from services.notify.api.fees import fees
from services.notify.api.inbox import inbox
from services.notify.api.ledger import ledger
from services.notify.api.message_templates import message_templates
from services.notify.api.notice_templates import notice_templates
from services.notify.api.notices import notices
from services.notify.api.postings import postings
from services.notify.api.receipts import receipts
from services.notify.api.signs import signs
from services.notify.api.statements import statements

BLUEPRINTS = (
    notices,
    notice_templates,
    postings,
    signs,
    statements,
    fees,
    ledger,
    inbox,
    channels,
    message_templates,
    receipts,
)
