"""The broker's topology: described once from what the services declare, applied by one idempotent step.

    python -m shared.topology apply deploy/rabbitmq/topology.json

``MANAGEMENT_URL`` names RabbitMQ's management API with an administrator's credentials; ``<SERVICE>_AMQP_PASSWORD``
and ``SUBSCRIBER_AMQP_PASSWORD`` (or ``…_FILE``) the users' passwords. A user without a password is left out.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import requests

from shared.service import Service

EXCHANGE = "linli.events"
DEAD_EXCHANGE = DEAD_QUEUE = "linli.dead"
SUBSCRIBER = "subscriber"
UNREAD_QUEUE = "linli.unread"
UNREAD_KEPT = 1_000
DELIVERY_LIMIT = 20
DEAD_LETTERS_KEPT = 1_000_000
QUORUM = {"x-queue-type": "quorum"}
STARTUP_SECONDS = 60


def queue_names(service: str, partitions: int) -> list[str]:
    """The queues that a service consumes."""
    return [f"{service}.events.{number}" for number in range(partitions)]


def describe(services: Iterable[Service], partitions: int = 1) -> dict[str, Any]:
    """Exchanges, queues, bindings, policies and users of the platform, without any secret."""
    services = list(services)
    exchanges = [{"name": EXCHANGE, "type": "topic"}, {"name": DEAD_EXCHANGE, "type": "fanout"}]
    queues = [{"name": name, "arguments": QUORUM} for name in (DEAD_QUEUE, UNREAD_QUEUE)]
    bindings = [_binding(DEAD_EXCHANGE, DEAD_QUEUE, "queue", ""), *_unread(services)]
    for service in services:
        hashed, named, bound = _inbound(service, partitions)
        exchanges += hashed
        queues += named
        bindings += bound
    return {
        "exchanges": exchanges,
        "queues": queues,
        "bindings": bindings,
        "policies": _policies([service.name for service in services]),
        "users": [*(_service_user(service.name) for service in services), _subscriber()],
    }


def _unread(services: list[Service]) -> list[dict[str, str]]:
    """An event that none of our services reads still needs a queue: the broker returns what it can't route."""
    read = {contract.key for service in services for contract in service.subscriptions}
    emitted = {event.key for service in services for event in service.emits}
    return [_binding(EXCHANGE, UNREAD_QUEUE, "queue", key) for key in sorted(emitted - read)]


def _inbound(service: Service, partitions: int) -> tuple[list[Any], list[Any], list[Any]]:
    """What brings a service its events. Several queues share them by subject, so that each subject stays in order."""
    keys = sorted(contract.key for contract in service.subscriptions)
    names = queue_names(service.name, partitions)
    arguments = {**QUORUM, "x-single-active-consumer": True}
    queues = [{"name": name, "arguments": arguments} for name in names]
    if partitions == 1:
        return [], queues, [_binding(EXCHANGE, names[0], "queue", key) for key in keys]
    hashing = f"{service.name}.events"
    exchange = {"name": hashing, "type": "x-consistent-hash", "arguments": {"hash-header": "subject"}}
    bindings = [_binding(EXCHANGE, hashing, "exchange", key) for key in keys]
    return [exchange], queues, bindings + [_binding(hashing, name, "queue", "1") for name in names]


def _binding(source: str, destination: str, kind: str, key: str) -> dict[str, str]:
    return {"source": source, "destination": destination, "kind": kind, "key": key}


def _policies(services: list[str]) -> list[dict[str, Any]]:
    """Dead-lettering at least once needs overflow reject-publish and a dead-letter exchange with a queue."""
    events = {
        "delivery-limit": DELIVERY_LIMIT,
        "dead-letter-exchange": DEAD_EXCHANGE,
        "dead-letter-strategy": "at-least-once",
        "overflow": "reject-publish",
    }
    dead = {"max-length": DEAD_LETTERS_KEPT, "overflow": "reject-publish"}
    unread = {"max-length": UNREAD_KEPT, "overflow": "drop-head"}
    pattern = f"^({'|'.join(services)})\\.events\\."
    return [
        {"name": "linli-events", "pattern": pattern, "apply-to": "queues", "definition": events},
        {"name": "linli-dead", "pattern": f"^{DEAD_QUEUE}$", "apply-to": "queues", "definition": dead},
        {"name": "linli-unread", "pattern": f"^{UNREAD_QUEUE}$", "apply-to": "queues", "definition": unread},
    ]


def _service_user(service: str) -> dict[str, Any]:
    """A service publishes under its own prefix only and reads its own queues only."""
    return {
        "name": service,
        "permission": {"configure": "^$", "write": f"^{EXCHANGE}$", "read": f"^{service}\\.events\\."},
        "topic": {"exchange": EXCHANGE, "write": f"^{service}\\.", "read": "^$"},
    }


