"""The notify service, and its web application."""

from flask import Flask

from services.notify import api, pages
from services.notify.config import Settings, load
from services.notify.consumers import SUBSCRIPTIONS
from services.notify.contracts import EMITS
from services.notify.models import LABELS, ApiClient, Base, Staff
from services.notify.models.boards import BOARD_LABELS
from services.notify.models.notice_choices import NOTICE_LABELS
from services.notify.models.postings import POSTING_LABELS
from services.notify.models.signs import SIGN_LABELS
from services.notify.models.statements import STATEMENT_LABELS
from services.notify.models.trail import TRAIL
from services.notify.queries import personal_data
from services.notify.timers import TIMERS
from shared.db import Database
from shared.service import Service
from shared.web import create_app as create_web_app

SERVICE = Service(
    name="notify",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
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
        labels=LABELS | NOTICE_LABELS | POSTING_LABELS | BOARD_LABELS | STATEMENT_LABELS | SIGN_LABELS,
    )
