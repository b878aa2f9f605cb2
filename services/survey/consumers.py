"""Routing key → function: what the survey service does with the events it reads."""

from services.survey import handlers
from shared import copies
from shared.service import Subscriptions

SUBSCRIPTIONS: Subscriptions = copies.subscriptions(handlers.COPIES)
