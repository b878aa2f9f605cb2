"""What marshmallow and our own rules say about a bad value, in the reader's language."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext

from shared.errors import N_, DomainError
from shared.file_problems import Problem

WHOLE_FORM = ""
_LOCATIONS = frozenset({"json", "query", "form", "files", "headers", "path", "json_or_form", "_schema"})
_SAYINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"Missing data for required field\.|Field may not be null\.|Shorter than minimum length 1\.", N_("Please fill this in.")),
        (r"Length must be between 1 and (?P<most>\d+)\.", N_("Please fill this in, with at most %(most)s characters.")),
        (r"Length must be between (?P<least>\d+) and (?P<most>\d+)\.", N_("This needs %(least)s to %(most)s characters.")),
        (r"Longer than maximum length (?P<most>\d+)\.", N_("At most %(most)s are possible.")),
        (r"Shorter than minimum length (?P<least>\d+)\.", N_("At least %(least)s are needed.")),
        (r"Must be greater than or equal to (?P<least>.+?)(?: and less than or equal to (?P<most>.+?))?\.", N_("This must be %(least)s or more.")),
        (r"Must be one of: (?P<choices>.*)\.", N_("Choose one of: %(choices)s.")),
        (r"Not a valid (?:integer|number)\.|Number too large\.", N_("This is no number.")),
        (r"Not a valid (?:date|datetime|aware datetime|naive datetime|time)\.", N_("This is no date.")),
        (r"Not a valid UUID\.", N_("This is no valid id.")),
        (r"Not a valid email address\.", N_("This is no e-mail address.")),
        (r"Not a valid boolean\.", N_("This must be yes or no.")),
        (r"Not a valid (?:string|list|mapping type|choice)\.|Invalid (?:value|input type)\.|String does not match expected pattern\.", N_("This value is not possible.")),
        (r"Unknown field\.", N_("There is no such field.")),
        (r"Invalid JSON\.|Not a valid utf-8 string\.", N_("The body is no valid JSON.")),
    )
)  # fmt: skip


def said(message: str, params: Mapping[str, Any] | None = None) -> str:
    """``message`` in the reader's language; texts of marshmallow are put into our words first."""
    for pattern, ours in _SAYINGS:
        if match := pattern.fullmatch(message):
            return str(gettext(ours)) % match.groupdict()
    translated = str(gettext(message))
    return translated % params if params else translated


def in_words(problem: Problem) -> str:
    """What is wrong with a file, with the cell before it: ``B3 …``."""
    return f"{problem.column}{problem.row or ''} {said(problem.message, problem.params)}".strip()


def by_field(errors: Any, params: Mapping[str, Any] | None = None) -> dict[str, list[str]]:
    """Nested messages as ``{"lines.0.price": [texts]}``; the name of a request's part (``json``) is left out."""
    found: dict[str, list[str]] = {}
    for field, message in _flat(errors, ()):
        found.setdefault(field, []).append(said(message, params))
    return found


def of_domain_error(error: DomainError) -> dict[str, list[str]]:
    """The messages of a refused verb: of its fields, or of the whole form."""
    if errors := getattr(error, "errors", None):
        return by_field(errors, error.params)
    return {error.field or WHOLE_FORM: [said(error.message, error.params)]}


def _flat(errors: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(errors, Mapping):
        for key, value in errors.items():
            step = () if not path and str(key) in _LOCATIONS else (str(key),)
            yield from _flat(value, path + step)
    elif isinstance(errors, list | tuple):
        for item in errors:
            yield from _flat(item, path)
    else:
        yield ".".join(part for part in path if part != "_schema"), str(errors)
