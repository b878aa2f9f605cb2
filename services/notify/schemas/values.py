"""Field types that only notify's bodies have."""

import re
from typing import Any

from marshmallow import ValidationError, fields

from services.notify.models import LARGEST_FEN
from shared.errors import N_

AMOUNT = r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$"


class Yuan(fields.Field[int]):
    """An amount of money, kept in fen: ``12.50``. Tells it with two decimals; a ``signed`` one may be less than 0."""

    def __init__(self, *, signed: bool = False, **kwargs: Any) -> None:
        self.signed = signed
        super().__init__(metadata={"type": "string", "pattern": AMOUNT}, **kwargs)

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> int:
        text = value.replace(",", "").strip() if isinstance(value, str) else ""
        if not re.fullmatch(AMOUNT, text) or (text.startswith("-") and not self.signed):
            raise ValidationError(N_("Write the amount in yuan as 12.50."))
        yuan, _point, fen = text.removeprefix("-").partition(".")
        amount = int(yuan) * 100 + int(fen.ljust(2, "0") or "0")
        if amount > LARGEST_FEN:
            raise ValidationError(N_("This amount is too large."))
        return -amount if text.startswith("-") else amount

    def _serialize(self, value: int | None, *_args: Any, **_kwargs: Any) -> str | None:
        return in_yuan(value)


def in_yuan(fen: int | None) -> str | None:
    """As a form takes it: ``12.50``."""
    return None if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"
