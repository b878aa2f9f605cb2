"""Random legal and illegal steps against a model: clocks, pauses, gates, escalations (C1.4.3, C2.5), questions to the
superior (A2.4), reporters and merging (C1.4.2).
"""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.ticketing import handlers, queries
from services.ticketing.models import AnswerChannel, ClockKind, PauseReason, Status, Ticket, TicketKind, Tier
from shared.errors import DomainError
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_watch import Watch, watching

PROMISED = {
    Tier.EMERGENCY: {ClockKind.ACKNOWLEDGE: 10, ClockKind.RESOLVE: 240, ClockKind.ANSWER: 480},
    Tier.URGENT: {ClockKind.ACKNOWLEDGE: 15, ClockKind.RESOLVE: 1440, ClockKind.ANSWER: 1800},
}
NEXT = {
    "acknowledge": ({Status.RECEIVED}, Status.ACKNOWLEDGED),
    "resolve": ({Status.ACKNOWLEDGED}, Status.RESOLVED),
    "decline": ({Status.RECEIVED, Status.ACKNOWLEDGED}, Status.DECLINED),
    "answer": ({Status.RESOLVED, Status.DECLINED}, Status.ANSWERED),
    "close": ({Status.ANSWERED}, Status.CLOSED),
    "reopen": ({Status.ANSWERED, Status.CLOSED}, Status.ACKNOWLEDGED),
}
WORDS: dict[str, dict[str, Any]] = {
    "resolve": {"resolution": "已处理"},
    "decline": {"reason": "不归物业管"},
    "answer": {"answer": "已处理", "channel": AnswerChannel.PHONE},
    "reopen": {"reason": "又发生"},
}
MEETS = {
    "acknowledge": {ClockKind.ACKNOWLEDGE},
    "resolve": {ClockKind.RESOLVE},
    "decline": {ClockKind.ACKNOWLEDGE, ClockKind.RESOLVE},
    "answer": {ClockKind.ANSWER},
}


OTHERS = ("王芳", "曾华", "李娜")
UNSOLVED = {Status.RECEIVED, Status.ACKNOWLEDGED}
LATE_ENOUGH = 250  # minutes: a merged ticket takes no more steps, so a run does not begin with that

SETTINGS = settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


