"""The words of notify's audit trail."""

from shared.audit import TrailWords
from shared.errors import N_

TRAIL = TrailWords(
    actions={"delivery.retry": N_("Delivery tried again")},
    columns={
        "address": N_("Address"),
        "attempts": N_("Tries"),
        "channel": N_("Channel"),
        "created_at": N_("When"),
        "estate_id": N_("Estate"),
        "failures": N_("Failures in a row"),
        "message_id": N_("Message"),
        "next_attempt_at": N_("Next try"),
        "priority": N_("Priority"),
        "reason": N_("Reason"),
        "settled_at": N_("Settled"),
        "state": N_("State"),
    },
)
