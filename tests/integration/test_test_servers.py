"""The servers under all other tests: what they promise."""

import os
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pika
import pytest
from playwright.sync_api import Page

from shared import migrate
from shared.db import Database
from shared.testing.brokers import Broker
from shared.testing.mail import MailServer
from shared.testing.servers import PostgreSQL
from tests.conftest import MakeDatabase

ROOT = Path(__file__).resolve().parents[2]


def test_a_test_gets_a_freshly_migrated_database(database: Database) -> None:
    assert migrate.is_current(database, "mechanism")


def test_two_databases_of_one_test_are_apart(make_database: MakeDatabase) -> None:
    first, second = make_database("mechanism"), make_database("mechanism")
    with first.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE mark (id integer)")
    with second.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE mark (id integer)")


def test_postgresql_comes_back_with_its_data_after_kill_9(postgresql_server: PostgreSQL) -> None:
    database = Database(f"{postgresql_server.url}postgres")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE survivor (id integer)")
    postgresql_server.kill()
    assert not postgresql_server.running
    assert not database.answers()
    postgresql_server.start()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE survivor")
    database.close()


def test_the_broker_comes_back_with_its_queues_after_kill_9(broker: Broker) -> None:
    _channel(broker).queue_declare("survivor", durable=True, arguments={"x-queue-type": "quorum"})
    broker.server.kill()
    assert not broker.server.running
    broker.server.start()
    _channel(broker).queue_declare("survivor", passive=True)


def test_virtual_hosts_of_two_tests_are_apart(broker: Broker) -> None:
    assert broker.management.get(f"queues/{broker.vhost}") == []


def test_mails_arrive(mail_server: MailServer) -> None:
    message = EmailMessage()
    message["Subject"] = "您的报修已受理"
    message["From"], message["To"] = "front-desk@linli.example", "resident@linli.example"
    with smtplib.SMTP("127.0.0.1", mail_server.port) as client:
        client.send_message(message)
    assert [received["Subject"] for received in mail_server.messages] == ["您的报修已受理"]


def test_the_browser_draws_a_page(page: Page) -> None:
    page.set_content("<h1>邻里</h1>")
    assert page.inner_text("h1") == "邻里"


def test_what_the_caller_leaves_out_is_counted(tmp_path: Path) -> None:
    result = _pytest("postgresql", tmp_path)
    assert "1 tests left out by LINLI_TEST_WITHOUT=postgresql" in result.stdout
    assert result.returncode == 0


def test_a_name_that_means_nothing_leaves_nothing_out(tmp_path: Path) -> None:
    result = _pytest("postgres", tmp_path)
    assert "but not postgres" in result.stderr
    assert result.returncode == pytest.ExitCode.USAGE_ERROR


def _pytest(without: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text("def test_it(postgresql_server): pass\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", str(folder)]
    environment = os.environ | {"LINLI_TEST_WITHOUT": without, "LINLI_TEST_SERVERS": "packages"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _channel(broker: Broker) -> pika.adapters.blocking_connection.BlockingChannel:
    return pika.BlockingConnection(pika.URLParameters(broker.amqp_url)).channel()
