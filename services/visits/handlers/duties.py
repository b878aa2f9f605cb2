"""What staff and time do to a duty: it is waived, or missed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.clauses import BY_ID, Step
from services.visits.handlers.duty_facts import keep_fact, miss
from services.visits.models import WAIVABLE, Duty, DutyState, FactKind
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, existing
from shared.ids import new_id

FACTS = ("estate_id", "clause", "subject_id", "label", "period", "role", "owner_id", "due_at")


class NotWaivable(DomainError):
    message = N_("Only what is still due or was missed can be waived.")


def waive_duty(session: Session, *, duty_id: UUID, reason: str) -> Duty:
    """It need not be done, for the reason and in the name that are kept. Raises ``NotFound``, ``NotWaivable``."""
    duty, actor = existing(session.get(Duty, duty_id, with_for_update=True)), actor_of(session)
    if duty.state not in WAIVABLE:
        raise NotWaivable
    facts = {name: getattr(duty, name) for name in FACTS}
    event = contracts.DutyWaived(
        duty_id=duty.id, **facts, waiver_id=new_id(), by=actor.name, by_id=actor.id, reason=reason, at=clock.now()
    )
    with session.no_autoflush:
        keep_waiver(session, event)
    audit.record(session, "duty.waive", duty, reason)
    outbox.add_raw(session, event, subject=str(duty.id), version=1)
    return duty


def keep_waiver(session: Session, event: contracts.DutyWaived) -> None:
    """The waiver as a fact; the event that told it changes nothing more when it arrives."""
    step = Step(
        kind=FactKind.WAIVED,
        estate_id=event.estate_id,
        subject_id=event.subject_id,
        period=event.period,
        at=event.at,
        by=event.by,
        words=event.reason,
    )
    if clause := BY_ID.get(event.clause):
        keep_fact(session, clause, step, contracts.DutyWaived.key, event.waiver_id)


def miss_due(session: Session) -> int:
    """Whatever passed its deadline without evidence counts as missed; returns how many did."""
    passed = select(Duty).where(Duty.state == DutyState.DUE, Duty.limit_at <= clock.now())
    duties = session.scalars(passed.order_by(Duty.limit_at, Duty.id).with_for_update(skip_locked=True)).all()
    for duty in duties:
        miss(session, duty)
    return len(duties)
