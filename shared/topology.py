"""The broker's topology: described once from what the services declare, applied by one idempotent step.

    python -m shared.topology apply deploy/rabbitmq/topology.json

``MANAGEMENT_URL`` names RabbitMQ's management API with an administrator's credentials; ``<SERVICE>_AMQP_PASSWORD``
and ``SUBSCRIBER_AMQP_PASSWORD`` (or ``…_FILE``) the users' passwords. A user without a password is left out.
``PARTITIONS`` (1) is the number of queues of each service.
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

from shared.partitions import WHOLE, split
from shared.service import Service

EXCHANGE = "linli.events"
DEAD_EXCHANGE = DEAD_QUEUE = "linli.dead"
SUBSCRIBER = "subscriber"
UNREAD_QUEUE = "linli.unread"
UNREAD_KEPT = 1_000
DELIVERY_LIMIT = 20
DEAD_LETTERS_KEPT = 1_000_000
QUORUM = {"x-queue-type": "quorum"}
IN_ORDER = QUORUM | {"x-single-active-consumer": True}
STARTUP_SECONDS = 60
COUNTED_SECONDS = 6  # a queue tells its numbers every 5 s


def describe(services: Iterable[Service]) -> dict[str, Any]:
    """Exchanges, queues, bindings, policies and users of the platform, without any secret."""
    services = list(services)
    queues = [{"name": name, "arguments": QUORUM} for name in (DEAD_QUEUE, UNREAD_QUEUE)]
    queues += [{"name": service.name + WHOLE, "arguments": IN_ORDER} for service in services]
    bindings = [_binding(DEAD_EXCHANGE, DEAD_QUEUE, ""), *_unread(services)]
    return {
        "exchanges": [{"name": EXCHANGE, "type": "topic"}, {"name": DEAD_EXCHANGE, "type": "fanout"}],
        "queues": queues,
        "bindings": bindings + [binding for service in services for binding in _read(service)],
        "policies": _policies([service.name for service in services]),
        "users": [*(_service_user(service.name) for service in services), _subscriber()],
    }


def _unread(services: list[Service]) -> list[dict[str, str]]:
    """An event that none of our services reads still needs a queue: the broker returns what it can't route."""
    read = {contract.key for service in services for contract in service.subscriptions}
    emitted = {event.key for service in services for event in service.emits}
    return [_binding(EXCHANGE, UNREAD_QUEUE, key) for key in sorted(emitted - read)]


def _read(service: Service) -> Iterator[dict[str, str]]:
    for key in sorted(contract.key for contract in service.subscriptions):
        yield _binding(EXCHANGE, service.name + WHOLE, key)


def _binding(source: str, queue: str, key: str) -> dict[str, str]:
    return {"source": source, "destination": queue, "kind": "queue", "key": key}


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


def apply(topology: dict[str, Any], management: Management, partitions: int = 1) -> None:
    """Makes the broker equal to ``topology``, with that many queues for each service; what it already has stays
    untouched, with its messages.

    Raises ``SystemExit`` when another number of partitions is still in use.
    """
    topology = split(topology, partitions)
    _leave_other_partitions(topology, management)
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


def _leave_other_partitions(topology: dict[str, Any], management: Management) -> None:
    """A subject that has an event in its old queue must not get the next one in another: the order would be lost."""
    wanted = {thing["name"] for thing in (*topology["exchanges"], *topology["queues"])}
    services = {name.removesuffix(WHOLE) for name in wanted if name.endswith(WHOLE)}
    queues = {name for name in _names("queues", management) if _service_of(name) in services}
    started = {_service_of(name) for name in queues}
    if queues == {name for name in wanted if _service_of(name) in started}:
        return
    _check_drained(queues, management)
    hashing = {f"{service}.events" for service in services} & _names("exchanges", management)
    for kind, others in (("exchanges", hashing - wanted), ("queues", queues - wanted)):
        for name in sorted(others):
            management.delete(f"{kind}/{management.vhost}/{name}")


def _names(kind: str, management: Management) -> set[str]:
    return {thing["name"] for thing in management.get(f"{kind}/{management.vhost}")}


def _service_of(queue: str) -> str | None:
    service, _, number = queue.partition(".events.")
    return service if number.isdecimal() else None


def _check_drained(queues: set[str], management: Management) -> None:
    time.sleep(COUNTED_SECONDS)
    totals = management.get(f"queues/{management.vhost}?disable_stats=true&enable_queue_totals=true")
    filled = {queue["name"] for queue in totals if queue.get("messages", 1)}
    read = {consumer["queue"]["name"] for consumer in management.get(f"consumers/{management.vhost}")}
    if busy := sorted(queues & (filled | read)):
        raise SystemExit(
            "PARTITIONS can change only while the services' queues are empty and no worker reads them. "
            f"In use: {', '.join(busy)}."
        )


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
    topology = json.loads(arguments.file.read_text(encoding="utf-8"))
    apply(topology, management, int(os.environ.get("PARTITIONS", "1")))
    sys.stdout.write("The broker has its exchanges, queues, bindings, policies and users.\n")


if __name__ == "__main__":
    main()
