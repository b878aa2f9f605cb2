"""Which channels lead to a household, in which order, and what closes one of them."""

from dataclasses import dataclass

from services.notify.config import Settings
from services.notify.models import EMAIL, SMS, Customer, Reason
from shared import clock


@dataclass(frozen=True, slots=True)
class Route:
    """``obstacle`` None: the message can be sent over ``channel`` to ``address``."""

    channel: str
    address: str
    obstacle: Reason | None


def routes(settings: Settings, customer: Customer) -> list[Route]:
    """The household's own order of channels; without one e-mail, where it has an address, then text message.

    Of a household that has moved out only the first, which says so.
    """
    preferred = customer.channels or ([EMAIL, SMS] if customer.email else [SMS])
    found = [route(settings, customer, channel) for channel in dict.fromkeys(preferred)]
    return found[:1] if has_moved_out(settings, customer) else found


def route(settings: Settings, customer: Customer, channel: str) -> Route:
    address = _address(settings, customer, channel)
    if has_moved_out(settings, customer):
        obstacle: Reason | None = Reason.MOVED_OUT
    elif channel not in settings.channel_urls:
        obstacle = Reason.NOT_CONFIGURED
    else:
        obstacle = Reason.NO_ADDRESS if address is None else None
    return Route(channel, address or "", obstacle)


def has_moved_out(settings: Settings, customer: Customer) -> bool:
    today = clock.today(settings.site_zone)
    return customer.moved_out_on is not None and customer.moved_out_on <= today


def _address(settings: Settings, customer: Customer, channel: str) -> str | None:
    """None when it is missing; empty when the channel needs none, because its URL says where it ends."""
    if channel == EMAIL:
        return customer.email
    return customer.phone if channel == SMS or "{phone}" in settings.channel_urls.get(channel, "") else ""
