"""Workers are asked to stop again and again under load, as deploys do it: no message wears out its delivery limit."""

import pytest

from shared.topology import DEAD_QUEUE
from tests.faults.conftest import System, sqlite_to_postgresql

SIGTERMS = 20


@pytest.mark.timeout(300)
@sqlite_to_postgresql
def test_twenty_sigterms_under_load_leave_the_dead_letters_empty(system: System) -> None:
    relay, writer = system.relay(), system.writer(0, 100_000, per_second=100)
    reader = system.reader()
    with system.running(relay, writer, reader):
        for _ in range(SIGTERMS):
            successor = system.reader()
            successor.start()
            successor.wait_for_log("worker.started")
            assert reader.stop() == 0
            reader = successor
        writer.kill()
        system.assert_each_event_had_its_effect_once(relay, reader)
    assert system.left_in(DEAD_QUEUE) == 0
