"""A worker that is asked to end is gone within ten seconds, whatever holds it; what it held is done by the next."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import QUEUE, System, sqlite_to_postgresql
from tests.faults.sample_service.running import Program

MOST_SECONDS = 10


@sqlite_to_postgresql
def test_a_worker_is_gone_within_ten_seconds_whatever_holds_it(system: System) -> None:
    relaying = system.relay(pause_at="shared.relay:_record")
    consuming = system.reader(pause_at="tests.faults.sample_service.handlers:show_arrival")
    ending = system.reader(pause_at="shared.db:Database.close")
    system.parcels.take_in(1)
    with system.running(relaying, consuming):
        consuming.wait_for_pause()
        with system.running(ending):
            ending.wait_for_log("worker.started")
            began = time.monotonic()
            with ThreadPoolExecutor() as threads:
                codes = list(threads.map(Program.stop, [relaying, consuming, ending]))
            assert time.monotonic() - began < MOST_SECONDS
    left = [[entry["loop"] for entry in program.logged("worker.left_behind")] for program in (relaying, consuming)]
    assert (codes, left) == ([0, 0, 1], [["relay"], [f"consumer of {QUEUE}"]])
    assert "pauses.py" in ending.text  # it says where it stood
    relay, reader = system.relay(), system.reader()
    with system.running(relay, reader):
        system.assert_each_event_had_its_effect_once(relay, reader)
