"""What narrows the queue beyond its own fields, in words: each can be taken out again."""

from collections.abc import Iterator
from dataclasses import dataclass

from babel.dates import get_day_names
from flask import request
from flask_babel import gettext as _

from services.ticketing import queries
from services.ticketing.models.counting import NOTHING
from services.ticketing.queries import Facets
from shared.web import db
from shared.web.display import day, label, with_query
from shared.web.language import language_of_reader


@dataclass(frozen=True, slots=True)
class Narrowed:
    """``names`` stand in the page's address; ``without`` is the address without them."""

    names: list[str]
    text: str
    without: str


def narrowed(facets: Facets) -> list[Narrowed]:
    found = []
    for names, text in _said(facets):
        given = [name for name in names if request.args.get(name)]
        found.append(Narrowed(given, text, with_query(after=None, **dict.fromkeys(given))))
    return found


def _said(facets: Facets) -> Iterator[tuple[tuple[str, ...], str]]:
    """Names of the address with what they say together."""
    if facets.since or facets.until:
        ends = (day(end).striptags() if end else "…" for end in (facets.since, facets.until))
        yield ("since", "until", "weekday", "hour"), " – ".join(dict.fromkeys(ends))
    if facets.weekday is not None:
        yield ("weekday",), get_day_names("wide", locale=language_of_reader())[facets.weekday]
    if facets.hour is not None:
        yield ("hour",), f"{facets.hour:02}:00–{facets.hour + 1:02}:00"
    names = queries.names_of(db(), facets, language_of_reader())
    if facets.category_id == NOTHING:
        names["category_id"] = _("Without a category")
    if facets.building_id == NOTHING:
        names["building_id"] = _("Shared areas")
    yield from (((name,), text or _("Nothing that you can see")) for name, text in names.items())
    if facets.channel:
        yield ("channel",), label(facets.channel)
    if facets.age:
        yield ("age",), label(facets.age)
    if facets.outcome:
        promise = label(facets.clock) if facets.clock else _("All promises of a request")
        yield ("clock", "outcome"), _("%(promise)s: %(outcome)s", promise=promise, outcome=label(facets.outcome))
