"""HTML forms on marshmallow schemas: what was typed stays, each error stands beside its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from flask import g, request
from marshmallow import EXCLUDE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from shared.errors import DomainError, Forbidden, NotFound
from shared.web import validation
from shared.web.site import site

T = TypeVar("T")


@dataclass
class Form:
    """``values`` as typed, ``facts`` as the verb takes them, ``errors`` by field (``""``: the whole form)."""

    values: Mapping[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return not self.errors

    def attempt(self, verb: Callable[[], T]) -> T | None:
        """What the verb returns; when it refuses, the reason becomes an error of the form and nothing is changed."""
        try:
            return verb()
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            g.session.rollback()
            self.errors = validation.of_domain_error(error)
            return None


def blank(values: Mapping[str, Any] | None = None) -> Form:
    return Form(values or {})


def submitted(schema: Schema, typed: MultiDict[str, Any] | None = None) -> Form:
    """The form as sent, or the query of a list's filters. An empty field of the page was left out by the person."""
    typed = request.form if typed is None else typed
    values = {name: typed.getlist(name) if _is_list(schema, name) else typed[name] for name in typed}
    told = {name: value for name, value in values.items() if value not in ("", [""], [])}
    try:
        return Form(values, facts=_on_site_clock(schema.load(told, unknown=EXCLUDE)))
    except ValidationError as error:
        return Form(values, errors=validation.by_field(error.messages))


def _on_site_clock(facts: dict[str, Any]) -> dict[str, Any]:
    """A form tells no offset: its times are those of the clock on the wall."""
    zone = site().settings.site_zone
    naive = {name: at for name, at in facts.items() if isinstance(at, datetime) and at.tzinfo is None}
    return facts | {name: at.replace(tzinfo=zone) for name, at in naive.items()}


def _is_list(schema: Schema, name: str) -> bool:
    return isinstance(schema.fields.get(name), fields.List)