class Complaint(RuleBasedStateMachine):
    """One complaint and what it must look like; minutes count from when it came in."""

    watch: Watch

    @initialize(tier=st.sampled_from(list(PROMISED)), acknowledged=st.booleans())
    def file(self, tier: Tier, acknowledged: bool) -> None:
        self.watch.moment.move_to(self.watch.start)
        self.ticket: Ticket = self.watch.desk.open(kind=TicketKind.COMPLAINT, tier=tier)
        self.tier, self.status, self.now, self.begun = tier, Status.RECEIVED, 0, 0
        self.open = set(PROMISED[tier])
        self.pauses: list[tuple[int, int]] = []
        self.paused_at: int | None = None
        self.asked = self.merged = False
        self.told = {"张伟"}
        if acknowledged:
            self.take("acknowledge")

    @precondition(lambda self: self.status is Status.ACKNOWLEDGED and self.paused_at is None)
    @rule(reason=st.sampled_from(list(PauseReason)), minutes=st.integers(1, 300))
    def wait_a_while(self, reason: PauseReason, minutes: int) -> None:
        self.pause(reason)
        self.time_passes(minutes)
        self.resume()

    @rule(minutes=st.sampled_from([1, 7, 10, 60, 240, 1000]))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes
        self.watch.after(minutes=self.now)

    @rule(step=st.sampled_from(list(NEXT)))
    def take(self, step: str) -> None:
        allowed_from, leads_to = NEXT[step]
        if not self._do(getattr(handlers, step), legal=self.status in allowed_from, **WORDS.get(step, {})):
            return
        if step in ("resolve", "decline"):
            self._end_pause()
            self.asked = False
        self.status = leads_to
        self.open -= MEETS.get(step, set())
        if step == "reopen":
            self.begun, self.pauses = self.now, []
            self.open = {ClockKind.RESOLVE, ClockKind.ANSWER}

    @rule(reason=st.sampled_from(list(PauseReason)))
    def pause(self, reason: PauseReason) -> None:
        legal = self.status is Status.ACKNOWLEDGED and self.paused_at is None
        if self._do(handlers.pause, legal=legal, reason=reason):
            self.paused_at = self.now

    @rule()
    def resume(self) -> None:
        if self._do(handlers.resume, legal=self.status is Status.ACKNOWLEDGED and self.paused_at is not None):
            self._end_pause()

    @rule(tier=st.sampled_from(list(PROMISED)))
    def change_tier(self, tier: Tier) -> None:
        legal = self.status in UNSOLVED and tier is not self.tier
        if self._do(handlers.change_tier, legal=legal, tier=tier, reason="核实"):
            self.tier = tier

    @rule()
    def ask_the_superior(self) -> None:
        superior = self.watch.desk.staff["supervisor"].id
        legal = self.status in UNSOLVED and not self.asked
        if self._do(handlers.refer, legal=legal, superior_id=superior, question="能否减免？"):
            self.asked = True

    @rule(by=st.sampled_from(["supervisor", "officer"]))
    def propose(self, by: str) -> None:
        legal = self.status in UNSOLVED and self.asked and by == "supervisor"
        if self._do(handlers.propose, by=by, legal=legal, proposal="可减半"):
            self.asked = False

    @rule(who=st.sampled_from(["张伟", *OTHERS]))
    def tell_it_too(self, who: str) -> None:
        legal = self.status is not Status.CLOSED and who not in self.told
        household = self.watch.desk.customers[who]
        if self._do(handlers.add_reporter, legal=legal, customer_id=household.id):
            self.told.add(who)

    @rule(who=st.sampled_from(OTHERS), tier=st.sampled_from(list(PROMISED)))
    def merge_another_into_it(self, who: str, tier: Tier) -> None:
        other = self._another(who, tier)
        merging: dict[str, Any] = {"ticket_id": other.id, "into_id": self.ticket.id}
        if self._do(handlers.merge, legal=self.status is not Status.CLOSED, **merging):
            self.told.add(who)
            if self.status in UNSOLVED and tier is Tier.EMERGENCY:
                self.tier = tier

    @precondition(lambda self: self.now >= LATE_ENOUGH)
    @rule(who=st.sampled_from(OTHERS))
    def merge_it_into_another(self, who: str) -> None:
        other = self._another(who, Tier.EMERGENCY)
        if self._do(handlers.merge, legal=self.status in UNSOLVED, into_id=other.id):
            self._end_pause()
            self.status, self.open, self.merged, self.asked = Status.CLOSED, set(), True, False

    @precondition(lambda self: hasattr(self, "ticket"))
    @invariant()
    def looks_as_expected(self) -> None:
        with self.watch.desk.database.read() as session:
            found = queries.ticket(session, self.ticket.id)
            told = [row.customer.name for row in queries.reporters(session, self.ticket.id) if row.customer]
        assert (found.status, found.tier, found.waiting_for is not None) == (
            *(self.status, self.tier, self.paused_at is not None),
        )
        assert (found.referred_to_id is not None, found.merged_into_id is not None) == (self.asked, self.merged)
        assert sorted(told) == sorted(self.told - {"张伟"})
        unmet = {clock.kind: clock for clock in found.clocks if clock.met_at is None}
        assert set(unmet) == self.open
        for kind, clock in unmet.items():
            assert (clock.stopped_at is not None) == self._stands_still(kind)
            if not self._stands_still(kind):
                assert clock.due_at == self.watch.start + timedelta(minutes=self._due(kind))
        running = [self._due(kind) for kind in self.open if not self._stands_still(kind)]
        nearest = self.watch.start + timedelta(minutes=min(running)) if running else None
        assert found.due_at == nearest

    @precondition(lambda self: hasattr(self, "ticket"))
    @invariant()
    def each_step_of_the_ladder_is_told_once(self) -> None:
        told = [
            (data["clock"], data["percent"], data["minutes_after"], name)
            for name, data in self.watch.desk.events("ticketing.clock_")
            if data["number"] == self.ticket.number
        ]
        assert self.begun > 0 or len(told) == len(set(told))

    def _stands_still(self, kind: ClockKind) -> bool:
        return self.paused_at is not None and kind is not ClockKind.ACKNOWLEDGE

    def _due(self, kind: ClockKind) -> int:
        """A pause that begins when the time is over no longer helps."""
        due = self.begun + PROMISED[self.tier][kind]
        for begins, ends in self.pauses:
            due += ends - begins if begins < due else 0
        return due

    def _end_pause(self) -> None:
        if self.paused_at is not None:
            self.pauses.append((self.paused_at, self.now))
            self.paused_at = None

    def _another(self, who: str, tier: Tier) -> Ticket:
        household = self.watch.desk.customers[who]
        return self.watch.desk.open(kind=TicketKind.COMPLAINT, tier=tier, customer_id=household.id)

    def _do(self, verb: Any, *, legal: bool, by: str = "officer", **facts: Any) -> bool:
        """Tells whether it was done. Nothing can be done with a ticket that was merged into another."""
        try:
            self.watch.desk.do(by, verb, **{"ticket_id": self.ticket.id, **facts})
        except DomainError:
            assert self.merged or not legal
            return False
        assert legal
        assert not self.merged
        return True


def test_no_sequence_of_steps_breaks_the_promises(desk: Desk) -> None:
    with watching(desk) as watch:
        machine = type("Complaint", (Complaint,), {"watch": watch})
        run_state_machine_as_test(machine, settings=SETTINGS)
