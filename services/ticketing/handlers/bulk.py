"""Several tickets at once: each is done or refused for itself, and keeps nobody else's from being done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from services.ticketing.handlers.answer_ticket import answer, check_answer, check_close, close
from services.ticketing.handlers.dispatch import assign, check_assign
from services.ticketing.handlers.loading import tickets_of
from services.ticketing.models import Step, Ticket
from shared.errors import DomainError, Forbidden, NotFound, StaleVersion


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one ticket: done, unless it was refused."""

    ticket_id: UUID
    refusal: DomainError | None


@dataclass(frozen=True, slots=True)
class _Act:
    """``check`` raises what ``verb`` would raise, and changes nothing."""

    check: Callable[..., object]
    verb: Callable[..., Ticket]


_ACTS = {
    Step.ASSIGN: _Act(check_assign, assign),
    Step.ANSWER: _Act(check_answer, answer),
    Step.CLOSE: _Act(check_close, close),
}


def foresee(session: Session, step: Step, ticket_ids: Sequence[UUID], **facts: Any) -> list[Outcome]:
    """What ``do_to_each`` would do. Raises ``NotFound`` when one of them is out of sight."""
    check = _ACTS[step].check
    return [_of(ticket.id, partial(check, session, ticket, **facts)) for ticket in tickets_of(session, ticket_ids)]


def do_to_each(session: Session, step: Step, ticket_ids: Sequence[UUID], **facts: Any) -> list[Outcome]:
    """Takes the step with each ticket that allows it; each has its own event and record. Raises ``NotFound``."""
    verb = _ACTS[step].verb

    def taken(ticket_id: UUID) -> None:
        with session.begin_nested():  # a refusal undoes this ticket's step alone
            verb(session, ticket_id=ticket_id, **facts)

    return [_of(ticket.id, partial(taken, ticket.id)) for ticket in tickets_of(session, ticket_ids)]


def _of(ticket_id: UUID, act: Callable[[], object]) -> Outcome:
    try:
        act()
    except (NotFound, Forbidden):
        raise
    except DomainError as refusal:
        return Outcome(ticket_id, refusal)
    except StaleDataError:
        return Outcome(ticket_id, StaleVersion())
    return Outcome(ticket_id, None)
