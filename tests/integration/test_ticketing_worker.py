"""The worker's commands as an operator types them: import a file, make demo accounts."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from deploy.samples.make_sample import FILE as SAMPLE
from services.ticketing import handlers
from services.ticketing.handlers.demo import CHANGED, PEOPLE
from services.ticketing.models import Customer, Premises, PremisesKind, Staff, Team
from shared.db import Database
from shared.outbox import OutboxRow
from shared.permissions import COMPANY_WIDE, ROLES
from tests.conftest import MakeDatabase
from tests.integration.estate_files import estate_file
from tests.integration.ticketing_desk import SETTINGS

pytestmark = pytest.mark.one_database

Worker = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    return make_database("ticketing", SETTINGS)


@pytest.fixture
def worker(database: Database) -> Worker:
    """``worker("import", path)`` runs the command and returns what it said and its exit code."""
    environment = os.environ | {
        "TICKETING_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "AMQP_URL": "amqp://nobody@127.0.0.1:9/",
        "SECRET_KEY": SETTINGS.secret_key,
        "SESSION_KEYS": "{}",
        "SESSION_SIGNING_KEY": "{}",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "200",
    }

    def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "services.ticketing.worker", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110, check=False)

    return run


def kept(folder: Path, stream: BytesIO) -> Path:
    path = folder / "file.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def size(database: Database, table: type[Customer | Premises | OutboxRow | Staff]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_sample_is_imported_with_counts_and_a_second_time_changes_nothing(
    worker: Worker, database: Database
) -> None:
    first = worker("import", SAMPLE)
    assert (first.returncode, first.stderr) == (0, "")
    assert (
        "邻香苑: 327 buildings, floors and units added; households: 270 added, 0 changed, 0 unchanged." in first.stdout
    )
    with database.read() as session:
        units = select(func.count()).where(Premises.kind == PremisesKind.UNIT)
        assert session.scalar(units) == 288
    before = size(database, OutboxRow)
    second = worker("import", SAMPLE)
    assert "0 buildings, floors and units added; households: 0 added, 0 changed, 270 unchanged." in second.stdout
    assert size(database, OutboxRow) == before


def test_faults_are_told_as_a_table_and_nothing_is_imported(worker: Worker, database: Database, tmp_path: Path) -> None:
    wrong = [
        ("1栋", "1层", "0101", "业主", "李[bold]四", "12345"),
        ("1栋", "1层", "0109", "业主", '="王"&"五"', "13800138000"),
    ]
    answer = worker("import", kept(tmp_path, estate_file(2, wrong=wrong)))
    assert answer.returncode == 1
    rows = [tuple(cell.strip() for cell in line.split("│")[1:-1]) for line in answer.stdout.splitlines() if "│" in line]
    assert rows == [
        ("住户", "4", "F 手机号", "This is no possible phone number."),
        ("住户", "5", "E 姓名", "The cell holds a formula. Replace it by its value."),
        ("住户", "5", "C 房号", "There is no unit 1栋 1层 0109 among the premises of the file or of the estate."),
    ]
    assert "Nothing was imported. Problems found: 3." in answer.stdout
    assert (size(database, Customer), size(database, Premises), size(database, OutboxRow)) == (0, 0, 0)


def test_a_file_that_is_none_or_is_missing_gives_one_sentence(worker: Worker, tmp_path: Path) -> None:
    text = tmp_path / "renamed.xlsx"
    text.write_text("姓名,手机号\n")
    answer = worker("import", text)
    assert answer.returncode == 1
    assert "This is no Excel workbook (.xlsx). Save it in that format, without a password." in answer.stdout
    missing = worker("import", tmp_path / "nothing.xlsx")
    assert missing.returncode == 1
    assert re.search(r"nothing\.xlsx cannot be read: No such file or directory\.", missing.stdout)
    assert "Traceback" not in answer.stderr + missing.stderr


def test_demo_gives_a_working_account_for_each_role_and_teams_to_dispatch_to(
    worker: Worker, database: Database, tmp_path: Path
) -> None:
    worker("import", kept(tmp_path, estate_file(2)))
    accounts = json.loads(worker("demo").stdout)
    assert set(accounts) == set(ROLES)
    with database.write() as session:
        for role, account in accounts.items():
            signed_in = handlers.sign_in(session, **account)
            assert signed_in is not None, role
            staff = signed_in[0].staff
            assert staff.roles == [role]
            assert (staff.estates is None) == (role in COMPANY_WIDE)
        teams = session.scalars(select(Staff.team).where(Staff.team.is_not(None))).all()
    assert set(teams) == set(Team)


def test_demo_a_second_time_makes_nothing_and_tells_the_same(
    worker: Worker, database: Database, tmp_path: Path
) -> None:
    worker("import", kept(tmp_path, estate_file(1)))
    first, before = worker("demo").stdout, size(database, OutboxRow)
    assert worker("demo").stdout == first
    assert (size(database, OutboxRow), size(database, Staff)) == (before, len(PEOPLE))


def test_demo_does_not_take_back_a_password_that_somebody_set(
    worker: Worker, database: Database, tmp_path: Path
) -> None:
    worker("import", kept(tmp_path, estate_file(1)))
    worker("demo")
    with database.write() as session:
        officer = session.scalars(select(Staff).where(Staff.username == "officer")).one()
        handlers.set_password(session, staff_id=officer.id, password="quite another one")
    accounts = json.loads(worker("demo").stdout)
    assert accounts["officer"] == {"username": "officer", "password": CHANGED}
    with database.write() as session:
        assert handlers.sign_in(session, username="officer", password="quite another one")


def test_demo_without_an_estate_says_what_to_do(worker: Worker, database: Database) -> None:
    answer = worker("demo")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == "Import an estate first: the accounts work in the estates that are there.\n"
    assert size(database, Staff) == 0
