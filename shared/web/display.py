"""How values look on a page: times in the site's zone, words for vocabularies, masked phone numbers."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime, format_time
from flask import Flask, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from shared import clock
from shared.errors import N_
from shared.i18n import LANGUAGES
from shared.masking import masked
from shared.permissions import PERMISSION_NAMES, ROLE_NAMES, allowed
from shared.phones import spoken
from shared.web.identity import person
from shared.web.language import language_of_reader
from shared.web.navigation import navigation
from shared.web.responses import STATIC
from shared.web.site import site

MOMENT = {"zh": "y年M月d日 EEE HH:mm", "en": "EEE d MMM y, HH:mm"}
EVENT_STATES = {"waiting": N_("will be tried again"), "dead": N_("failed for good"), "discarded": N_("discarded")}
WORDS = ROLE_NAMES | PERMISSION_NAMES | EVENT_STATES
DAY = {"zh": "y年M月d日", "en": "d MMM y"}
DAY_OF_WEEK = {"zh": "y年M月d日 EEE", "en": "EEE d MMM y"}


def install(app: Flask) -> None:
    app.jinja_env.filters.update(
        moment=moment, day=day, clocktime=clocktime, label=label, phone=masked_phone, national=national
    )
    app.jinja_env.filters.update(options=options, pairs=pairs, yuan=yuan)
    app.jinja_env.globals.update(asset=asset, with_query=with_query, may=may)
    app.context_processor(_context)


def moment(value: datetime | None) -> Markup:
    """``2026年11月24日 周二 14:05``."""
    if value is None:
        return Markup("—")
    language = language_of_reader()
    text = format_datetime(value, MOMENT[language], tzinfo=site().settings.site_zone, locale=language)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)


def day(value: date | None, *, weekday: bool = False) -> Markup:
    """A day, perhaps with its name; of a moment the day in the site's zone."""
    if value is None:
        return Markup("—")
    if isinstance(value, datetime):
        value = value.astimezone(site().settings.site_zone).date()
    language = language_of_reader()
    text = format_date(value, (DAY_OF_WEEK if weekday else DAY)[language], locale=language)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)


def clocktime(value: datetime | None) -> Markup:
    """``14:05``, for lists of one day."""
    if value is None:
        return Markup("—")
    text = format_time(value, "HH:mm", tzinfo=site().settings.site_zone, locale=language_of_reader())
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)


def label(value: Any) -> str:
    """The word for a value of one of the service's vocabularies, a role, a permission, or the state of an event.

    It begins with a capital, as labels do.
    """
    if value is None:
        return "—"
    key = str(value)
    word = str(gettext(site().labels.get(key) or WORDS.get(key) or key))
    return word[:1].upper() + word[1:]


def options(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """What a field offers: the values of a vocabulary with their words."""
    return [(value.value, label(value)) for value in values]


def pairs(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """What a field offers to choose a row, such as an estate, by its name."""
    return [(str(row.id), row.name) for row in rows]


def yuan(fen: int) -> str:
    """An amount as people write it: ``¥1,234.50``."""
    whole, part = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}¥{whole:,}.{part:02}"


def national(phone: str | None) -> str:
    """A whole phone number as it is said: ``138 0013 8000``."""
    return spoken(phone) if phone else "—"


def masked_phone(phone: str | None) -> str:
    """``138****8000``."""
    return masked(phone or "") or "—"


def asset(filename: str) -> str:
    """The address of a shared file; it changes with the content, so that browsers may keep it for ever."""
    return url_for("shared.static", filename=filename, v=_digest(filename))


def with_query(**changes: Any) -> str:
    """The page's address with other values in its query; None takes one out."""
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key not in changes]
    pairs += [(key, str(value)) for key, value in changes.items() if value is not None]
    return f"{request.script_root}{request.path}" + (f"?{urlencode(pairs)}" if pairs else "")


def may(permission: str) -> bool:
    asking = person()
    return asking is not None and allowed(asking.roles, permission)


@cache
def _digest(filename: str) -> str:
    return sha256((STATIC / filename).read_bytes()).hexdigest()[:12]


def _context() -> dict[str, Any]:
    asking, language = person(), language_of_reader()
    other = next(choice for choice in LANGUAGES if choice != language)
    return {
        "person": asking,
        "role_names": list(_role_names(asking.roles)) if asking else [],
        "navigation": navigation(),
        "service": site().service.name,
        "locale": language,
        "now": clock.now(),
        "switch_language_url": with_query(lang=other),
    }


def _role_names(roles: frozenset[str]) -> Iterator[str]:
    return (gettext(name) for role, name in ROLE_NAMES.items() if role in roles)
