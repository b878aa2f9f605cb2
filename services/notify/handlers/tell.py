"""An event becomes messages: one for each person who is to know of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify import config, contracts
from services.notify.handlers import wording
from services.notify.handlers.dispatch import deliver_to_inbox, send_onward
from services.notify.handlers.message_templates import frame_for
from services.notify.handlers.staff_items import put_into_inbox
from services.notify.handlers.wording import ForStaff, Voice, Words
from services.notify.models import Customer, Estate, Message, MessageState, RecipientKind, Staff, TicketReporter
from shared import clock, copies

EventForPeople = (
    contracts.TicketEvent
    | contracts.InvitationEvent
    | contracts.FeedbackGiven
    | contracts.VisitTold
    | contracts.SlotAnswered
)
_ForNamed = (
    contracts.HotlineGap
    | contracts.HalfYearUnplanned
    | contracts.MeetingActionTold
    | contracts.WeeklySummaryReminded
    | contracts.WeeklySummaryMissing
    | contracts.MeasureGiven
    | contracts.MeasureOverdue
    | contracts.PartyTaskReminded
    | contracts.ContractorTalkDue
    | contracts.EventChangeRequested
    | contracts.EventChangeOverdue
    | contracts.PromiseReminded
)
_AtEstate = EventForPeople | _ForNamed | contracts.WorkLeftBehind
URGENT_TIERS = frozenset({"emergency", "urgent"})


class NotKnownYet(LookupError):
    """The person's or estate's own event has not arrived; this one is tried again when it may have."""


def tell_households(session: Session, event: contracts.TicketEvent, *, event_id: UUID) -> list[Message]:
    """Tells the household of the ticket, and those that told it too. Raises ``NotKnownYet``."""
    told = [(row.customer_id, row.status_url) for row in _told_too(session, event)]
    told.append((event.customer_id, event.status_url))
    links = {_kept(session, key): link for key, link in told if key is not None and not _erased(session, key)}
    messages = (
        tell_household(session, event, event_id=event_id, customer_id=customer_id, link=link)
        for customer_id, link in links.items()
    )
    return [message for message in messages if message is not None]


def tell_household(
    session: Session, event: contracts.TicketEvent, *, event_id: UUID, customer_id: UUID, link: str
) -> Message | None:
    """Tells one household, with its own ``link``, on the channel it prefers; one that was erased is told nothing.

    Raises ``NotKnownYet``.
    """
    customer = household(session, customer_id)
    if customer is None:
        return None
    own = customer_id == event.customer_id or (
        event.customer_id is not None
        and not _erased(session, event.customer_id)
        and customer.id == _kept(session, event.customer_id)
    )
    return send_to_household(
        session,
        event,
        customer,
        partial(wording.to_household, event, own=own),
        event_id=event_id,
        link=link,
        subject=event.ticket_id,
        reference=event.number,
        number=event.number,
        urgent=event.tier in URGENT_TIERS,
    )


def send_to_household(
    session: Session,
    event: EventForPeople,
    customer: Customer,
    say: Callable[[Voice], Words],
    *,
    event_id: UUID,
    link: str,
    subject: UUID,
    reference: str,
    number: str = "",
    urgent: bool = False,
) -> Message:
    """One message in the estate's frame, on the channel that the household prefers. Raises ``NotKnownYet``."""
    voice = voice_of(session, event, customer.language)
    frame = frame_for(session, event.key, voice)
    words = frame.around(say(voice), voice, name=customer.name, link=link, number=number)
    kind = RecipientKind.CUSTOMER
    message = queued(
        event, event_id, kind, customer, words, link=link, subject=subject, reference=reference, urgent=urgent
    )
    session.add(message)
    send_onward(session, message, customer)
    return message


def household(session: Session, customer_id: UUID) -> Customer | None:
    """The household to be told, or the one that it was merged into; None for one that was erased.

    Raises ``NotKnownYet``.
    """
    if _erased(session, customer_id):
        return None
    found: Customer = known(session, Customer, _kept(session, customer_id))
    return found


def _erased(session: Session, customer_id: UUID) -> bool:
    return copies.ended(session, contracts.CustomerChanged, customer_id)


