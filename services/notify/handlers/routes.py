"""Which channels lead to a household, in which order, and what closes one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.notify.config import Settings
from services.notify.contracts import FeedbackGiven
from services.notify.models import EMAIL, SMS, Customer, Reason, SendingRules
from shared import clock

TOPICS = {"ticketing": "requests", "notify": "notices", "survey": "surveys", "visits": "activities"}
OF_EVENTS = {FeedbackGiven.key: "requests"}  # what came of the household's own
NOT_AT_ALL = "none"


@dataclass(frozen=True, slots=True)
class Ways:
    """What decides over the routes of a message: the day, the channels and rules of the estate, what it is about."""

    settings: Settings
    urls: Mapping[str, str]
    rules: SendingRules
    topic: str | None

    def begin(self, at: datetime, *, urgent: bool, recent: int = 0) -> tuple[datetime, Reason | None]:
        """When it may leave, and why not at once."""
        return (at, None) if urgent else self.rules.held_until(at, self.settings.site_zone, recent)


@dataclass(frozen=True, slots=True)
class Route:
    """``obstacle`` None: the message can be sent over ``channel`` to ``address``."""

    channel: str
    address: str
    obstacle: Reason | None


def topic_of(event: str, *, for_everybody: bool = False) -> str | None:
    """For what the household may have chosen a way of its own: who tells the event is what it is about.

    None: it must reach everybody, whatever they chose (C2.1).
    """
    return None if for_everybody else OF_EVENTS.get(event, TOPICS[event.partition(".")[0]])


def first_open(known: list[Route]) -> tuple[Route | None, list[Route]]:
    """The first open route, and the closed ones before it."""
    place = next((place for place, route in enumerate(known) if route.obstacle is None), None)
    return (None, known) if place is None else (known[place], known[:place])


def routes(ways: Ways, customer: Customer) -> list[Route]:
    """The household's own order of channels; without one e-mail, where it has an address, then text message.

    First comes what it prefers for the topic. Of a household that has moved out, or wants no such messages, only
    the first channel, which says so.
    """
    usual, wish = customer.channels or ([EMAIL, SMS] if customer.email else [SMS]), _wish(customer, ways.topic)
    preferred = [wish, *usual] if wish and wish != NOT_AT_ALL else usual
    found = [route(ways, customer, channel) for channel in dict.fromkeys(preferred)]
    return found[:1] if has_moved_out(ways.settings, customer) or wish == NOT_AT_ALL else found


def route(ways: Ways, customer: Customer, channel: str) -> Route:
    address = _address(ways, customer, channel)
    if has_moved_out(ways.settings, customer):
        obstacle: Reason | None = Reason.MOVED_OUT
    elif _wish(customer, ways.topic) == NOT_AT_ALL:
        obstacle = Reason.UNWANTED
    elif channel not in ways.urls:
        obstacle = Reason.NOT_CONFIGURED
    else:
        obstacle = Reason.NO_ADDRESS if address is None else None
    return Route(channel, address or "", obstacle)


def has_moved_out(settings: Settings, customer: Customer) -> bool:
    today = clock.today(settings.site_zone)
    return customer.moved_out_on is not None and customer.moved_out_on <= today


def _wish(customer: Customer, topic: str | None) -> str | None:
    return (customer.preferences or {}).get(topic) if topic else None


def _address(ways: Ways, customer: Customer, channel: str) -> str | None:
    """None when it is missing; empty when the channel needs none, because its URL says where it ends."""
    if channel == EMAIL:
        return customer.email
    return customer.phone if channel == SMS or "{phone}" in ways.urls.get(channel, "") else ""
