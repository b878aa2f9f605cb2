"""Importing a file as a long work: started by a page, carried out by the worker, each step a verb of its own.

``start_import`` → ``begin_check`` → ``note_progress`` … → ``finish_import``, or ``refuse_import`` | ``fail_import``.
A worker that dies in between leaves the job as it is, with nothing imported, and the next one begins it anew.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.estate_file import EstateFile, Problem
from services.ticketing.handlers.import_people import ImportPlan, Progress, import_people
from services.ticketing.models import ApiClient, ImportJob, ImportState, Staff
from services.ticketing.models.imports import UNFINISHED
from shared import audit, clock, outbox
from shared.actors import SYSTEM, Actor, client_actor, staff_actor
from shared.attachments import StoredFile
from shared.db import actor_of
from shared.errors import N_, existing
from shared.permissions import permits

MOST_ATTEMPTS = 3
LONGEST_NAME = 200
RETRY_AFTER = timedelta(seconds=10)
NO_LONGER_ALLOWED = N_("The person who started the import may no longer import.")


def start_import(session: Session, *, file_name: str, file: StoredFile) -> ImportJob:
    """Hands a kept workbook to the worker, which takes it up within a second."""
    actor, now = actor_of(session), clock.now()
    job = ImportJob(
        state=ImportState.QUEUED,
        file_name=_printable(file_name),
        file_key=file.key,
        file_size=file.size,
        started_by_id=actor.id,
        started_by=actor.name,
        started_at=now,
        rows_done=0,
        rows_total=0,
        problems=[],
        problem_count=0,
        estate_name="",
        premises_created=0,
        customers_created=0,
        customers_changed=0,
        customers_unchanged=0,
        attempts=0,
        retry_at=now,
    )
    session.add(job)
    audit.record(session, "import.start", job)
    return job


def _printable(file_name: str) -> str:
    """As much of the name as can be stored and shown; it comes from outside."""
    return "".join(character for character in file_name if character.isprintable())[:LONGEST_NAME]


def next_import(session: Session) -> UUID | None:
    """The oldest job that is not finished and may be tried now."""
    waiting = select(ImportJob.id).where(ImportJob.state.in_(UNFINISHED), ImportJob.retry_at <= clock.now())
    return session.scalars(waiting.order_by(ImportJob.id).limit(1)).first()


def begin_check(session: Session, *, job_id: UUID) -> tuple[ImportJob, Actor] | None:
    """The job, and in whose name it is carried out; None when it has ended, or ends now after too many attempts."""
    job = _unfinished(session, job_id)
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        _end(session, job, ImportState.FAILED)
        return None
    actor = _starter(session, job)
    if actor is None:
        refuse_import(session, job_id=job_id, problems=[Problem(NO_LONGER_ALLOWED)], count=1)
        return None
    _note(session, job_id, state=ImportState.CHECKING, attempts=job.attempts + 1, rows_done=0)
    return job, actor


def note_progress(session: Session, *, job_id: UUID, done: int, total: int) -> None:
    _note(session, job_id, rows_done=done, rows_total=total)


def begin_saving(session: Session, *, job_id: UUID) -> None:
    _note(session, job_id, state=ImportState.SAVING)


def put_off(session: Session, *, job_id: UUID, error: str = "") -> None:
    """Leaves the job to the next worker: at once when this one has to stop, later when it met an ``error``."""
    job = _unfinished(session, job_id)
    if job is None:
        return
    if not error:
        _note(session, job_id, state=ImportState.QUEUED, attempts=job.attempts - 1)
    elif job.attempts >= MOST_ATTEMPTS:
        job.error = error
        _end(session, job, ImportState.FAILED)
    else:
        _note(session, job_id, state=ImportState.QUEUED, error=error, retry_at=clock.now() + RETRY_AFTER * job.attempts)


def finish_import(session: Session, *, job_id: UUID, found: EstateFile, plan: ImportPlan, progress: Progress) -> None:
    """Takes over the whole file, in the name of the session's actor. Raises as ``import_people``."""
    job = _unfinished(session, job_id)
    if job is None:
        return
    counts = import_people(
        session,
        estate_code=found.estate_code,
        estate_name=found.estate_name,
        units=found.units,
        households=found.households,
        plan=plan,
        progress=progress,
    )
    job.estate_id, job.estate_name = counts.estate_id, found.estate_name
    job.premises_created, job.customers_created = counts.premises_created, counts.customers_created
    job.customers_changed, job.customers_unchanged = counts.customers_changed, counts.customers_unchanged
    _end(session, job, ImportState.DONE)


def refuse_import(session: Session, *, job_id: UUID, problems: Sequence[Problem], count: int) -> None:
    """Ends the job with what is wrong with its file."""
    job = _unfinished(session, job_id)
    if job is None:
        return
    job.problems, job.problem_count = [problem.as_json() for problem in problems], count
    _end(session, job, ImportState.REFUSED)


def _unfinished(session: Session, job_id: UUID) -> ImportJob | None:
    """The job, locked, so that two workers do not end it twice; None when it has ended. Raises ``NotFound``."""
    job = existing(session.get(ImportJob, job_id, with_for_update=True))
    return None if job.finished else job


def _starter(session: Session, job: ImportJob) -> Actor | None:
    if job.started_by_id is None:
        return SYSTEM
    staff, client = session.get(Staff, job.started_by_id), session.get(ApiClient, job.started_by_id)
    if staff is not None and staff.active:
        actor = staff_actor(staff)
    elif client is not None and client.active:
        actor = client_actor(client)
    else:
        return None
    return actor if permits(actor, "people.import") else None


def _note(session: Session, job_id: UUID, **values: object) -> None:
    """How far the job is changes too often, and means too little, for the audit trail."""
    still = update(ImportJob).where(ImportJob.id == job_id, ImportJob.state.in_(UNFINISHED))
    session.connection().execute(still.values(**values))


def _end(session: Session, job: ImportJob, state: ImportState) -> None:
    job.state, job.finished_at = state, clock.now()
    audit.record(session, f"import.{state}", job)
    event = contracts.ImportFinished(
        import_id=job.id,
        state=job.state,
        file_name=job.file_name,
        estate_id=job.estate_id,
        estate_name=job.estate_name,
        started_by_id=job.started_by_id,
        started_by=job.started_by,
        premises_created=job.premises_created,
        customers_created=job.customers_created,
        customers_changed=job.customers_changed,
        customers_unchanged=job.customers_unchanged,
        problems=job.problem_count,
        at=job.finished_at,
    )
    outbox.add(session, event, job)
