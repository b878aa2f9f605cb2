"""Field types with the bounds that the database and the calendar set."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import Length

from services.ticketing.models.phones import masked
from shared.errors import N_

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
LONGEST_SECRET = 1000


class Words(fields.String):
    """Text as a person enters it, at most ``longest`` characters; ``required`` also means not blank, as ``filled``."""

    def __init__(self, longest: int, *, filled: bool = False, **kwargs: Any) -> None:
        shortest = 1 if filled or kwargs.get("required") else 0
        super().__init__(validate=Length(shortest, longest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if any(self._impossible(character) for character in text):
            raise ValidationError(N_("This text contains characters that cannot be stored."))
        return text.replace("\r\n", "\n").strip()

    @staticmethod
    def _impossible(character: str) -> bool:
        """Control characters and halves of surrogate pairs: PostgreSQL refuses some, and nobody means any."""
        return unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\r\t"


class Secret(fields.String):
    """A password, taken as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(load_only=True, validate=Length(max=LONGEST_SECRET), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        secret = str(super()._deserialize(value, attr, data, **kwargs))
        if any(unicodedata.category(character) == "Cs" for character in secret):
            raise ValidationError(N_("This text contains characters that cannot be stored."))
        return secret


class Line(Words):
    """Words on one line."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        return " ".join(super()._deserialize(value, attr, data, **kwargs).split())


class Moment(fields.AwareDateTime):
    """A time with its offset (RFC 3339), in this century: beyond, time zones overflow."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        moment: datetime = super()._deserialize(value, attr, data, **kwargs)
        if not EARLIEST_YEAR <= moment.year < LATEST_YEAR:
            raise ValidationError(N_("This date is too far away."))
        return moment


class Upload(fields.Field[Any]):
    """An uploaded file, with its ``filename`` and ``stream``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "format": "binary"}, **kwargs)

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        if not hasattr(value, "stream"):
            raise ValidationError(N_("Send a file."))
        return value


class MaskedPhone(fields.String):
    """A phone number of which a list shows only the ends."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return masked(value) if value else super()._serialize(value, attr, obj, **kwargs)
