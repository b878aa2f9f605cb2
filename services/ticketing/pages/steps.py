"""Which steps of a ticket a person may take now; the first is the one that comes next."""

from sqlalchemy.orm import Session

from services.ticketing.handlers import may_reopen
from services.ticketing.handlers.loading import NotYourTicket, check_works_on
from services.ticketing.models import Step, Ticket
from shared.db import actor_of
from shared.permissions import allowed

PERMISSIONS = {
    Step.ACKNOWLEDGE: "tickets.dispatch",
    Step.ASSIGN: "tickets.dispatch",
    Step.ARRIVE: "tickets.work",
    Step.RESOLVE: "tickets.work",
    Step.DECLINE: "tickets.dispatch",
    Step.ANSWER: "tickets.answer",
    Step.CLOSE: "tickets.close",
    Step.REOPEN: "tickets.reopen",
    Step.PAUSE: "tickets.work",
    Step.RESUME: "tickets.work",
    Step.CHANGE_TIER: "tickets.dispatch",
    Step.AGREE: "tickets.dispatch",
    Step.FLAG_MAJOR: "tickets.dispatch",
    Step.WITHDRAW_MAJOR: "tickets.oversee",
}
ON_THE_SPOT = frozenset({Step.ARRIVE, Step.RESOLVE, Step.PAUSE, Step.RESUME})
ORDER = [
    *(Step.RESUME, Step.ARRIVE, Step.RESOLVE, Step.ANSWER, Step.CLOSE, Step.ACKNOWLEDGE, Step.ASSIGN),
    *(Step.PAUSE, Step.AGREE, Step.CHANGE_TIER, Step.DECLINE, Step.REOPEN),
    *(Step.FLAG_MAJOR, Step.WITHDRAW_MAJOR),
]


def possible_steps(session: Session, ticket: Ticket) -> list[Step]:
    """The next step first: a ticket without anybody is dispatched before all else."""
    roles = actor_of(session).roles
    steps = [step for step in ticket.steps if allowed(roles, PERMISSIONS[step])]
    if not may_reopen(session, ticket):
        steps = [step for step in steps if step is not Step.REOPEN]
    if not ON_THE_SPOT.isdisjoint(steps) and not _works_on(session, ticket):
        steps = [step for step in steps if step not in ON_THE_SPOT]
    order = ORDER if ticket.assignee_id else [Step.ASSIGN, *ORDER]
    return sorted(steps, key=order.index)


def _works_on(session: Session, ticket: Ticket) -> bool:
    try:
        check_works_on(session, ticket)
    except NotYourTicket:
        return False
    return True
