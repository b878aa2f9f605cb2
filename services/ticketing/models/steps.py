"""The fixed status graph of a ticket: 有求必应、有应必解、有解必答 (C1.4.3)."""

from dataclasses import dataclass
from enum import StrEnum

from services.ticketing.models.choices import Status
from shared.errors import N_, DomainError


class Step(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign"
    ASSIGN_IN_TURN = "assign_in_turn"
    TAKE = "take"
    CLASSIFY = "classify"
    ARRIVE = "arrive"
    RESOLVE = "resolve"
    DECLINE = "decline"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    PAUSE = "pause"
    RESUME = "resume"
    CHANGE_TIER = "change_tier"
    AGREE = "agree"
    FLAG_MAJOR = "flag_major"
    WITHDRAW_MAJOR = "withdraw_major"
    REFER = "refer"
    PROPOSE = "propose"
    ADD_REPORTER = "add_reporter"
    MERGE = "merge"


UNSOLVED = frozenset({Status.RECEIVED, Status.ACKNOWLEDGED})
NOT_CLOSED = frozenset(Status) - {Status.CLOSED}


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a step may be taken, the state it leads to (None: it stays), what to say when it may not."""

    allowed_from: frozenset[Status]
    leads_to: Status | None
    refusal: str


RULES = {
    Step.ACKNOWLEDGE: Rule(
        frozenset({Status.RECEIVED}),
        Status.ACKNOWLEDGED,
        N_("Only a newly received ticket can be acknowledged."),
    ),
    Step.ASSIGN: Rule(
        UNSOLVED,
        Status.ACKNOWLEDGED,
        N_("A ticket that has been resolved can no longer be assigned; reopen it first."),
    ),
    Step.ASSIGN_IN_TURN: Rule(
        UNSOLVED, Status.ACKNOWLEDGED, N_("Only a ticket that is still to be solved is assigned in turn.")
    ),
    Step.TAKE: Rule(UNSOLVED, Status.ACKNOWLEDGED, N_("A ticket that has been resolved can no longer be taken.")),
    Step.CLASSIFY: Rule(NOT_CLOSED, None, N_("The category of a closed ticket stays as it was.")),
    Step.ARRIVE: Rule(
        frozenset({Status.ACKNOWLEDGED}),
        Status.ACKNOWLEDGED,
        N_("Arrival can only be noted on a ticket that is acknowledged and not yet resolved."),
    ),
    Step.RESOLVE: Rule(
        frozenset({Status.ACKNOWLEDGED}),
        Status.RESOLVED,
        N_("Only a ticket that is acknowledged and not yet resolved can be resolved."),
    ),
    Step.DECLINE: Rule(
        UNSOLVED,
        Status.DECLINED,
        N_("A ticket that has been resolved can no longer be declined."),
    ),
    Step.ANSWER: Rule(
        frozenset({Status.RESOLVED, Status.DECLINED}),
        Status.ANSWERED,
        N_("The resident can be answered once the ticket is resolved or declined, and only once."),
    ),
    Step.CLOSE: Rule(
        frozenset({Status.ANSWERED}),
        Status.CLOSED,
        N_("A ticket can only be closed after the resident has been answered."),
    ),
    Step.REOPEN: Rule(
        frozenset({Status.ANSWERED, Status.CLOSED}),
        Status.ACKNOWLEDGED,
        N_("Only an answered or closed ticket can be reopened."),
    ),
    Step.PAUSE: Rule(
        frozenset({Status.ACKNOWLEDGED}),
        None,
        N_("Only a ticket that somebody works on can wait."),
    ),
    Step.RESUME: Rule(
        frozenset({Status.ACKNOWLEDGED}),
        None,
        N_("Only a ticket that waits can go on."),
    ),
    Step.CHANGE_TIER: Rule(UNSOLVED, None, N_("The urgency of a ticket that has been resolved stays as it was.")),
    Step.AGREE: Rule(UNSOLVED, None, N_("A time can only be agreed before the ticket is resolved.")),
    Step.REFER: Rule(UNSOLVED, None, N_("A superior can only be asked before the ticket is resolved.")),
    Step.PROPOSE: Rule(UNSOLVED, None, N_("A solution can only be proposed before the ticket is resolved.")),
    Step.ADD_REPORTER: Rule(NOT_CLOSED, None, N_("A closed ticket takes no further reporters; reopen it first.")),
    Step.MERGE: Rule(UNSOLVED, Status.CLOSED, N_("Only a ticket that is still to be solved can be merged.")),
    Step.FLAG_MAJOR: Rule(NOT_CLOSED, None, N_("A closed ticket can no longer be called a major problem.")),
    Step.WITHDRAW_MAJOR: Rule(NOT_CLOSED, None, N_("What was closed as a major problem stays one.")),
}


class IllegalStep(DomainError):
    """The status graph refuses the step; the message says why."""

    def __init__(self, step: Step) -> None:
        self.message = RULES[step].refusal
        super().__init__()


def next_status(status: Status, step: Step) -> Status:
    """The state after ``step``. Raises ``IllegalStep``."""
    rule = RULES[step]
    if status not in rule.allowed_from:
        raise IllegalStep(step)
    return rule.leads_to or status


def legal_steps(status: Status) -> list[Step]:
    return [step for step, rule in RULES.items() if status in rule.allowed_from]
