"""Words that the front desk's templates need beyond those of every service."""

from collections.abc import Iterable

from flask import Blueprint
from flask_babel import get_locale, gettext

from services.ticketing.models import UNSETTLED, Category, QuoteState, Staff
from services.ticketing.schemas.values import quantity
from shared.web.display import label

filters = Blueprint("filters", __name__)


@filters.app_template_filter("said")
def said(category: Category) -> str:
    """The category's name in the reader's language."""
    return category.said_in(str(get_locale()))


@filters.app_template_filter("said_options")
def said_options(rows: Iterable[Category]) -> list[tuple[str, str]]:
    """What a field offers to choose a category."""
    return [(str(row.id), said(row)) for row in rows]


@filters.app_template_filter("quantity")
def quantity_of(hundredths: int) -> str:
    """How much, as people write it: ``1.5``."""
    return quantity(hundredths)


@filters.app_template_filter("unsettled")
def unsettled(state: QuoteState | None) -> str:
    """What keeps a ticket with such a quote from being resolved; empty when nothing does."""
    return str(gettext(UNSETTLED[state])) if state in UNSETTLED else ""


@filters.app_template_filter("staff_options")
def staff_options(members: Iterable[Staff]) -> list[tuple[str, str]]:
    """What a field offers to choose a person: name and roles."""
    return [(str(member.id), " · ".join([member.name, *map(label, member.roles)])) for member in members]
