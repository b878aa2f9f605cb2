"""A notice reaches every household that it concerns as a message of its own; whoever was told hears of each change.

The worker writes them chunk by chunk, each chunk in the transaction of the deadline that asks for the next one: killed
at any moment, it goes on where the last chunk ended.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.contracts import NoticeEvent, NoticePublished, NoticeWithdrawn
from services.notify.handlers import wording
from services.notify.handlers.mailing_scope import in_scope
from services.notify.handlers.mass_messages import Call, tell_many
from services.notify.handlers.message_templates import frame_for
from services.notify.handlers.notice_events import own_address, public_address
from services.notify.handlers.notices import notice_of
from services.notify.handlers.outdated import hold_outdated
from services.notify.handlers.wording import Voice, Words
from services.notify.models import Customer, Estate, Mailing, Message, MessageState, Notice, NoticeState, RecipientKind
from shared import clock, timers

TELL_HOUSEHOLDS = "notice.tell"
CHUNK = 500
REACHED = (MessageState.QUEUED, MessageState.SENT, MessageState.FAILED)


def begin_mailing(session: Session, notice: Notice, event: type[NoticeEvent], event_id: UUID) -> None:
    """Households are told by the worker, soon."""
    mailing = Mailing(
        estate_id=notice.estate_id,
        notice_id=notice.id,
        event_id=event_id,
        event=event.key,
        subject=_first_version(session, notice),
        households=0,
        started_at=clock.now(),
    )
    session.add(mailing)
    timers.schedule(session, TELL_HOUSEHOLDS, mailing.id, clock.now())


def tell_next_chunk(session: Session, *, mailing_id: UUID) -> None:
    """Looks at the next households of the estate, and writes to those that are to know. Raises ``HomesUnknown``."""
    mailing = session.get_one(Mailing, mailing_id, with_for_update=True)
    notice = notice_of(session, mailing.notice_id)
    chunk = [] if _overtaken(mailing, notice) else _next_chunk(session, mailing)
    if chunk:
        mailing.households += _tell(session, mailing, notice, chunk)
        mailing.reached_id = chunk[-1].id
    if len(chunk) == CHUNK:
        timers.schedule(session, TELL_HOUSEHOLDS, mailing.id, clock.now())
    else:
        mailing.finished_at = clock.now()


def _first_version(session: Session, notice: Notice) -> UUID:
    if notice.replaces_id is None:
        return notice.id
    before = select(Mailing.subject).where(Mailing.notice_id == notice.replaces_id).limit(1)
    return session.scalar(before) or notice.replaces_id


def _overtaken(mailing: Mailing, notice: Notice) -> bool:
    """What is off the boards again is told to nobody else."""
    return mailing.event == NoticePublished.key and notice.state is not NoticeState.PUBLISHED


def _next_chunk(session: Session, mailing: Mailing) -> Sequence[Customer]:
    found = select(Customer).where(Customer.estate_id == mailing.estate_id)
    if mailing.reached_id is not None:
        found = found.where(Customer.id > mailing.reached_id)
    return session.scalars(found.order_by(Customer.id).limit(CHUNK)).all()


def _tell(session: Session, mailing: Mailing, notice: Notice, chunk: Sequence[Customer]) -> int:
    wanted: set[UUID] = set()
    if _follows_another(session, mailing):
        hold_outdated(session, mailing.subject, [row.id for row in chunk])
        wanted = _told_before(session, mailing, chunk)
    if mailing.event != NoticeWithdrawn.key:
        wanted |= in_scope(session, notice, chunk)
    kept = {row.merged_into_id for row in chunk if row.id in wanted and row.merged_into_id}
    merged = session.scalars(select(Customer).where(Customer.id.in_(kept))).all() if kept else []
    readers = {row.id: row for row in (*chunk, *merged) if row.id in wanted | kept and row.merged_into_id is None}
    link = public_address(session, notice)
    voices = _voices(session, mailing, {row.language for row in readers.values()})
    event = mailing.event
    told = {language: wording.of_notice(event, notice, voice) for language, voice in voices.items()}
    frames = {language: frame_for(session, event, voice) for language, voice in voices.items()}

    def words(household: Customer, message_id: UUID) -> Words:
        language, number = household.language, notice.number or ""
        facts = {"name": household.name, "link": own_address(session, message_id), "number": number}
        return frames[language].around(told[language], voices[language], **facts)

    return tell_many(session, _call(mailing, notice, link), list(readers.values()), words)


def _follows_another(session: Session, mailing: Mailing) -> bool:
    """Somebody may have been told of this notice already, in some version of it."""
    others = exists().where(Mailing.subject == mailing.subject, Mailing.id != mailing.id)
    return bool(session.scalar(select(others)))


def _told_before(session: Session, mailing: Mailing, chunk: Sequence[Customer]) -> set[UUID]:
    """The same people hear of the change, the end and the all-clear (C2.1)."""
    told = select(Message.recipient_id).where(
        Message.recipient_id.in_([row.id for row in chunk]),
        Message.subject == str(mailing.subject),
        Message.recipient_kind == RecipientKind.CUSTOMER,
        Message.state.in_(REACHED),
    )
    return set(session.scalars(told))


def _voices(session: Session, mailing: Mailing, languages: set[str]) -> dict[str, Voice]:
    estate, zone = session.get_one(Estate, mailing.estate_id), settings_of(session).site_zone
    return {language: Voice(language, zone, mailing.started_at, estate.name) for language in languages}


def _call(mailing: Mailing, notice: Notice, link: str) -> Call:
    return Call(
        event_id=mailing.event_id,
        event=mailing.event,
        estate_id=mailing.estate_id,
        subject=str(mailing.subject),
        reference=notice.number or "",
        link=link,
        urgent=bool(notice.emergency_reason),
        for_everybody=notice.is_outage,
    )
