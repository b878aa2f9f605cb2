"""Routing key → function: the front desk reads no events of other services yet."""

from shared.service import Subscriptions

SUBSCRIPTIONS: Subscriptions = {}
