"""The survey service, and its web application."""

from flask import Flask

from services.survey import api, pages
from services.survey.config import Settings, load
from services.survey.consumers import SUBSCRIPTIONS
from services.survey.contracts import EMITS
from services.survey.handlers import forget, republish
from services.survey.models import LABELS, ApiClient, Base, Staff
from services.survey.models.trail import TRAIL
from services.survey.queries import personal_data
from services.survey.timers import TIMERS
from shared.db import Database
from shared.service import Service
from shared.web import create_app as create_web_app

SERVICE = Service(
    name="survey",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
    republish=republish,
    keeps_event_log=True,
    forget=forget,
    trail=TRAIL,
    personal_data=personal_data,
)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """The application of the environment, or of the given settings and database."""
    return create_web_app(
        SERVICE,
        settings or load(),
        database=database,
        staff=Staff,
        clients=ApiClient,
        pages=pages.BLUEPRINTS,
        apis=api.BLUEPRINTS,
        labels=LABELS,
    )
