"""Which steps of a ticket a person may take now; the first is the one that comes next."""

from sqlalchemy.orm import Session

from services.ticketing.handlers.loading import NotYourTicket, check_works_on
from services.ticketing.models import Step, Ticket, legal_steps
from shared.db import actor_of
from shared.permissions import allowed

PERMISSIONS = {
    Step.ACKNOWLEDGE: "tickets.dispatch",
    Step.ASSIGN: "tickets.dispatch",
    Step.ARRIVE: "tickets.work",
    Step.RESOLVE: "tickets.work",
    Step.ANSWER: "tickets.answer",
    Step.CLOSE: "tickets.close",
    Step.REOPEN: "tickets.reopen",
}
ON_THE_SPOT = frozenset({Step.ARRIVE, Step.RESOLVE})


def possible_steps(session: Session, ticket: Ticket) -> list[Step]:
    """The next step first: a ticket without anybody is dispatched before all else."""
    roles = actor_of(session).roles
    steps = [step for step in legal_steps(ticket.status) if allowed(roles, PERMISSIONS[step])]
    if ticket.arrived_at is not None and Step.ARRIVE in steps:
        steps.remove(Step.ARRIVE)
    if not ON_THE_SPOT.isdisjoint(steps) and not _works_on(session, ticket):
        steps = [step for step in steps if step not in ON_THE_SPOT]
    return sorted(steps, key=lambda step: _order(ticket).index(step))


def _order(ticket: Ticket) -> list[Step]:
    order = [Step.ARRIVE, Step.RESOLVE, Step.ANSWER, Step.CLOSE, Step.ACKNOWLEDGE, Step.ASSIGN, Step.REOPEN]
    return order if ticket.assignee_id else [Step.ASSIGN, *order]


def _works_on(session: Session, ticket: Ticket) -> bool:
    try:
        check_works_on(session, ticket)
    except NotYourTicket:
        return False
    return True
