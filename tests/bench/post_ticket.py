"""Filing a ticket over HTTP (sign-in, validation, rules, one commit) against a bare Flask insert of the same rows."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import requests
from sqlalchemy import select

from services.ticketing import handlers
from services.ticketing.config import Settings
from services.ticketing.handlers import HouseholdRow, UnitRow
from services.ticketing.models import Commitment, Customer, CustomerKind, Tier
from shared.db import Database
from tests.bench.installation import installation
from tests.bench.surroundings import Figure, Surroundings, rate
from tests.integration.ticketing_desk import SETTINGS

CLIENTS, PER_CLIENT, ROUNDS = 8, 100, 7
PASSWORD = "correct horse battery"


def measure(place: Surroundings) -> Iterator[Figure]:
    with installation(place) as running:
        body = _prepare(running.databases["ticketing"], SETTINGS)
        ours_url = running.start_web(
            "ticketing", "services.ticketing.wsgi:application", "ticketing", "/ticketing/readyz"
        )
        bare_url = running.start_web("bare", "tests.bench.bare_app:application", "ticketing", "/")
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {_token(ours_url)}"}
        ours_body = {name: body[name] for name in ("kind", "area", "tier", "title", "customer_id")}
        ours, bare = [], []
        for _round in range(ROUNDS + 1):  # the first warms both up
            ours.append(_load(f"{ours_url}/ticketing/api/v1/tickets", ours_body, headers))
            bare.append(_load(f"{bare_url}/tickets", body, headers))
    count = CLIENTS * PER_CLIENT
    reached, least = rate(count, ours[1:]), rate(count, bare[1:])
    yield Figure(
        "POST ticket, 8 clients, requests/s",
        f"{reached:,.0f}",
        f"{least:,.0f}",
        f"{reached / least:.2f}",
        "≥ 0.50",
        reached >= 0.5 * least,
    )


def _prepare(database: Database, settings: Settings) -> dict[str, str]:
    """One household and one officer; returns the body of the request, with what the bare insert cannot look up."""
    database.settings = settings
    unit = UnitRow("1栋", "1层", "0101")
    household = HouseholdRow(unit, CustomerKind.OWNER, "张伟", "+8613800130000")
    with database.write() as session:
        handlers.import_people(session, estate_code="LX", estate_name="邻香苑", units=[unit], households=[household])
        handlers.create_staff(session, username="officer", name="李敏", roles=["officer"], password=PASSWORD)
    with database.read() as session:
        customer = session.scalars(select(Customer)).one()
        commitment = session.scalars(select(Commitment).where(Commitment.tier == Tier.EMERGENCY)).first()
        return {
            "kind": "repair",
            "area": "indoor",
            "tier": "emergency",
            "title": "厨房水管爆裂",
            "customer_id": str(customer.id),
            "estate_id": str(customer.estate_id),
            "commitment_id": str(commitment.id) if commitment else "",
        }


def _token(url: str) -> str:
    answer = requests.post(
        f"{url}/ticketing/api/v1/sessions", json={"username": "officer", "password": PASSWORD}, timeout=10
    )
    answer.raise_for_status()
    token: str = answer.json()["token"]
    return token


def _load(url: str, body: dict[str, str], headers: dict[str, str]) -> float:
    """Seconds until every client has had all its answers, each 201."""
    failures: list[Any] = []
    clients = [
        threading.Thread(target=_client, args=(url, json.dumps(body), headers, failures)) for _ in range(CLIENTS)
    ]
    started = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.perf_counter() - started
    if failures:
        raise AssertionError(f"{len(failures)} requests failed, first: {failures[0]}")
    return seconds


def _client(url: str, body: str, headers: dict[str, str], failures: list[Any]) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    for _ in range(PER_CLIENT):
        connection.request("POST", parts.path, body.encode(), headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 201:
            failures.append((answer.status, content[:200]))
    connection.close()
