"""Which steps of a ticket a person may take now; the first is the one that comes next."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import queries
from services.ticketing.handlers import may_propose, may_reopen
from services.ticketing.handlers.loading import NotYourTicket, check_works_on
from services.ticketing.models import LADDER, Staff, Step, Ticket
from shared.db import actor_of
from shared.permissions import allowed
from shared.web import actor, db

PERMISSIONS = {
    Step.ACKNOWLEDGE: "tickets.dispatch",
    Step.ASSIGN: "tickets.dispatch",
    Step.ASSIGN_IN_TURN: "tickets.dispatch",
    Step.TAKE: "tickets.work",
    Step.CLASSIFY: "tickets.dispatch",
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
    Step.REFER: "tickets.work",
    Step.PROPOSE: "tickets.dispatch",
    Step.ADD_REPORTER: "tickets.open",
    Step.MERGE: "tickets.dispatch",
    Step.FLAG_MAJOR: "tickets.dispatch",
    Step.WITHDRAW_MAJOR: "tickets.oversee",
}
ON_THE_SPOT = frozenset({Step.TAKE, Step.ARRIVE, Step.RESOLVE, Step.PAUSE, Step.RESUME, Step.REFER})
ORDER = [
    *(Step.PROPOSE, Step.RESUME, Step.ARRIVE, Step.RESOLVE, Step.ANSWER, Step.CLOSE, Step.ACKNOWLEDGE, Step.ASSIGN),
    *(Step.ASSIGN_IN_TURN, Step.TAKE),
    *(Step.PAUSE, Step.REFER, Step.AGREE, Step.CHANGE_TIER, Step.CLASSIFY, Step.DECLINE, Step.REOPEN),
    *(Step.ADD_REPORTER, Step.MERGE, Step.FLAG_MAJOR, Step.WITHDRAW_MAJOR),
]


def possible_steps(session: Session, ticket: Ticket) -> list[Step]:
    """The next step first: a ticket without anybody is dispatched before all else."""
    roles = actor_of(session).roles
    steps = [step for step in ticket.steps if allowed(roles, PERMISSIONS[step])]
    if not may_reopen(session, ticket):
        steps = [step for step in steps if step is not Step.REOPEN]
    if not ON_THE_SPOT.isdisjoint(steps) and not works_on(session, ticket):
        steps = [step for step in steps if step not in ON_THE_SPOT]
    me = session.get(Staff, actor_of(session).id)
    if Step.PROPOSE in steps and not (me and may_propose(me, ticket.referrals[-1])):
        steps.remove(Step.PROPOSE)
    if Step.REFER in steps and (me is None or me.rung == len(LADDER) - 1):  # there is nobody above
        steps.remove(Step.REFER)
    order = ORDER if ticket.assignee_id else [Step.ASSIGN, *ORDER]
    return sorted(steps, key=order.index)


def superiors_of(ticket: Ticket) -> Sequence[Staff]:
    """Whom the reader can ask about the ticket, the nearest above first."""
    me = queries.staff_member(db(), cast(UUID, actor().id))
    return queries.superiors(db(), ticket.estate_id, me.rung)


def works_on(session: Session, ticket: Ticket) -> bool:
    try:
        check_works_on(session, ticket)
    except NotYourTicket:
        return False
    return True
