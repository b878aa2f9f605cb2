"""The survey service as its edges see it, and its web application."""

from flask import Flask

from services.survey import config, handlers
from services.survey.api import api
from services.survey.consumers import SUBSCRIPTIONS
from services.survey.contracts import EMITS
from services.survey.models import Base, Staff
from services.survey.pages import pages
from services.survey.timers import TIMERS
from shared import web
from shared.service import Service

SERVICE = Service(
    name="survey",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
    keeps_event_log=True,
    forget=handlers.forget,
)


def create_app() -> Flask:
    return web.create_app(SERVICE, config.load(), staff=Staff, pages=[pages], apis=[api])
