"""Imports by page: started, carried out by the worker, seen while they run, found again whatever happens."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import func, select

from services.ticketing import handlers, queries
from services.ticketing.models import Customer, Estate, ImportJob, ImportState, Staff
from services.ticketing.worker import imports
from shared import clock
from shared.attachments import AttachmentStore
from shared.errors import NotFound
from shared.leader import Leader
from shared.local import processes
from shared.local.processes import free_port
from shared.testing.buckets import BucketServer
from tests.conftest import MakeDatabase
from tests.integration.estate_files import estate_file
from tests.integration.ticketing_desk import SETTINGS, Desk, furnish

LARGE = 1000


class ImportDesk(Desk):
    """The test desk with a folder for files, an administrator, and a worker's import loop."""

    def prepare(self, folder: Path) -> None:
        self.settings = self.database.settings = replace(SETTINGS, data_dir=folder)
        self.store = AttachmentStore(self.settings.attachments)
        with self.database.write() as session:
            self.staff["admin"] = handlers.create_staff(
                session, username="admin", name="韩磊", roles=["administrator"], password="a long password"
            )

    def upload(self, stream: BytesIO, by: str = "admin") -> UUID:
        stored = self.store.save_file(stream)
        job: ImportJob = self.do(by, handlers.start_import, file_name="新苑.xlsx", file=stored)
        return job.id

    def kept(self, job_id: UUID) -> Path:
        """The uploaded file in its folder."""
        return next(self.settings.data_dir.rglob(self.job(job_id).file_key))

    def work(self, beat: Callable[[], None] = lambda: None) -> bool:
        """One turn of the worker's loop; ``beat`` is called while it is at work."""
        leader = Leader(self.database, "imports")
        assert processes.wait_until(leader.leads, lambda: True, 10)  # PostgreSQL notices late that the last one left
        try:
            pulse = imports.Pulse(leader, threading.Event(), beat)
            return imports.take_up(self.database, self.settings, pulse)
        finally:
            leader.resign()

    def job(self, job_id: UUID, by: str = "admin") -> ImportJob:
        with self.database.read(self.actor(by)) as session:
            return queries.import_job(session, job_id)

    def households_of(self, code: str = "NEW") -> int:
        of_estate = Customer.estate_id.in_(select(Estate.id).where(Estate.code == code))
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(Customer).where(of_estate)) or 0


@pytest.fixture
def desk(make_database: MakeDatabase, tmp_path: Path) -> ImportDesk:
    desk = ImportDesk(make_database("ticketing", furnish=furnish))
    desk.prepare(tmp_path)
    return desk


def test_an_import_is_taken_over_whole_with_its_counts_its_event_and_its_audit(desk: ImportDesk) -> None:
    job_id = desk.upload(estate_file(12))
    assert (desk.job(job_id).state, desk.job(job_id).finished) == (ImportState.QUEUED, False)
    assert desk.work()
    job = desk.job(job_id)
    assert (job.state, job.finished, job.estate_name) == (ImportState.DONE, True, "新苑")
    assert (job.customers_created, job.premises_created, job.rows_done, job.rows_total, job.percent) == (
        *(12, 12 + 2 + 1, 24, 24, 100),
    )
    name, told = desk.events()[-1]
    assert (name, told["state"], told["customers_created"], told["started_by"]) == (
        "import_finished",
        "done",
        12,
        "韩磊",
    )
    assert [(entry.action, entry.actor_name) for entry in desk.audit(job_id)] == [
        *(("import.start", "韩磊"), ("import.done", "韩磊")),
    ]
    assert desk.households_of() == 12
    assert not desk.work()


def test_the_same_file_again_changes_nothing(desk: ImportDesk) -> None:
    for created, unchanged in ((5, 0), (0, 5)):
        job_id = desk.upload(estate_file(5))
        desk.work()
        job = desk.job(job_id)
        assert (job.customers_created, job.customers_unchanged, job.customers_changed) == (created, unchanged, 0)


def test_a_file_with_a_wrong_row_is_refused_with_its_place_and_nothing_is_taken_over(desk: ImportDesk) -> None:
    wrong = [("1栋", "1层", "0101", "业主", "李四", "12345"), ("9栋", "1层", "0101", "业主", "李四", "13800138000")]
    job_id = desk.upload(estate_file(3, wrong=wrong))
    desk.work()
    job = desk.job(job_id)
    assert (job.state, job.problem_count) == (ImportState.REFUSED, 2)
    assert [(each["sheet"], each["row"], each["column"], each["header"]) for each in job.problems] == [
        *(("住户", 5, "F", "手机号"), ("住户", 6, "C", "房号")),
    ]
    assert job.problems[1]["message"] % job.problems[1]["params"] == (
        "There is no unit 9栋 1层 0101 among the premises of the file or of the estate."
    )
    assert desk.households_of() == 0
    name, told = desk.events()[-1]
    assert (name, told["state"], told["problems"], told["estate_id"]) == ("import_finished", "refused", 2, None)


