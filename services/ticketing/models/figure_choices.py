"""What the figures tell apart: what became of a promise, how old a ticket is."""

from enum import StrEnum

from shared.errors import N_


class Outcome(StrEnum):
    """What became of a promise: ``running`` is neither kept nor broken yet."""

    KEPT = "kept"
    MISSED = "missed"
    RUNNING = "running"


class Age(StrEnum):
    """How long ago a ticket was filed."""

    DAY = "up_to_a_day"
    DAYS = "up_to_3_days"
    WEEK = "up_to_a_week"
    MONTH = "up_to_30_days"
    OLDER = "older_than_30_days"


AGE_NAMES = {
    Age.DAY: N_("up to a day"),
    Age.DAYS: N_("up to 3 days"),
    Age.WEEK: N_("up to a week"),
    Age.MONTH: N_("up to 30 days"),
    Age.OLDER: N_("longer than 30 days"),
}
OUTCOME_NAMES = {Outcome.KEPT: N_("kept"), Outcome.MISSED: N_("missed"), Outcome.RUNNING: N_("still running")}
