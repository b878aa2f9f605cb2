"""The visits service as its edges see it, and its web application."""

from flask import Flask

from services.visits import config, handlers
from services.visits.api import api
from services.visits.consumers import SUBSCRIPTIONS
from services.visits.contracts import EMITS
from services.visits.models import Base, Staff
from services.visits.pages import pages
from services.visits.timers import TIMERS
from shared import web
from shared.service import Service

SERVICE = Service(
    name="visits",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
    keeps_event_log=True,
    forget=handlers.forget,
)


def create_app() -> Flask:
    return web.create_app(SERVICE, config.load(), staff=Staff, pages=[pages], apis=[api])
