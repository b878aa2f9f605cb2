"""Workers are asked to stop again and again under load, as deploys do it: no message wears out its delivery limit."""

from contextlib import ExitStack

import pytest

from tests.faults.conftest import System, sqlite_to_postgresql
from tests.faults.sample_service.running import Program

SIGTERMS = 20


@pytest.mark.timeout(300)
@sqlite_to_postgresql
def test_twenty_sigterms_under_load_leave_the_dead_letters_empty(system: System) -> None:
    relay, writer = system.relay(), system.writer(0, 100_000, per_second=100)
    with ExitStack() as running:

        def start(program: Program) -> Program:
            running.enter_context(system.running(program))
            return program

        reader = start(system.reader())
        reader.wait_for_log("worker.started")
        start(relay)
        start(writer)
        for _ in range(SIGTERMS):
            successor = start(system.reader())
            successor.wait_for_log("worker.started")
            assert reader.stop() == 0
            reader = successor
        writer.kill()
        system.assert_each_event_had_its_effect_once(relay, reader)
