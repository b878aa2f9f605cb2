"""Templates of notices: texts with ``{fields}`` that are filled in when one is used (A1.2)."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from services.notify.models.notice_choices import NoticeKind
from services.notify.models.notices import LONGEST_TITLE
from shared.audit import Audited
from shared.db import Versioned
from shared.errors import N_, Invalid

LONGEST_FIELD = 30
MOST_FIELDS = 20
TEXTS = ("title", "body", "title_en", "body_en")
_FIELD = re.compile(r"\{([^{}\n]*)\}")


class NoticeTemplate(Versioned, Audited, Base):
    """A text of the company's, for every estate. The Chinese text names the fields, the English one uses the same."""

    __tablename__ = "notice_template"

    kind: Mapped[NoticeKind]
    name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None]

    @property
    def fields(self) -> list[str]:
        """The names of its fields, in the order of the text."""
        return fields_in(self.title, self.body)

    def filled(self, values: Mapping[str, str]) -> dict[str, str]:
        """Its texts with the fields filled in. Raises ``Invalid`` for each that is missing."""
        given = {name: values.get(name, "").strip() for name in self.fields}
        if missing := [name for name, value in given.items() if not value]:
            raise Invalid({f"field.{name}": [N_("Please fill this in.")] for name in missing})
        texts = {text: _FIELD.sub(lambda found: given[found[1].strip()], getattr(self, text)) for text in TEXTS}
        if max(len(texts["title"]), len(texts["title_en"])) > LONGEST_TITLE:
            raise Invalid({"": [N_("The title becomes too long.")]})
        return texts


def fields_in(*texts: str) -> list[str]:
    found = (match.strip() for text in texts for match in _FIELD.findall(text))
    return list(dict.fromkeys(found))


def check_fields(texts: Mapping[str, str]) -> None:
    """What a template must be, so that each use of it can fill it. Raises ``Invalid``."""
    known = fields_in(texts["title"], texts["body"])
    for text in TEXTS:
        left = _FIELD.sub("", texts[text])
        if "{" in left or "}" in left:
            raise Invalid({text: [N_("A brace is open: each field stands in a pair of braces.")]})
        if not all(0 < len(name) <= LONGEST_FIELD for name in fields_in(texts[text])):
            raise Invalid({text: [N_("A field has a name of at most 30 characters.")]})
    if len(known) > MOST_FIELDS:
        raise Invalid({"body": [N_("At most 20 fields are possible.")]})
    for text in ("title_en", "body_en"):
        if unknown := [name for name in fields_in(texts[text]) if name not in known]:
            raise Invalid({text: [N_("The Chinese text has no field %(name)s.")]}, name=unknown[0])
