"""``worker admin``: how an installation gets its first account, on the terminal of who runs it."""

import os
import subprocess
import sys

import pytest

from services.ticketing import handlers
from services.ticketing.models import Staff
from shared.db import Database

pytestmark = pytest.mark.one_database

SETTINGS = {"AMQP_URL": "", "SECRET_KEY": "x", "SESSION_KEYS": "", "SESSION_SIGNING_KEY": ""}


@pytest.fixture
def service_name() -> str:
    return "ticketing"


def admin(url: str, *arguments: str) -> str:
    command = [sys.executable, "-m", "services.ticketing.worker", "admin", *arguments]
    environment = os.environ | SETTINGS | {"DATABASE_URL": url}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def account(database: Database, username: str, password: str) -> Staff | None:
    with database.write() as session:
        started = handlers.sign_in(session, username=username, password=password)
        return started[0].staff if started else None


def test_the_first_administrator_signs_in_with_the_printed_password(database_url: str, database: Database) -> None:
    printed = admin(database_url, "wangfang", "--name", "王芳")
    staff = account(database, "wangfang", printed.split()[-1])
    assert staff is not None
    assert (staff.name, staff.roles) == ("王芳", ["administrator"])


def test_a_second_call_gives_the_account_a_new_password(database_url: str, database: Database) -> None:
    first, second = (admin(database_url, "wangfang").split()[-1] for _ in range(2))
    assert account(database, "wangfang", first) is None
    assert account(database, "wangfang", second) is not None
