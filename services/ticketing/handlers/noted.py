"""When a step took place that somebody noted on a phone without a connection: it is sent later and counts from then."""

from datetime import datetime

from services.ticketing.models import Ticket
from shared import clock
from shared.errors import N_, DomainError
from shared.idempotency import KEPT_FOR


class NotedTooLongAgo(DomainError):
    message = N_("This was noted more than two days ago. Enter it again.")


def moment_of(ticket: Ticket, noted_at: datetime | None) -> datetime:
    """Now, or when it was noted: never in the future, nor before what happened to the ticket until then.

    Raises ``NotedTooLongAgo`` when it can no longer be told whether it has been sent before.
    """
    now = clock.now()
    if noted_at is None:
        return now
    if now - noted_at > KEPT_FOR:
        raise NotedTooLongAgo
    before = [ticket.acknowledged_at, ticket.arrived_at, *(row.started_at for row in ticket.clocks)]
    before += [moment for pause in ticket.pauses for moment in (pause.started_at, pause.ended_at)]
    return min(max([noted_at, *filter(None, before)]), now)
