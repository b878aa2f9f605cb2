"""Notify's pages, one file for each use case."""

from services.notify.pages.home import home
from services.notify.pages.inbox import inbox
from services.notify.pages.ledger import ledger

BLUEPRINTS = (home, inbox, ledger)
