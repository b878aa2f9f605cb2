"""The fixed graph of a notice's states: nothing reaches a board that nobody approved."""

from dataclasses import dataclass
from enum import StrEnum

from services.notify.models.notice_choices import NoticeState
from shared.errors import N_, DomainError


class NoticeStep(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    HOLD = "hold"
    ALL_CLEAR = "all_clear"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    REPLACE = "replace"
    REVISE = "revise"
    DISCARD = "discard"


WRITABLE = frozenset({NoticeState.DRAFT, NoticeState.RETURNED})
PASSED = frozenset({NoticeState.APPROVED, NoticeState.SCHEDULED})
PUBLISHED = frozenset({NoticeState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a step may be taken, the state it leads to (None: it stays), what to say when it may not."""

    allowed_from: frozenset[NoticeState]
    leads_to: NoticeState | None
    refusal: str


RULES = {
    NoticeStep.EDIT: Rule(
        WRITABLE, None, N_("Only a draft can be changed. Take it back, or correct what is published by a new version.")
    ),
    NoticeStep.SUBMIT: Rule(
        WRITABLE, NoticeState.SUBMITTED, N_("Only a draft, or what was sent back, can be submitted.")
    ),
    NoticeStep.TAKE_BACK: Rule(
        PASSED | {NoticeState.SUBMITTED},
        NoticeState.DRAFT,
        N_("Only what is submitted or approved, and not yet published, can be taken back."),
    ),
    NoticeStep.RETURN: Rule(
        frozenset({NoticeState.SUBMITTED}), NoticeState.RETURNED, N_("Only what was submitted can be sent back.")
    ),
    NoticeStep.APPROVE: Rule(
        frozenset({NoticeState.SUBMITTED}), NoticeState.APPROVED, N_("Only what was submitted can be approved.")
    ),
    NoticeStep.SCHEDULE: Rule(
        PASSED, NoticeState.SCHEDULED, N_("Only an approved notice that is not yet published can be scheduled.")
    ),
    NoticeStep.PUBLISH: Rule(
        PASSED, NoticeState.PUBLISHED, N_("Only an approved notice can be published, and only once.")
    ),
    NoticeStep.HOLD: Rule(
        frozenset({NoticeState.SCHEDULED}), NoticeState.APPROVED, N_("Only a scheduled notice can be held back.")
    ),
    NoticeStep.ALL_CLEAR: Rule(PUBLISHED, None, N_("The all-clear is given for an outage that is on the board.")),
    NoticeStep.EXPIRE: Rule(PUBLISHED, NoticeState.EXPIRED, N_("Only a published notice expires.")),
    NoticeStep.WITHDRAW: Rule(PUBLISHED, NoticeState.WITHDRAWN, N_("Only a published notice can be withdrawn.")),
    NoticeStep.REPLACE: Rule(PUBLISHED, NoticeState.REPLACED, N_("What it corrects is on the board no longer.")),
    NoticeStep.REVISE: Rule(PUBLISHED, None, N_("Only a published notice is corrected by a new version.")),
    NoticeStep.DISCARD: Rule(
        WRITABLE, NoticeState.WITHDRAWN, N_("Only a draft, or what was sent back, can be discarded.")
    ),
}


class IllegalNoticeStep(DomainError):
    """The graph refuses the step; the message says why."""

    def __init__(self, step: NoticeStep) -> None:
        self.message = RULES[step].refusal
        super().__init__()


def next_state(state: NoticeState, step: NoticeStep) -> NoticeState:
    """The state after ``step``. Raises ``IllegalNoticeStep``."""
    rule = RULES[step]
    if state not in rule.allowed_from:
        raise IllegalNoticeStep(step)
    return rule.leads_to or state


def legal_notice_steps(state: NoticeState) -> list[NoticeStep]:
    return [step for step, rule in RULES.items() if state in rule.allowed_from]