def _kept(session: Session, customer_id: UUID) -> UUID:
    """The household, or the one that it was merged into and that is told instead. Raises ``NotKnownYet``."""
    household: Customer = known(session, Customer, customer_id)
    return household.merged_into_id or household.id


def _told_too(session: Session, event: contracts.TicketEvent) -> Sequence[TicketReporter]:
    return session.scalars(select(TicketReporter).where(TicketReporter.ticket_id == event.ticket_id)).all()


def tell_staff(
    session: Session,
    event: ForStaff,
    *,
    event_id: UUID,
    staff_ids: Sequence[UUID],
) -> list[Message]:
    """Puts an item into the inbox of each of these who still works here. Raises ``NotKnownYet``."""
    told = []
    for staff_id in dict.fromkeys(staff_ids):
        staff = known(session, Staff, staff_id)
        if staff.active:
            words = wording.to_staff(event, voice_of(session, event, staff.language))
            link = f"/ticketing/tickets/{event.ticket_id}"
            about: dict[str, Any] = {"subject": event.ticket_id, "reference": event.number}
            urgent = event.tier in URGENT_TIERS
            told.append(queued(event, event_id, RecipientKind.STAFF, staff, words, link=link, urgent=urgent, **about))
            session.add(told[-1])
            deliver_to_inbox(session, told[-1])
    return told


def tell_of_work_left(session: Session, event: contracts.WorkLeftBehind, *, event_id: UUID) -> None:
    """Tells those above of what somebody who is away has still to solve. Raises ``NotKnownYet``."""
    for staff in (known(session, Staff, staff_id) for staff_id in event.staff_ids):
        put_into_inbox(
            session,
            staff,
            wording.of_work_left(event, voice_of(session, event, staff.language)),
            event_id=event_id,
            event=event.key,
            estate_id=event.estate_id,
            subject=event.staff_id,
            reference=event.name,
            place="",
            link=f"/ticketing/staff/{event.staff_id}/pass-on",
        )


def known(session: Session, table: type[Any], key: UUID) -> Any:
    """The person or estate that an event names. Raises ``NotKnownYet``."""
    found = session.get(table, key)
    if found is None:
        raise NotKnownYet(f"{table.__tablename__} {key}")
    return found


def tell_those_named(
    session: Session,
    event: _ForNamed,
    say: Callable[[Voice], Words],
    *,
    event_id: UUID,
    subject: UUID,
    link: str,
) -> list[Message]:
    """Puts an item into the inbox of each who is to know and still works here. Raises ``NotKnownYet``."""
    readers = [known(session, Staff, staff_id) for staff_id in dict.fromkeys(event.staff_ids)]
    return [
        put_into_inbox(
            session,
            reader,
            say(voice_of(session, event, reader.language)),
            event_id=event_id,
            event=event.key,
            estate_id=event.estate_id,
            subject=subject,
            reference="",
            place="",
            link=link,
        )
        for reader in readers
        if reader.active
    ]


def voice_of(session: Session, event: _AtEstate, language: str) -> Voice:
    """How a reader of this language is spoken to about the event. Raises ``NotKnownYet``."""
    zone = config.settings_of(session).site_zone
    return Voice(language, zone, event.at, known(session, Estate, event.estate_id).name)


def queued(
    event: EventForPeople,
    event_id: UUID,
    kind: RecipientKind,
    recipient: Customer | Staff,
    words: Words,
    *,
    link: str,
    subject: UUID,
    reference: str,
    urgent: bool = False,
) -> Message:
    """A message about ``subject``, which people know as ``reference``; its deliveries take it to the recipient."""
    return Message(
        estate_id=event.estate_id,
        event_id=event_id,
        event=event.key,
        subject=str(subject),
        reference=reference,
        place=event.unit_path,
        recipient_kind=kind,
        recipient_id=recipient.id,
        recipient_name=recipient.name,
        language=recipient.language,
        title=words.title,
        body=words.body,
        link=link,
        urgent=urgent,
        state=MessageState.QUEUED,
        created_at=clock.now(),
        deliveries=[],
    )
