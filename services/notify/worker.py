"""The notify service's worker: consumer, relay, timers, senders, and the operators' commands."""

from functools import partial

from services.notify import sender
from services.notify.app import SERVICE
from services.notify.channels import Channels
from services.notify.config import Settings, load
from shared.worker import Context, LoopFunction, main

SENDERS = 4


def _sender(context: Context) -> LoopFunction:
    settings = context.settings
    if not isinstance(settings, Settings):
        raise TypeError("The sender needs notify's own settings.")
    return partial(sender.run, context.database, Channels(settings.channel_urls))


if __name__ == "__main__":
    main(SERVICE, load, loops={f"sender-{number}": _sender for number in range(1, SENDERS + 1)})
