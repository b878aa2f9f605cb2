"""What the visits service does when a deadline comes due: nothing yet, since it sets none."""

from collections.abc import Mapping

from shared.service import TimerFunction

TIMERS: Mapping[str, TimerFunction] = {}
