"""The ticketing service, and its web application."""

from flask import Blueprint, Flask

from services.ticketing import api, pages
from services.ticketing.config import Settings, load
from services.ticketing.consumers import SUBSCRIPTIONS
from services.ticketing.contracts import EMITS
from services.ticketing.handlers import republish
from services.ticketing.models import (
    ABSENCE_REASON_NAMES,
    COMMITTEE_ROLE_NAMES,
    POST_NAMES,
    QUOTE_NAMES,
    RELATION_NAMES,
    ApiClient,
    Base,
    Staff,
)
from services.ticketing.models.choices import LABELS
from services.ticketing.models.trail import TRAIL
from services.ticketing.queries import personal_data
from services.ticketing.timers import TIMERS
from shared.db import Database
from shared.service import Service
from shared.web import create_app as create_web_app

SERVICE = Service(
    name="ticketing",
    metadata=Base.metadata,
    emits=EMITS,
    subscriptions=SUBSCRIPTIONS,
    timers=TIMERS,
    republish=republish,
    trail=TRAIL,
    personal_data=personal_data,
)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """The application of the environment, or of the given settings and database."""
    settings = settings or load()
    return create_web_app(
        SERVICE,
        settings,
        database=database,
        staff=Staff,
        clients=ApiClient,
        pages=(*pages.BLUEPRINTS, *_identity_provider(settings)),
        apis=api.BLUEPRINTS,
        labels=LABELS | POST_NAMES | RELATION_NAMES | COMMITTEE_ROLE_NAMES | ABSENCE_REASON_NAMES | QUOTE_NAMES,
    )


def _identity_provider(settings: Settings) -> tuple[Blueprint, ...]:
    if not settings.oidc_issuer:
        return ()
    from services.ticketing.pages.external_sign_in import external_sign_in  # noqa: PLC0415 - few have one, and it is slow to load

    return (external_sign_in(settings),)
