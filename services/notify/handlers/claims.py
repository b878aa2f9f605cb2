"""Tries that are now to be made, and what became of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from services.notify.models import Outcome


@dataclass(frozen=True, slots=True)
class Claim:
    """One try that is now to be made; ``facts`` are those of the event that tells of it.

    ``url`` is that of the estate's own channel; without one the installation's is used. ``held``: it had to wait before
    its first try. ``others`` leave with it, in the same text.
    """

    delivery_id: UUID
    attempt_id: UUID
    number: int
    repeat: bool
    channel: str
    address: str
    title: str
    body: str
    language: str
    held: bool
    facts: dict[str, Any]
    url: str | None = None
    others: tuple["Claim", ...] = ()


class Tried(NamedTuple):
    """What became of a try; ``detail`` is what the receiving side said."""

    claim: Claim
    outcome: Outcome
    detail: str


def each_claim(claims: Sequence[Claim]) -> Iterator[Claim]:
    """With those that leave together."""
    for claim in claims:
        yield claim
        yield from claim.others


def each_try(tries: Sequence[Tried]) -> Iterator[Tried]:
    for row in tries:
        yield from (row._replace(claim=claim) for claim in each_claim([row.claim]))
