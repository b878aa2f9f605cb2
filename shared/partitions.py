"""A service's queue as several, each with a consumer of its own, where one consumer is too slow.

A consistent hash of the subject chooses the queue, so each subject stays in order; different subjects don't.
"""

from typing import Any

WHOLE = ".events.0"  # what every service's first queue ends in


def queue_names(service: str, partitions: int) -> list[str]:
    """The queues that a service consumes."""
    return [f"{service}.events.{number}" for number in range(partitions)]


def split(topology: dict[str, Any], partitions: int) -> dict[str, Any]:
    """``topology`` with that many queues for each service. Raises ``SystemExit`` for less than one."""
    if partitions < 1:
        raise SystemExit("PARTITIONS counts the queues of each service: it must be 1 or more.")
    if partitions == 1:
        return topology
    whole = [queue for queue in topology["queues"] if queue["name"].endswith(WHOLE)]
    services = [queue["name"].removesuffix(WHOLE) for queue in whole]
    others = [
        {"name": name, "arguments": queue["arguments"]}
        for queue, service in zip(whole, services, strict=True)
        for name in queue_names(service, partitions)[1:]
    ]
    return topology | {
        "exchanges": [*topology["exchanges"], *(_hashing(service) for service in services)],
        "queues": [*topology["queues"], *others],
        "bindings": [
            *(_through_the_hash(binding) for binding in topology["bindings"]),
            *(_share(service, name) for service in services for name in queue_names(service, partitions)),
        ],
    }


def _hashing(service: str) -> dict[str, Any]:
    return {"name": f"{service}.events", "type": "x-consistent-hash", "arguments": {"hash-header": "subject"}}


def _through_the_hash(binding: dict[str, str]) -> dict[str, str]:
    if not binding["destination"].endswith(WHOLE):
        return binding
    return binding | {"destination": binding["destination"].removesuffix(".0"), "kind": "exchange"}


def _share(service: str, queue: str) -> dict[str, str]:
    return {"source": f"{service}.events", "destination": queue, "kind": "queue", "key": "1"}
