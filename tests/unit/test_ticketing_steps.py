"""The status graph of a ticket, every state with every step (C1.4.3)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ticketing.models import IllegalStep, Status, Step, legal_steps, next_status

GIVEN_TO_SOMEBODY = (Step.ASSIGN, Step.ASSIGN_IN_TURN, Step.TAKE)
BEFORE_SOLVED = (Step.CHANGE_TIER, Step.AGREE, Step.REFER, Step.PROPOSE)
BEFORE_CLOSED = (Step.FLAG_MAJOR, Step.WITHDRAW_MAJOR, Step.CLASSIFY, Step.ADD_REPORTER)
UNSOLVED = (Status.RECEIVED, Status.ACKNOWLEDGED)
LEGAL: dict[tuple[Status, Step], Status] = {
    (Status.RECEIVED, Step.ACKNOWLEDGE): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Step.ARRIVE): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Step.RESOLVE): Status.RESOLVED,
    (Status.RECEIVED, Step.DECLINE): Status.DECLINED,
    (Status.ACKNOWLEDGED, Step.DECLINE): Status.DECLINED,
    (Status.DECLINED, Step.ANSWER): Status.ANSWERED,
    (Status.RESOLVED, Step.ANSWER): Status.ANSWERED,
    (Status.ANSWERED, Step.CLOSE): Status.CLOSED,
    (Status.ANSWERED, Step.REOPEN): Status.ACKNOWLEDGED,
    (Status.CLOSED, Step.REOPEN): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Step.PAUSE): Status.ACKNOWLEDGED,
    (Status.ACKNOWLEDGED, Step.RESUME): Status.ACKNOWLEDGED,
    **{(status, step): status for status in UNSOLVED for step in BEFORE_SOLVED},
    **{(status, Step.MERGE): Status.CLOSED for status in UNSOLVED},
    **{(status, step): Status.ACKNOWLEDGED for status in UNSOLVED for step in GIVEN_TO_SOMEBODY},
    **{(status, step): status for status in Status for step in BEFORE_CLOSED if status is not Status.CLOSED},
}


@pytest.mark.parametrize(("status", "step"), list(product(Status, Step)))
def test_each_step_leads_where_the_graph_says_or_is_refused(status: Status, step: Step) -> None:
    if (status, step) in LEGAL:
        assert next_status(status, step) is LEGAL[status, step]
        assert step in legal_steps(status)
    else:
        assert step not in legal_steps(status)
        with pytest.raises(IllegalStep):
            next_status(status, step)


@pytest.mark.parametrize("step", Step)
def test_a_refusal_gives_the_reason_of_its_own_step(step: Step) -> None:
    refusals = {str(_refusal(status, each)) for status, each in product(Status, Step) if (status, each) not in LEGAL}
    assert len(refusals) == len(Step)
    assert all("%" not in refusal for refusal in refusals), step


def _refusal(status: Status, step: Step) -> IllegalStep:
    with pytest.raises(IllegalStep) as refused:
        next_status(status, step)
    return refused.value


@given(st.lists(st.sampled_from([step for step in Step if step is not Step.MERGE]), max_size=40))
def test_no_path_closes_a_ticket_without_an_outcome_and_an_answer_since_it_was_opened(steps: list[Step]) -> None:
    """But for a merged one, which is answered with the other."""
    status, done = Status.RECEIVED, set[Step]()
    for step in steps:
        try:
            status = next_status(status, step)
        except IllegalStep:
            continue
        done = set() if step is Step.REOPEN else done | {step}
        if status is Status.CLOSED:
            assert Step.ANSWER in done
            assert not done.isdisjoint({Step.RESOLVE, Step.DECLINE})
