"""All four web applications side by side, over databases that the caller gives."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import delete, select

from services.notify import config as notify_config
from services.notify.app import SERVICE as NOTIFY
from services.notify.app import create_app as notify
from services.survey import config as survey_config
from services.survey.app import SERVICE as SURVEY
from services.survey.app import create_app as survey
from services.ticketing.app import SERVICE as TICKETING
from services.ticketing.app import create_app as ticketing
from services.visits import config as visits_config
from services.visits.app import SERVICE as VISITS
from services.visits.app import create_app as visits
from shared import config
from shared.db import Database
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.integration.ticketing_api import KEYS, SIGNING_KEY
from tests.integration.ticketing_desk import SETTINGS

SERVED = (TICKETING, SURVEY, NOTIFY, VISITS)
SERVICES = tuple(service.name for service in SERVED)


def create_apps(databases: Mapping[str, Database], data_dir: Path) -> dict[str, Flask]:
    """One application for each of ``SERVICES``; all believe the tokens that tests make."""
    common = {field.name: getattr(SETTINGS, field.name) for field in fields(config.Settings)}
    common |= {"session_keys": KEYS, "data_dir": data_dir}
    own: dict[str, dict[str, Any]] = {name: common | {"service": name} for name in SERVICES}
    settings = {
        "ticketing": replace(SETTINGS, **own["ticketing"], session_signing_key=SIGNING_KEY),
        "survey": survey_config.Settings(**own["survey"]),
        "notify": notify_config.Settings(**own["notify"], channel_urls={}),
        "visits": visits_config.Settings(**own["visits"]),
    }
    for name, database in databases.items():
        database.settings = settings[name]
    makers: dict[str, Any] = {"ticketing": ticketing, "survey": survey, "notify": notify, "visits": visits}
    return {name: makers[name](settings[name], databases[name]) for name in SERVICES}


def deliver(databases: Mapping[str, Database]) -> None:
    """What the services have told since reaches the others, without a broker between them."""
    for service in SERVED:
        with databases[service.name].write() as session:
            events = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
            session.execute(delete(OutboxRow))
        for reader in SERVED:
            read = {contract.key for contract in reader.subscriptions}
            if told := [(key, body) for key, body in events if key in read]:
                Inbox(databases[reader.name], reader).apply(told)
