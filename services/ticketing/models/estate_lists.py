"""The estates of an account, as its row keeps them: ids as text, None for all of them."""

from collections.abc import Sequence
from uuid import UUID


def as_text(estates: Sequence[UUID] | None) -> list[str] | None:
    return None if estates is None else [str(estate) for estate in estates]


def as_ids(estates: Sequence[str] | None) -> list[UUID] | None:
    return None if estates is None else [UUID(estate) for estate in estates]
