"""The whole way with real processes: desk, broker, notify's worker, mail server; and what a killed worker leaves."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pika
import pytest

from services.notify.app import SERVICE
from services.notify.handlers.deliveries import LEASE
from services.ticketing.app import SERVICE as TICKETING
from shared import relay
from shared.db import Database
from shared.local import processes
from shared.testing.brokers import Broker
from shared.topology import EXCHANGE
from shared.worker import Loop
from tests.conftest import MakeDatabase
from tests.integration.notify_office import Office, open_office, through_all_steps
from tests.integration.notify_receivers import MailHost, mail_host
from tests.integration.reference_data import wait_until
from tests.integration.ticketing_desk import Desk

PATIENCE_SECONDS = 14  # ten are promised, a busy machine gets more; the mail server would take longer to time out
NO_BROKER = "amqp://nobody@127.0.0.1:9/"


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def mail() -> Iterator[MailHost]:
    with mail_host() as host:
        yield host


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase, mail: MailHost) -> Office:
    return open_office(desk, make_database, {"email": mail.url})


@contextmanager
def worker(
    office: Office, mail: MailHost, folder: Path, amqp_url: str = NO_BROKER
) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "NOTIFY_DATABASE_URL": office.database.engine.url.render_as_string(hide_password=False),
        "NOTIFY_MAIL_URL": mail.url,
        "AMQP_URL": amqp_url,
        "SECRET_KEY": "a secret of tests only",
        "SESSION_KEYS": "{}",
    }
    command = [sys.executable, "-m", "services.notify.worker", "run"]
    process = processes.start(command, log=folder / "worker.log", environment=environment)
    try:
        yield process
    finally:
        processes.kill(process)


@contextmanager
def relayed(*databases: Database, amqp_url: str) -> Iterator[None]:
    """What waits in these outboxes goes to the broker meanwhile."""
    stop = threading.Event()
    loops = [Loop("relay", partial(relay.run, database, amqp_url), stop) for database in databases]
    for loop in loops:
        loop.thread.start()
    try:
        yield
    finally:
        stop.set()
        for loop in loops:
            loop.thread.join(20)


def subscribed(broker: Broker, key: str) -> Any:
    """A channel with a queue of another system, ``subscriber.test``, that gets the events of ``key``."""
    channel = pika.BlockingConnection(pika.URLParameters(broker.amqp_url)).channel()
    channel.queue_declare("subscriber.test", durable=True, arguments={"x-queue-type": "quorum"})
    channel.queue_bind("subscriber.test", EXCHANGE, key)
    return channel


def test_from_the_desk_to_the_mailbox_and_back_to_other_systems(
    office: Office, mail: MailHost, broker: Broker, tmp_path: Path
) -> None:
    broker.declare([TICKETING, SERVICE])
    channel = subscribed(broker, "notify.message_sent.v1")
    with worker(office, mail, tmp_path, broker.amqp_url), relayed(office.desk.database, amqp_url=broker.amqp_url):
        ticket = office.desk.open()
        through_all_steps(office.desk, ticket)
        wait_until(lambda: len(mail.messages) == 8)
        wait_until(lambda: channel.queue_declare("subscriber.test", passive=True).method.message_count == 9)
    assert mail.titles == [message.title for message in office.messages(recipient_kind="customer")]
    assert set(mail.recipients) == {"home0@example.com"}
    bodies = [channel.basic_get("subscriber.test", auto_ack=True)[2] for _event in range(9)]
    told = [json.loads(body)["data"] for body in bodies]
    assert {row["about"] for row in told} == {str(ticket.id)}
    assert sorted(row["channel"] for row in told) == ["email"] * 8 + ["inbox"]


def test_a_worker_killed_while_the_mail_is_under_way_leaves_one_marked_repeat(
    office: Office, mail: MailHost, tmp_path: Path
) -> None:
    under_way = threading.Event()

    def kill_in_between(_message: object) -> None:
        processes.kill(killed)
        under_way.set()

    mail.taken = kill_in_between
    office.open()
    with worker(office, mail, tmp_path) as killed:
        assert under_way.wait(20)
    assert office.standing() == [[("email", "sending", None)]]
    mail.taken = lambda _message: None
    office.let_time_pass(LEASE)
    with worker(office, mail, tmp_path):
        wait_until(lambda: office.message().state == "sent")
    assert [(row.outcome, row.repeat) for row in office.delivery().tries] == [("unknown", False), ("sent", True)]
    assert len(mail.messages) == 2


def test_a_mail_server_that_never_answers_does_not_hold_up_the_end(
    office: Office, mail: MailHost, tmp_path: Path
) -> None:
    under_way, stopped = threading.Event(), threading.Event()

    def say_nothing(_message: object) -> None:
        under_way.set()
        stopped.wait(60)

    mail.taken = say_nothing
    office.open()
    with worker(office, mail, tmp_path) as process:
        assert under_way.wait(20)
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
        stopped.set()


@pytest.mark.parametrize(
    ("name", "value", "saying"),
    [
        ("CHANNEL_URLS", "{", "notify: CHANNEL_URLS must be a JSON object"),
        ("CHANNEL_URLS", '{"webhook": 1}', "notify: CHANNEL_URLS must be a JSON object"),
        ("SMS_URL", "nonsense", "notify: the URL of the channel sms is not one that apprise can send to."),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_worker_with_one_sentence(
    tmp_path: Path, name: str, value: str, saying: str
) -> None:
    environment = os.environ | {
        "NOTIFY_DATABASE_URL": f"sqlite:///{tmp_path}/notify.db",
        "AMQP_URL": NO_BROKER,
        "SECRET_KEY": "a secret of tests only",
        "SESSION_KEYS": "{}",
        name: value,
    }
    command = [sys.executable, "-m", "services.notify.worker", "run"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert result.stderr.strip().startswith(saying)
    assert len(result.stderr.strip().splitlines()) == 1