def test_a_file_may_name_units_that_only_the_estate_has(desk: ImportDesk) -> None:
    more = [("2栋", "5层", "0502", "租户", "李四", "13800138077")]
    job_id = desk.upload(estate_file(1, code="LX", name="邻香苑", wrong=more))
    desk.work()
    assert desk.job(job_id).customers_created == 2


def test_a_workbook_that_holds_no_estate_is_refused(desk: ImportDesk) -> None:
    stream = BytesIO(estate_file(2).getvalue())
    job_id = desk.upload(stream)
    desk.kept(job_id).write_bytes(b"PK\x03\x04 scrambled")
    desk.work()
    (problem,) = desk.job(job_id).problems
    assert problem["message"].startswith("This is no Excel workbook (.xlsx).")


def test_who_works_in_one_estate_may_not_found_another_by_a_file(desk: ImportDesk) -> None:
    job_id = desk.upload(estate_file(2), by="lead")
    desk.work()
    job = desk.job(job_id)
    assert [each["message"] for each in job.problems] == ["You may import only into estates that you work in."]
    assert desk.households_of() == 0


def test_who_lost_the_right_meanwhile_imports_nothing(desk: ImportDesk) -> None:
    job_id = desk.upload(estate_file(2))
    with desk.database.write() as session:
        handlers.deactivate_staff(session, staff_id=desk.staff["admin"].id)
    desk.work()
    assert desk.job(job_id).state is ImportState.REFUSED
    assert desk.households_of() == 0


def test_staff_see_their_own_imports_and_company_roles_all(desk: ImportDesk) -> None:
    own, other = desk.upload(estate_file(1), by="lead"), desk.upload(estate_file(1), by="admin")
    with pytest.raises(NotFound):
        desk.job(other, by="lead")

    def listed(by: str) -> list[UUID]:
        with desk.database.read(desk.actor(by)) as session:
            return [job.id for job in queries.import_jobs(session).items]

    assert listed("lead") == [own]
    assert listed("admin") == [other, own]
    assert listed("manager") == []


def test_imports_are_carried_out_in_the_order_in_which_they_came(desk: ImportDesk) -> None:
    jobs = [desk.upload(estate_file(1, code=code)) for code in ("A1", "A2")]
    desk.work()
    assert [desk.job(job_id).finished for job_id in jobs] == [True, False]


def test_an_error_of_ours_is_tried_again_later_and_given_up_after_three_attempts(desk: ImportDesk) -> None:
    job_id = desk.upload(estate_file(2))
    kept = desk.kept(job_id)
    content = kept.read_bytes()
    kept.unlink()
    with time_machine.travel(clock.now()) as moment:
        assert desk.work()
        assert desk.job(job_id).state is ImportState.QUEUED
        assert not desk.work()  # not yet
        for _attempt in range(2):
            moment.shift(timedelta(minutes=1))
            assert desk.work()
        moment.shift(timedelta(minutes=1))
    job = desk.job(job_id)
    assert (job.state, job.attempts) == (ImportState.FAILED, 3)
    assert job.error
    assert desk.events()[-1][1]["state"] == "failed"
    kept.write_bytes(content)
    assert not desk.work()


def test_an_error_that_passes_does_not_end_the_import(desk: ImportDesk) -> None:
    job_id = desk.upload(estate_file(2))
    kept = desk.kept(job_id)
    content = kept.read_bytes()
    kept.unlink()
    with time_machine.travel(clock.now()) as moment:
        desk.work()
        kept.write_bytes(content)
        moment.shift(timedelta(minutes=1))
        desk.work()
    assert desk.job(job_id).state is ImportState.DONE


def test_a_job_that_ends_its_workers_is_given_up(desk: ImportDesk) -> None:
    job_id = desk.upload(estate_file(2))
    for _killed in range(3):
        with desk.database.write() as session:
            assert handlers.begin_check(session, job_id=job_id)
    desk.work()
    assert desk.job(job_id).state is ImportState.FAILED
    assert desk.households_of() == 0


def test_progress_is_seen_from_outside_while_rows_are_checked_and_saved(desk: ImportDesk) -> None:
    job_id, seen = desk.upload(estate_file(200)), list[tuple[str, int, int]]()

    def look() -> None:
        job = desk.job(job_id)  # over a connection of its own, while the loop is at work
        seen.append((job.state, job.rows_done, job.rows_total))

    assert desk.work(look)
    assert ("checking", 50, 400) in seen
    assert seen[-1] == ("saving", 400, 400)
    assert [done for _state, done, _total in seen] == sorted(done for _state, done, _total in seen)
    assert desk.job(job_id).state is ImportState.DONE


