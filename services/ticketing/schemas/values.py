"""Field types that only the front desk's bodies have."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import Length

from shared.errors import N_

LONGEST_SECRET = 1000


class Secret(fields.String):
    """A password, taken as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(load_only=True, validate=Length(max=LONGEST_SECRET), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        secret = str(super()._deserialize(value, attr, data, **kwargs))
        if any(unicodedata.category(character) == "Cs" for character in secret):
            raise ValidationError(N_("This text contains characters that cannot be stored."))
        return secret


class Upload(fields.Field[Any]):
    """An uploaded file, with its ``filename`` and ``stream``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"type": "string", "format": "binary"}, **kwargs)

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        if not hasattr(value, "stream"):
            raise ValidationError(N_("Send a file."))
        return value
