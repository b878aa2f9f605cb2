"""What the notify service does when a deadline comes due: nothing yet, since it sets none.

Tries of a delivery are no deadlines: ``sender`` finds them in the ledger itself, so that a retry needs no second row.
"""

from collections.abc import Mapping

from shared.service import TimerFunction

TIMERS: Mapping[str, TimerFunction] = {}
