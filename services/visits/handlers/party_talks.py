"""The service-centre manager's weekly talk with each contractor, and the reminder of those still to come (B4.1.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.clauses import begins
from services.visits.config import settings_of
from services.visits.handlers.parties import party_of
from services.visits.handlers.party_contacts import check_past
from services.visits.handlers.party_tasks import add_task, overseers
from services.visits.handlers.talk_deadlines import promise_talks
from services.visits.models import NotAContractor, Party, PartyKind, PartyTalk, TaskKind
from shared import audit, clock, outbox
from shared.db import actor_of

TALKS, ABOVE = ("service_centre_manager",), ("project_lead",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """What the contractor is to make better, who there does it, and by when."""

    title: str
    owner: str
    due_on: date


def record_talk(
    session: Session,
    *,
    party_id: UUID,
    held_at: datetime,
    person: str,
    summary: str,
    improvements: Sequence[Improvement] = (),
) -> PartyTalk:
    """Raises ``NotFound``, ``PartyEnded``, ``NotAContractor``, ``Invalid``."""
    party = party_of(session, party_id)
    party.check_going_on()
    if party.kind is not PartyKind.CONTRACTOR:
        raise NotAContractor
    check_past(held_at, "held_at")
    noted = {"recorded_by": actor_of(session).name, "recorded_at": clock.now()}
    facts = {"held_at": held_at, "person": person, "summary": summary}
    talk = PartyTalk(estate_id=party.estate_id, party_id=party.id, party=party, **facts, **noted)
    session.add(talk)
    audit.record(session, "party_talk.record", talk)
    _tell(session, party, talk, len(improvements))
    for improvement in improvements:
        task = asdict(improvement)
        add_task(session, party, TaskKind.IMPROVEMENT, source_id=talk.id, follower_id=None, **task)
    return talk


def remind_of_talks(session: Session, *, estate_id: UUID) -> None:
    """Whom nobody has talked with since Monday. The estate's next Friday is promised as long as it has contractors."""
    today = clock.today(settings_of(session).site_zone)
    here = Party.estate_id == estate_id, Party.kind == PartyKind.CONTRACTOR, Party.ended_on.is_(None)
    contractors = session.scalars(select(Party).where(*here).order_by(Party.name, Party.id)).all()
    readers = overseers(session, estate_id, TALKS) or overseers(session, estate_id, ABOVE)
    for party in _silent(session, contractors, today) if readers else ():
        _remind(session, party, readers)
    if contractors:
        promise_talks(session, estate_id)


def _silent(session: Session, contractors: Iterable[Party], today: date) -> Iterable[Party]:
    monday = begins(today - timedelta(days=today.weekday()), settings_of(session).site_zone)
    talked = set(session.scalars(select(PartyTalk.party_id).where(PartyTalk.held_at >= monday)))
    return [party for party in contractors if party.id not in talked and party.lasts_on(today)]


def _remind(session: Session, party: Party, readers: list[UUID]) -> None:
    event = contracts.ContractorTalkDue(
        estate_id=party.estate_id, party_id=party.id, party=party.name, staff_ids=readers, at=clock.now()
    )
    outbox.add(session, event, party)


def _tell(session: Session, party: Party, talk: PartyTalk, improvements: int) -> None:
    actor = actor_of(session)
    event = contracts.ContractorTalkRecorded(
        estate_id=party.estate_id,
        party_id=party.id,
        party=party.name,
        by=actor.name,
        by_id=actor.id,
        at=clock.now(),
        talk_id=talk.id,
        held_at=talk.held_at,
        improvements=improvements,
    )
    outbox.add(session, event, talk)
