"""A survey service with the people and estates of a front desk."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from flask import Flask
from sqlalchemy import select

from services.survey.app import SERVICE, create_app
from services.survey.config import Settings
from services.ticketing.models import Staff
from shared.actors import Actor
from shared.audit import AuditRow
from shared.db import Database
from shared.outbox import OutboxRow
from shared.service import Service
from shared.web.identity import SESSION_COOKIE
from tests.integration.apps import app_on
from tests.integration.reference_data import Copies, open_desk, settings, signed_in
from tests.integration.ticketing_api import Caller, token_of
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import Visitor

T = TypeVar("T")
SETTINGS = settings(Settings, "survey")


class SurveyOffice:
    """``database`` is the survey service's; ``do`` acts as a member of the desk's staff."""

    service: Service = SERVICE
    settings: Any = SETTINGS
    create: Any = staticmethod(create_app)

    def __init__(self, desk_database: Database, database: Database) -> None:
        self.database = database
        self.desk: Desk = open_desk(desk_database)
        self.copies = Copies(self.desk, self.service, database)
        self.copies.take_events()
        database.settings = self.settings

    @property
    def app(self) -> Flask:
        return app_on(self.database, self.settings, self.create)

    def do(self, username: str, verb: Callable[..., T], **facts: Any) -> T:
        with self.database.write(self.actor(username)) as session:
            return verb(session, **facts)

    def read(self, username: str, query: Callable[..., T], **facts: Any) -> T:
        with self.database.read(self.actor(username)) as session:
            return query(session, **facts)

    def actor(self, username: str) -> Actor:
        return self.desk.actor(username)

    def caller(self, username: str, language: str = "zh") -> Caller:
        caller = signed_in(self.app, self.staff(username), language)
        caller.api = f"/{self.service.name}/api/v1"
        return caller

    def staff(self, username: str) -> Staff:
        return self.desk.stranger if username == "stranger" else self.desk.staff[username]

    def visitor(self, username: str | None = None, language: str = "zh") -> Visitor:
        """A browser, signed in as that account."""
        visitor = Visitor(self.app, language, f"/{self.service.name}")
        if username is not None:
            visitor.client.set_cookie(SESSION_COOKIE, token_of(self.staff(username)))
        return visitor

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """Name and payload of what the service has queued, in order."""
        with self.database.read() as session:
            rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
        return [(key.split(".")[1], msgspec.json.decode(body)["data"]) for key, body in rows]

    def audit(self, subject: Any) -> list[str]:
        """What was recorded of a row, oldest first."""
        with self.database.read() as session:
            rows = select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.at, AuditRow.id)
            return [row.action for row in session.scalars(rows)]
