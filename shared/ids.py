"""Identifiers: UUID version 7, so that keys sort by the moment they were made."""

import os
import time
from datetime import datetime
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_BITS = (1 << 62) - 1
_NANOSECONDS = 1_000_000  # in a millisecond


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562, method 3): 48 bits of Unix milliseconds, 12 of their fraction, then 62 random bits.

    Ids made one after another in one process sort in that order.
    """
    milliseconds, rest = divmod(time.time_ns(), _NANOSECONDS)
    fraction = (rest << 12) // _NANOSECONDS
    random = int.from_bytes(os.urandom(8), "big") & _RANDOM_BITS
    return UUID(int=milliseconds << 80 | _VERSION | fraction << 64 | _VARIANT | random)


def earliest_id(moment: datetime) -> UUID:
    """A bound: ids made at ``moment`` or later are greater."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
