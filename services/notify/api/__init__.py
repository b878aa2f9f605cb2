"""Notify's JSON API, ``/api/v1``."""

from services.notify.api.inbox import inbox
from services.notify.api.ledger import ledger
from services.notify.api.notices import notices

BLUEPRINTS = (notices, ledger, inbox)
