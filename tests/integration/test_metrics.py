"""What Prometheus is told by a worker, and that every alert asks for something that it is told."""

import re
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from shared.db import Database
from shared.local.processes import free_port
from shared.metrics import Machinery
from shared.testing.brokers import Broker
from tests.faults.sample_service.harness import Board, Parcels, eventually
from tests.faults.sample_service.running import Program, all_of
from tests.faults.sample_service.services import BOARD, PARCELS

ALERTS = Path(__file__).resolve().parents[2] / "deploy" / "prometheus" / "alerts.yml"


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def asked_for(prefix: str) -> set[str]:
    """The metrics of this prefix that some alert looks at."""
    return {name for rule in alerts() for name in re.findall(rf"\b{prefix}_\w+", rule["expr"])}


def figures(text: str) -> dict[str, float]:
    """By name and labels."""
    lines = (line.rpartition(" ") for line in text.splitlines() if line and line[0] != "#")
    return {name: float(value) for name, _, value in lines}


def test_a_worker_tells_the_state_of_its_events_deadlines_and_duties(
    broker: Broker, database: Database, tmp_path: Path
) -> None:
    broker.declare([PARCELS, BOARD])
    Board(database).receive(("parcels.parcel_arrived.v1", b"no JSON"))
    Parcels(database).take_in(1, 2)
    url = f"http://127.0.0.1:{(port := free_port())}/metrics"
    worker = Program(tmp_path, database, "amqp://127.0.0.1:1/", "board", "run", WORKER_PORT=str(port))
    with all_of(worker):
        worker.wait_for_log("worker.started")
        told: dict[str, float] = {}

        def leads() -> bool:
            told.update(figures(requests.get(url, timeout=5).text))
            return told.get('linli_leader{duty="timers"}') == 1

        assert eventually(leads)
    assert told["linli_database_up"] == told["linli_parked_dead"] == 1
    assert told["linli_outbox_waiting"] == 2
    assert told["linli_outbox_oldest_seconds"] > 0
    assert told["linli_deadlines_late"] == told["linli_parked_waiting"] == 0
    assert asked_for("linli") <= {name.partition("{")[0] for name in told}


def test_a_database_that_does_not_answer_is_told_as_well() -> None:
    [down] = Machinery(Database("sqlite:////nowhere/at.all")).collect()
    assert [(sample.name, sample.value) for sample in down.samples] == [("linli_database_up", 0)]


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
def test_an_alert_says_what_to_look_at(rule: dict[str, Any]) -> None:
    assert rule.keys() <= {"alert", "expr", "for", "annotations"}
    assert rule["annotations"].keys() == {"summary"}
    assert re.search(r"\b(linli|rabbitmq|up)(_\w+|\{)", rule["expr"])
