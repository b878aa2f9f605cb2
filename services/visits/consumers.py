"""Routing key → function: what the visits service does with the events it reads."""

from services.visits import handlers
from shared import copies
from shared.service import Subscriptions

SUBSCRIPTIONS: Subscriptions = copies.subscriptions(handlers.COPIES)
