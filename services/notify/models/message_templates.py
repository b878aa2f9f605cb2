"""Texts of messages to households, kept by the company for an event and a language in place of the standard ones."""

import re
from collections.abc import Mapping

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from shared.audit import Audited
from shared.db import Versioned
from shared.errors import N_, Invalid

LONGEST_SUBJECT, LONGEST_MESSAGE = 120, 2000
TITLE_FIELDS = ("headline", "name", "number", "estate")
BODY_FIELDS = ("name", "headline", "text", "link", "number", "estate")
NEEDED = ("text", "link")
_FIELD = re.compile(r"\{([^{}\n]*)\}")


class MessageTemplate(Versioned, Audited, Base):
    """``{headline}`` is the standard title, ``{text}`` what happened; only the text around them is the company's."""

    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("event", "language"),)

    event: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


def check_message(title: str, body: str) -> None:
    """That each use of it can be filled, and that nothing a resident needs is left out. Raises ``Invalid``."""
    _check_fields("title", title, TITLE_FIELDS)
    _check_fields("body", body, BODY_FIELDS)
    used = _FIELD.findall(body)
    if missing := [name for name in NEEDED if name not in used]:
        raise Invalid({"body": [N_("The field {%(name)s} is missing.")]}, name=missing[0])


def fill(text: str, values: Mapping[str, str]) -> str:
    """What stands in a value is never taken for a field."""
    return _FIELD.sub(lambda found: values[found[1]], text)


def _check_fields(where: str, text: str, known: tuple[str, ...]) -> None:
    if unknown := [name for name in _FIELD.findall(text) if name not in known]:
        raise Invalid({where: [N_("There is no field {%(name)s} here.")]}, name=unknown[0])
    if set("{}") & set(_FIELD.sub("", text)):
        raise Invalid({where: [N_("A brace is open: each field stands in a pair of braces.")]})
