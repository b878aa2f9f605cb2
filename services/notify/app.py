"""The notify service, and its web application."""

from flask import Flask

from services.notify.api import api
from services.notify.config import load
from services.notify.consumers import SUBSCRIPTIONS
from services.notify.contracts import EMITS
from services.notify.models import LABELS, Base, Staff
from services.notify.pages import pages
from services.notify.timers import TIMERS
from shared.service import Service
from shared.web import create_app as create_web_app

SERVICE = Service(
    name="notify",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
)


def create_app() -> Flask:
    return create_web_app(SERVICE, load(), staff=Staff, pages=[pages], apis=[api], labels=LABELS)
