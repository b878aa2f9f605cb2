"""``worker rebuild`` and ``worker figures``: from the event log alone, a quarter comes to the same numbers (A2.8)."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, update

from services.survey.models import Contact, Issue, Outage
from shared.db import Database
from tests.integration.survey_facts import AUTUMN, figures, tell
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_facts import NOW, worked_through

pytestmark = pytest.mark.one_database

SETTINGS = {"AMQP_URL": "", "SECRET_KEY": "x", "SESSION_KEYS": "", "SESSION_SIGNING_KEY": ""}


def worker(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "services.survey.worker", *arguments]
    environment = os.environ | SETTINGS | {"DATABASE_URL": url}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_built_anew_by_the_command_the_numbers_are_the_same(office: SurveyOffice) -> None:
    worked_through(office)
    office.copies.take_events()
    moment = datetime.now(UTC)
    facts: dict[str, Any] = {"notice_id": office.desk.customers["王芳"].id, "kind": "lift_outage", "starts_at": moment}
    tell(office, "notify.notice_published.v1", **facts, emergency_reason="困人")
    before = worker(office.database, "figures", "LX", NOW.key)
    told = json.loads(before.stdout)
    assert (told["totals"][-1], told["outages"], told) == (3, 1, json.loads(json.dumps(figures(office, NOW).plain())))
    with office.database.write() as session:  # as if copies were damaged
        session.execute(update(Issue).values(kind="praise"))
        session.execute(delete(Outage))
        session.execute(delete(Contact))
    assert worker(office.database, "figures", "LX", NOW.key).stdout != before.stdout
    assert worker(office.database, "rebuild").returncode == 0
    assert worker(office.database, "figures", "LX", NOW.key).stdout == before.stdout


def test_what_it_is_asked_for_must_exist(office: SurveyOffice) -> None:
    for asked in (("figures", "XX", AUTUMN.key), ("figures", "LX", "autumn")):
        assert worker(office.database, *asked).returncode == 1
