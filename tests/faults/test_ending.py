"""A worker that is asked to end is gone within ten seconds, whatever holds it; what it held is done by the next."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import System, sqlite_to_postgresql
from tests.faults.sample_service.running import Program

MOST_SECONDS = 10


@sqlite_to_postgresql
def test_a_worker_is_gone_within_ten_seconds_whatever_holds_it(system: System) -> None:
    held_in_an_effect = system.reader(pause_at="tests.faults.sample_service.handlers:show_arrival")
    held_at_its_end = system.relay(pause_at="shared.db:Database.close")
    system.parcels.take_in(1)
    with system.running(held_in_an_effect, held_at_its_end):
        held_in_an_effect.wait_for_pause()
        began = time.monotonic()
        with ThreadPoolExecutor() as threads:
            codes = list(threads.map(Program.stop, [held_in_an_effect, held_at_its_end]))
        assert time.monotonic() - began < MOST_SECONDS
    assert codes == [0, 1]
    assert [entry["loop"] for entry in held_in_an_effect.logged("worker.left_behind")] == ["consumer"]
    assert "pauses.py" in held_at_its_end.text  # where it stood
    relay, reader = system.relay(), system.reader()
    with system.running(relay, reader):
        system.assert_each_event_had_its_effect_once(relay, reader)
