"""Fields of forms and JSON bodies with the bounds that the database and the calendar set."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length

from shared.errors import N_
from shared.masking import masked

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


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


class Line(Words):
    """Words on one line."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        return " ".join(super()._deserialize(value, attr, data, **kwargs).split())


def in_this_century(moment: date | datetime) -> None:
    """Raises ``ValidationError`` for a time beyond it: there, time zones overflow."""
    if not EARLIEST_YEAR <= moment.year < LATEST_YEAR:
        raise ValidationError(N_("This date is too far away."))


class Moment(fields.AwareDateTime):
    """A time of this century with its offset (RFC 3339)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", validate=in_this_century, **kwargs)


class SiteTime(fields.NaiveDateTime):
    """A time as a form tells it, on the clock of the site; ``shared.web.submitted`` gives it the site's zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", validate=in_this_century, **kwargs)


class Masked(fields.String):
    """A phone number or e-mail address of which a list shows only enough to recognise it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return masked(value) if value else super()._serialize(value, attr, obj, **kwargs)


class Upload(fields.Field[Any]):
    """An uploaded file, with its ``filename`` and ``stream``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "format": "binary"}, **kwargs)

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        if not hasattr(value, "stream"):
            raise ValidationError(N_("Send a file."))
        return value


class NothingSchema(Schema):
    """A step that says everything by its name."""
