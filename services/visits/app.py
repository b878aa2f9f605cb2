"""The visits service, and its web application."""

from flask import Flask

from services.visits import api, pages
from services.visits.clauses import PER_NAMES, TEAM_NAMES
from services.visits.config import Settings, load
from services.visits.consumers import SUBSCRIPTIONS
from services.visits.contracts import EMITS
from services.visits.handlers import forget, republish
from services.visits.models import (
    DUTY_STATE_NAMES,
    FACT_NAMES,
    LABELS,
    MEETING_NAMES,
    PARTY_NAMES,
    PARTY_WORK_NAMES,
    PICTURE_NAMES,
    PROMOTION_NAMES,
    REPORT_NAMES,
    SYMPOSIUM_NAMES,
    ApiClient,
    Base,
    Staff,
)
from services.visits.models.trail import TRAIL
from services.visits.queries import personal_data
from services.visits.timers import TIMERS
from shared.db import Database
from shared.service import Service
from shared.web import create_app as create_web_app

SERVICE = Service(
    name="visits",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
    republish=republish,
    keeps_event_log=True,
    forget=forget,
    personal_data=personal_data,
    trail=TRAIL,
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
        labels=LABELS
        | DUTY_STATE_NAMES
        | FACT_NAMES
        | TEAM_NAMES
        | PER_NAMES
        | SYMPOSIUM_NAMES
        | MEETING_NAMES
        | REPORT_NAMES
        | PARTY_NAMES
        | PARTY_WORK_NAMES
        | PROMOTION_NAMES
        | PICTURE_NAMES,
    )
