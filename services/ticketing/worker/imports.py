"""The loop that carries out imports, one at a time, beside the others so that no deadline waits for it.

The checking of a file belongs to no transaction; its progress is written in short ones. The saving is one
transaction. Killed at any moment, the job is begun anew by the next worker that leads.
"""

import threading
import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

import structlog

from services.ticketing import handlers, queries
from services.ticketing.handlers import EstateFile, FileRefused, Problem
from shared import clock
from shared.actors import Actor
from shared.attachments import AttachmentStore, FilesUnavailable
from shared.config import Settings
from shared.db import Database
from shared.errors import DomainError, NotFound
from shared.leader import Leader
from shared.worker import Context, LoopFunction

POLL_SECONDS = 0.5
PROGRESS_SECONDS = 0.3

log = structlog.get_logger(__name__)


class Interrupted(Exception):
    """The worker has to stop, or another one leads now."""


def loop(context: Context) -> LoopFunction:
    return partial(run, context.database, context.settings)


def run(database: Database, settings: Settings, stop: threading.Event, beat: Callable[[], None]) -> None:
    """Carries out imports until ``stop`` is set. Raises database errors; the worker starts it again."""
    leader = Leader(database, "imports")
    try:
        while not stop.is_set():
            beat()
            if not (leader.leads() and take_up(database, settings, Pulse(leader, stop, beat))):
                stop.wait(POLL_SECONDS)
    finally:
        leader.resign()


class Pulse:
    """Shows that the loop lives, and tells it when to stop."""

    def __init__(self, leader: Leader, stop: threading.Event, beat: Callable[[], None]) -> None:
        self._leader, self._stop, self._beat = leader, stop, beat

    def go_on(self) -> None:
        """Raises ``Interrupted`` when the worker has to stop."""
        self._beat()
        if self._stop.is_set():
            raise Interrupted

    def lead_on(self) -> None:
        """Raises ``Interrupted`` when another worker leads. Within a write, SQLite would make it wait for that one."""
        if not self._leader.leads():
            raise Interrupted


def take_up(database: Database, settings: Settings, pulse: Pulse) -> bool:
    """Carries out the next import that waits; False when none does."""
    with database.read() as session:
        job_id = handlers.next_import(session)
    if job_id is None:
        return False
    try:
        _carry_out(database, settings, job_id, pulse)
    except Interrupted:
        with database.write() as session:
            handlers.put_off(session, job_id=job_id)
    except Exception as error:
        log.exception("import.failed", job=str(job_id))
        with database.write() as session:
            handlers.put_off(session, job_id=job_id, error=repr(error))
    return True


def _carry_out(database: Database, settings: Settings, job_id: UUID, pulse: Pulse) -> None:
    with database.write() as session:
        begun = handlers.begin_check(session, job_id=job_id)
    if begun is None:
        return
    job, actor = begun
    try:
        found = _check(database, settings, job.file_key, job_id, pulse)
        _save(database, actor, job_id, found, pulse)
    except FileRefused as refused:
        _refuse(database, job_id, refused.problems, refused.count)
    except (NotFound, FilesUnavailable):  # the kept file cannot be had, which is no fault of what is in it
        raise
    except DomainError as error:
        _refuse(database, job_id, [Problem(error.message, dict(error.params))], 1)


def _check(database: Database, settings: Settings, file_key: str, job_id: UUID, pulse: Pulse) -> EstateFile:
    def known_units(estate_code: str) -> set[str]:
        with database.read() as session:
            return queries.unit_paths(session, estate_code)

    with AttachmentStore(settings.attachments).open(file_key) as stream:
        return handlers.read_estate_file(
            stream,
            today=clock.today(settings.site_zone),
            known_units=known_units,
            progress=_Progress(database, job_id, pulse),
        )


def _save(database: Database, actor: Actor, job_id: UUID, found: EstateFile, pulse: Pulse) -> None:
    with database.write() as session:
        handlers.begin_saving(session, job_id=job_id)
    with database.read(actor) as session:
        plan = handlers.plan_import(
            session,
            estate_code=found.estate_code,
            units=found.units,
            households=found.households,
            go_on=pulse.go_on,
        )
    with database.write(actor) as session:
        handlers.finish_import(
            session, job_id=job_id, found=found, plan=plan, progress=lambda _done, _total: pulse.go_on()
        )


def _refuse(database: Database, job_id: UUID, problems: list[Problem], count: int) -> None:
    with database.write() as session:
        handlers.refuse_import(session, job_id=job_id, problems=problems, count=count)


class _Progress:
    """Writes how far the checking is, but not more often than a person can see."""

    def __init__(self, database: Database, job_id: UUID, pulse: Pulse) -> None:
        self._database, self._job_id, self._pulse = database, job_id, pulse
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        self._pulse.go_on()
        if time.monotonic() >= self._next or done == total:
            self._pulse.lead_on()
            self._next = time.monotonic() + PROGRESS_SECONDS
            with self._database.write() as session:
                handlers.note_progress(session, job_id=self._job_id, done=done, total=total)
