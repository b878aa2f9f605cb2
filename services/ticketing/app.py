"""The ticketing service, and its web application."""

from flask import Flask

from services.ticketing import api, pages
from services.ticketing.config import load
from services.ticketing.consumers import SUBSCRIPTIONS
from services.ticketing.contracts import EMITS
from services.ticketing.models import Base, Staff
from services.ticketing.models.choices import LABELS
from services.ticketing.timers import TIMERS
from shared.service import Service
from shared.web import create_app as create_web_app

SERVICE = Service(
    name="ticketing",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
)


def create_app() -> Flask:
    return create_web_app(SERVICE, load(), staff=Staff, pages=pages.BLUEPRINTS, apis=api.BLUEPRINTS, labels=LABELS)