@contextmanager
def worker(desk: ImportDesk, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The real worker; it has no broker, which imports do not need."""
    environment = os.environ | {
        "TICKETING_DATABASE_URL": desk.database.engine.url.render_as_string(hide_password=False),
        "AMQP_URL": "amqp://nobody@127.0.0.1:9/",
        "SECRET_KEY": "a secret of tests only",
        "SESSION_KEYS": "{}",
        "SESSION_SIGNING_KEY": "{}",
        "DATA_DIR": str(desk.settings.data_dir.parent),
    }
    command = [sys.executable, "-m", "services.ticketing.worker", "run"]
    process = processes.start(command, log=log, environment=environment)
    try:
        yield process
    finally:
        processes.kill(process)


def reaches(
    desk: ImportDesk, job_id: UUID, process: subprocess.Popen[bytes], *states: str, seconds: float = 60
) -> bool:
    """Whether the job came into one of the states in time, watched closely: some last only for moments."""
    end = clock.now() + timedelta(seconds=seconds)
    while process.poll() is None and clock.now() < end:
        if desk.job(job_id).state in states:
            return True
        time.sleep(0.005)  # the worker needs the processor too
    return False


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "ticketing"
    folder.mkdir(parents=True)
    return folder


def test_an_import_waits_for_a_bucket_that_does_not_answer(desk: ImportDesk, bucket_server: BucketServer) -> None:
    bucket = bucket_server.bucket()
    desk.settings = replace(desk.settings, bucket=bucket)
    desk.store = AttachmentStore(bucket)
    job_id = desk.upload(estate_file(2))
    with time_machine.travel(clock.now()) as moment:
        desk.settings = replace(desk.settings, bucket=replace(bucket, url=f"http://127.0.0.1:{free_port()}/files"))
        desk.work()
        assert desk.job(job_id).state is ImportState.QUEUED
        desk.settings = replace(desk.settings, bucket=bucket)
        moment.shift(timedelta(minutes=1))
        desk.work()
    assert desk.job(job_id).state is ImportState.DONE


@pytest.mark.parametrize("state", ["checking", "saving"])
def test_a_worker_killed_at_any_moment_has_done_nothing_by_half(
    desk: ImportDesk, data: Path, tmp_path: Path, state: str
) -> None:
    desk.settings = replace(desk.settings, data_dir=data)
    desk.store = AttachmentStore(desk.settings.attachments)
    job_id = desk.upload(estate_file(LARGE))
    before = len(desk.events())
    with worker(desk, tmp_path / "first.log") as first:
        assert reaches(desk, job_id, first, state), (tmp_path / "first.log").read_text()
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert desk.households_of() == 0
    assert len(desk.events()) == before
    with worker(desk, tmp_path / "second.log") as second:
        assert reaches(desk, job_id, second, "done"), (tmp_path / "second.log").read_text()
    assert desk.households_of() == LARGE
    finished = [told for name, told in desk.events() if name == "import_finished"]
    assert [told["customers_created"] for told in finished] == [LARGE]


def test_a_worker_asked_to_stop_leaves_the_import_to_the_next_at_once(
    desk: ImportDesk, data: Path, tmp_path: Path
) -> None:
    desk.settings = replace(desk.settings, data_dir=data)
    desk.store = AttachmentStore(desk.settings.attachments)
    job_id = desk.upload(estate_file(LARGE))
    with worker(desk, tmp_path / "worker.log") as process:
        assert reaches(desk, job_id, process, "checking"), (tmp_path / "worker.log").read_text()
        process.terminate()
        assert process.wait(10) == 0
    job: Any = desk.job(job_id)
    assert (job.state, job.attempts, desk.households_of()) == (ImportState.QUEUED, 0, 0)
    assert desk.work()
    assert desk.job(job_id).state is ImportState.DONE


def test_the_account_that_started_it_is_named_in_what_was_changed(desk: ImportDesk) -> None:
    job_id = desk.upload(estate_file(1, code="LX", name="邻香苑"), by="lead")
    desk.work()
    assert desk.job(job_id, by="lead").state is ImportState.DONE
    with desk.database.read() as session:
        created = session.scalars(select(Customer.id).where(Customer.name == "张三丰")).one()
        lead = session.get(Staff, desk.staff["lead"].id)
    assert lead is not None
    assert [(entry.actor_id, entry.actor_name) for entry in desk.audit(created)] == [(lead.id, "郑华")]
