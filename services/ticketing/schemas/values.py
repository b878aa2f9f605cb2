"""Field types that only the front desk's bodies have."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import time
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import Length

from services.ticketing.models import DEAREST_FEN
from shared.errors import N_

LONGEST_SECRET = 1000
AMOUNT = r"^[0-9]{1,9}(\.[0-9]{1,2})?$"
QUANTITY = r"^[0-9]{1,4}(\.[0-9]{1,2})?$"
HOUR_AND_MINUTE = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class Secret(fields.String):
    """A password, taken as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(load_only=True, validate=Length(max=LONGEST_SECRET), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        secret = str(super()._deserialize(value, attr, data, **kwargs))
        if any(unicodedata.category(character) == "Cs" for character in secret):
            raise ValidationError(N_("This text contains characters that cannot be stored."))
        return secret


class ClockTime(fields.Field[time]):
    """A time of the site's day, ``08:30``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "pattern": HOUR_AND_MINUTE}, **kwargs)

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> time:
        if not isinstance(value, str) or not re.fullmatch(HOUR_AND_MINUTE, value):
            raise ValidationError(N_("Write the time as 08:30."))
        return time.fromisoformat(value)

    def _serialize(self, value: time | None, *_args: Any, **_kwargs: Any) -> str | None:
        return None if value is None else value.isoformat("minutes")


class Yuan(fields.Field[int]):
    """An amount of money, kept in fen: ``12.50``. Tells it with two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "pattern": AMOUNT}, **kwargs)

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch(AMOUNT, value.strip()):
            raise ValidationError(N_("Write the amount in yuan as 12.50."))
        yuan, _point, fen = value.strip().partition(".")
        amount = int(yuan) * 100 + int(fen.ljust(2, "0") or "0")
        if not 0 <= amount <= DEAREST_FEN:
            raise ValidationError(N_("This amount is too large."))
        return amount

    def _serialize(self, value: int | None, *_args: Any, **_kwargs: Any) -> str | None:
        return in_yuan(value)


def in_yuan(fen: int | None) -> str | None:
    """As a form takes it: ``12.50``."""
    return None if fen is None else f"{fen // 100}.{fen % 100:02}"


class Quantity(fields.Field[int]):
    """How much of something, kept in hundredths: ``1.5``. Tells it without needless zeros."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "pattern": QUANTITY}, **kwargs)

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch(QUANTITY, value.strip()):
            raise ValidationError(N_("Write the quantity as 1 or 1.5."))
        whole, _point, part = value.strip().partition(".")
        return int(whole) * 100 + int(part.ljust(2, "0") or "0")

    def _serialize(self, value: int | None, *_args: Any, **_kwargs: Any) -> str | None:
        return None if value is None else quantity(value)


def quantity(hundredths: int) -> str:
    """As people write it: ``2``, ``1.5``."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02}".rstrip("0") if part else str(whole)
