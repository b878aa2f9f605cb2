"""Field types with the bounds that the database sets, and with the privacy that lists keep."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.validate import Length

from services.notify.models.addresses import masked
from shared.errors import N_


class Line(fields.String):
    """Text on one line, at most ``longest`` characters."""

    def __init__(self, longest: int, **kwargs: Any) -> None:
        super().__init__(validate=Length(max=longest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        if not text.isprintable():
            raise ValidationError(N_("This text contains characters that cannot be stored."))
        return text


class MaskedAddress(fields.String):
    """An e-mail address or phone number of which a list shows only enough to recognise it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return masked(value) if value else super()._serialize(value, attr, obj, **kwargs)