def _subscriber() -> dict[str, Any]:
    """Other systems make queues named ``subscriber.…`` and bind them to any event; they publish nothing."""
    own = f"^{SUBSCRIBER}\\."
    return {
        "name": SUBSCRIBER,
        "permission": {"configure": own, "write": own, "read": f"^({SUBSCRIBER}\\..*|{EXCHANGE})$"},
        "topic": {"exchange": EXCHANGE, "write": "^$", "read": ".*"},
    }


class Management:
    """RabbitMQ's management API for one virtual host."""

    def __init__(self, url: str, vhost: str = "/") -> None:
        parts = urlsplit(url)
        self.vhost = quote(vhost, safe="")
        self.base = urlunsplit((parts.scheme, f"{parts.hostname}:{parts.port}", "/api", "", ""))
        self.session = requests.Session()
        self.session.auth = (parts.username or "guest", parts.password or "guest")

    def put(self, path: str, body: dict[str, Any]) -> None:
        self._call("PUT", path, body)

    def post(self, path: str, body: dict[str, Any]) -> None:
        self._call("POST", path, body)

    def delete(self, path: str) -> None:
        self._call("DELETE", path)

    def get(self, path: str) -> Any:
        return self._call("GET", path).json()

    def wait(self, seconds: float = STARTUP_SECONDS) -> None:
        """Raises ``SystemExit`` with one sentence when the API does not answer in time."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.get("overview")
            except requests.RequestException as error:
                if time.monotonic() > deadline:
                    raise SystemExit(f"RabbitMQ's management API at {self.base} does not answer: {error}") from error
                time.sleep(0.5)
            else:
                return

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> requests.Response:
        response = self.session.request(method, f"{self.base}/{path}", json=body, timeout=30)
        if not response.ok:
            raise requests.HTTPError(f"{method} {path}: {response.status_code} {response.text}", response=response)
        return response


def apply(topology: dict[str, Any], management: Management) -> None:
    """Makes the broker equal to ``topology``; what it already has stays untouched, with its messages."""
    vhost = management.vhost
    for policy in topology["policies"]:
        body = {key: policy[key] for key in ("pattern", "apply-to", "definition")}
        management.put(f"policies/{vhost}/{policy['name']}", body)
    for exchange in topology["exchanges"]:
        body = {"type": exchange["type"], "durable": True, "arguments": exchange.get("arguments", {})}
        management.put(f"exchanges/{vhost}/{exchange['name']}", body)
    for queue in topology["queues"]:
        management.put(f"queues/{vhost}/{queue['name']}", {"durable": True, "arguments": queue["arguments"]})
    _bind(topology, management)
    for user in topology["users"]:
        _grant(user, management)


def _bind(topology: dict[str, Any], management: Management) -> None:
    wanted = {_route(binding) for binding in topology["bindings"]}
    targets = {(kind, destination) for _source, kind, destination, _key in wanted}
    present = {route for kind, name in targets for route in _present(kind, name, management)}
    for source, kind, destination, key in sorted(wanted - present):
        path = f"bindings/{management.vhost}/e/{source}/{kind[0]}/{destination}"
        management.post(path, {"routing_key": key})
    for source, kind, destination, key in sorted(present - wanted):
        properties = quote(key, safe="") or "~"
        management.delete(f"bindings/{management.vhost}/e/{source}/{kind[0]}/{destination}/{properties}")


def _route(binding: dict[str, str]) -> tuple[str, str, str, str]:
    return binding["source"], binding["kind"], binding["destination"], binding["key"]


def _present(kind: str, name: str, management: Management) -> Iterator[tuple[str, str, str, str]]:
    path = f"queues/{management.vhost}/{name}/bindings"
    if kind == "exchange":
        path = f"exchanges/{management.vhost}/{name}/bindings/destination"
    for binding in management.get(path):
        if binding["source"]:  # every queue is bound to the nameless exchange by itself
            yield binding["source"], kind, name, binding["routing_key"]


def _grant(user: dict[str, Any], management: Management) -> None:
    password = _password(user["name"])
    if password is None:
        return
    management.put(f"users/{user['name']}", {"password": password, "tags": ""})
    management.put(f"permissions/{management.vhost}/{user['name']}", user["permission"])
    management.put(f"topic-permissions/{management.vhost}/{user['name']}", user["topic"])


def _password(user: str) -> str | None:
    name = f"{user.upper()}_AMQP_PASSWORD"
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name)


def main() -> None:
    parser = argparse.ArgumentParser(description="Declares the broker's topology.")
    parser.add_argument("command", choices=["apply"])
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    management = Management(os.environ["MANAGEMENT_URL"], os.environ.get("AMQP_VHOST", "/"))
    management.wait()
    apply(json.loads(arguments.file.read_text(encoding="utf-8")), management)
    sys.stdout.write("The broker has its exchanges, queues, bindings, policies and users.\n")


if __name__ == "__main__":
    main()
