"""Errors that a person caused and can mend. Edges turn them into problem+json or a form message.

A message is a catalogue key with ``%(name)s`` places; ``params`` fill them after translation.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Marks a text for the catalogues; the edge that shows it translates it."""
    return message


class DomainError(Exception):
    """A rule refused the request. Subclasses set ``message``; HTTP status 409."""

    status = 409
    message = N_("This is not possible now.")

    def __init__(self, field: str | None = None, **params: Any) -> None:
        super().__init__(self.message % params if params else self.message)
        self.field = field
        self.params: Mapping[str, Any] = params


class NotFound(DomainError):
    """No such row, or none that the reader may see; HTTP status 404."""

    status = 404
    message = N_("This entry does not exist, or you may not see it.")


def existing(row: T | None) -> T:
    """The row that was looked for. Raises ``NotFound`` when it was not found."""
    if row is None:
        raise NotFound
    return row


class Forbidden(DomainError):
    """The actor lacks a right that only the row itself decides; HTTP status 403."""

    status = 403
    message = N_("You are not allowed to do this.")


class Invalid(DomainError):
    """A value is impossible; carries one message per field. HTTP status 422."""

    status = 422
    message = N_("Please check the marked fields.")

    def __init__(self, errors: Mapping[str, list[str]] | None = None, **params: Any) -> None:
        super().__init__(**params)
        self.errors: Mapping[str, list[str]] = errors or {}


class StaleVersion(DomainError):
    """Somebody else changed the row first; HTTP status 409."""

    message = N_("Somebody else has just changed this. Reload the page and try again.")
